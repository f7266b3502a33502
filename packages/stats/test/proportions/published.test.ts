import { describe, expect, it } from "vitest";
import { differenceInterval, oddsRatioInterval, proportionInterval, ratioInterval, zTest } from "../../src/index.ts";

const methods = ["clopperPearson", "wilson", "wilsonCc", "jeffreys", "midP"] as const;

/** R. G. Newcombe, Stat. Med. 17 (1998) 857 for the first four; the others by an independent calculation with 8 decimals. */
const single: readonly (readonly [events: number, n: number, ...limits: string[]])[] = [
  [
    81,
    263,
    "0.25273675 0.36762192",
    "0.25528852 0.36620958",
    "0.25350868 0.36817620",
    "0.25452193 0.36564750",
    "0.25440210 0.36577347",
  ],
  [
    15,
    148,
    "0.05784401 0.16165049",
    "0.06238640 0.16048724",
    "0.05977821 0.16444978",
    "0.06044852 0.15764314",
    "0.06006360 0.15812173",
  ],
  [0, 20, "0 0.16843347", "0 0.16112516", "0 0.20045335", "0 0.11663898", "0 0.13910834"],
  [
    1,
    29,
    "0.00087265 0.17764430",
    "0.00611321 0.17175522",
    "0.00180264 0.19628175",
    "0.00374617 0.15007769",
    "0.00172477 0.15853738",
  ],
  [
    12,
    20,
    "0.36054259 0.80880994",
    "0.38658150 0.78119347",
    "0.36411674 0.80022914",
    "0.38392032 0.78937059",
    "0.37887548 0.79394648",
  ],
  [
    8,
    21,
    "0.18107163 0.61564561",
    "0.20751011 0.59121346",
    "0.18951888 0.61307154",
    "0.19940202 0.59289500",
    "0.19512524 0.59768824",
  ],
  [
    7,
    20,
    "0.15390920 0.59218853",
    "0.18119182 0.56714572",
    "0.16308668 0.59051043",
    "0.17227621 0.56776609",
    "0.16773474 0.57304872",
  ],
  [
    6,
    10,
    "0.26237808 0.87844774",
    "0.31267377 0.83181967",
    "0.27366969 0.86306944",
    "0.30367949 0.84693290",
    "0.29113611 0.85770706",
  ],
  [
    2,
    10,
    "0.02521073 0.55609546",
    "0.05668215 0.50983753",
    "0.03542694 0.55781858",
    "0.04405941 0.50277450",
    "0.03499830 0.51950966",
  ],
  [10, 10, "0.69150289 1", "0.72246720 1", "0.65546278 1", "0.78280373 1", "0.74113445 1"],
  [0, 5, "0 0.52182375", "0 0.43448246", "0 0.53705602", "0 0.37937714", "0 0.45071973"],
];

function expectLimits({ lower, upper }: { readonly lower: number; readonly upper: number }, printed: string): void {
  const [low = "", high = ""] = printed.split(" ");
  expect(lower).asPrinted(low.includes(".") ? low : `${low}.00000000`);
  expect(upper).asPrinted(high.includes(".") ? high : `${high}.00000000`);
}

describe("proportionInterval", {
  meta: {
    validates: {
      requirement: "One-proportion intervals as published",
      functions: ["proportionInterval"],
      source: "published values named in the test",
    },
  },
}, () => {
  for (const [events, n, ...limits] of single) {
    it.each(methods.map((method, i) => [method, limits[i]!] as const))(`${events} of ${n} by %s`, (method, printed) => {
      expectLimits(proportionInterval({ events, n }, { method, level: 0.95 }), printed);
    });
  }
});

/** R. G. Newcombe, Stat. Med. 17 (1998) 873, table II, method 10. */
const newcombe = [
  [56, 70, 48, 80, "0.052431 0.333873"],
  [9, 10, 3, 10, "0.170523 0.809018"],
  [6, 7, 2, 7, "0.058228 0.806250"],
  [5, 56, 0, 29, "-0.038137 0.192560"],
  [0, 10, 0, 20, "-0.161125 0.277533"],
  [10, 10, 0, 20, "0.679086 1"],
] as const;

function tableOf(a: number, n1: number, b: number, n2: number) {
  return { experimental: { events: a, n: n1 }, control: { events: b, n: n2 } };
}

describe("differenceInterval", {
  meta: {
    validates: {
      requirement: "Intervals of differences as published",
      functions: ["differenceInterval"],
      source: "published values named in the test",
    },
  },
}, () => {
  it.each(newcombe)("%i/%i against %i/%i by Newcombe's hybrid score", (a, n1, b, n2, printed) => {
    expectLimits(differenceInterval(tableOf(a, n1, b, n2), { method: "newcombe", level: 0.95 }), printed);
  });

  /** CAMIS and gsDesign 3.11 (ciBinomial, whose root search stops at about 1e-4 of z). */
  it("agrees with gsDesign's score intervals to its own tolerance", () => {
    const because = "gsDesign's uniroot stops early";
    const tolerance = { absolute: 3e-5, because };
    const camis = tableOf(36, 154, 12, 77);
    const difference = differenceInterval(camis, { method: "mee", level: 0.95 });
    expect(difference.lower).agreesWith(-0.03580437, tolerance);
    expect(difference.upper).agreesWith(0.17728486, tolerance);
    const ratio = ratioInterval(camis, { method: "koopman", level: 0.95 });
    expect(ratio.lower).agreesWith(0.84923712, tolerance);
    expect(ratio.upper).agreesWith(2.72876037, tolerance);
    const odds = oddsRatioInterval(camis, { method: "cornfield", level: 0.95 });
    expect(odds.lower).agreesWith(0.81147837, tolerance);
    expect(odds.upper).agreesWith(3.35852166, { absolute: 2e-4, because });
  });

  /** gsDesign 3.11, ciBinomial, without the factor N / (N - 1). */
  it("agrees with gsDesign's documented examples to its own tolerance", () => {
    const tolerance = { relative: 2e-4, absolute: 3e-5, because: "gsDesign's uniroot stops early" };
    const near = (limits: { readonly lower: number; readonly upper: number }, lower: number, upper: number): void => {
      expect(limits.lower).agreesWith(lower, tolerance);
      expect(limits.upper).agreesWith(upper, tolerance);
    };
    near(differenceInterval(tableOf(56, 70, 48, 80), { method: "mee", level: 0.95 }), 0.05335679, 0.33772721);
    const rare = tableOf(39, 500, 13, 500);
    near(differenceInterval(rare, { method: "mee", level: 0.95 }), 0.02536232, 0.08133423);
    near(ratioInterval(rare, { method: "koopman", level: 0.95 }), 1.63999366, 5.50821206);
    near(oddsRatioInterval(rare, { method: "cornfield", level: 0.95 }), 1.6859615, 5.95460218);
  });
});

describe("zTest", {
  meta: {
    validates: {
      requirement: "z tests as published",
      functions: ["zTest"],
      source: "gsDesign documentation, as named in the test",
    },
  },
}, () => {
  it("reproduces gsDesign's 39/500 against 13/500, pooled and Miettinen–Nurminen", () => {
    const table = tableOf(39, 500, 13, 500);
    expect(zTest(table, { variance: "pooled" })).toMatchObject({ z: expect.asPrinted("3.703117628") });
    expect(zTest(table, { variance: "miettinenNurminen" })).toMatchObject({ z: expect.asPrinted("3.701265606") });
  });
});
