import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  chiSquaredTest,
  type DifferenceMethod,
  differenceInterval,
  fisherTest,
  InvalidInput,
  type Interval,
  mantelHaenszelEstimate,
  mantelHaenszelTest,
  mcNemarTest,
  type OddsRatioMethod,
  oddsRatioInterval,
  type ProportionMethod,
  proportionInterval,
  type RatioMethod,
  ratioInterval,
  stratifiedScore,
  trendTest,
  type TwoByTwo,
  zTest,
} from "../../src/index.ts";

const one: readonly ProportionMethod[] = [
  "clopperPearson",
  "midP",
  "wilson",
  "wilsonCc",
  "agrestiCoull",
  "jeffreys",
  "blaker",
  "arcsine",
  "logit",
  "likelihoodRatio",
  "wald",
];
const differences: readonly DifferenceMethod[] = [
  "newcombe",
  "newcombeCc",
  "miettinenNurminen",
  "mee",
  "agrestiCaffo",
  "wald",
  "waldCc",
];
const ratios: readonly RatioMethod[] = ["miettinenNurminen", "koopman", "katz"];
const odds: readonly OddsRatioMethod[] = [
  "miettinenNurminen",
  "cornfield",
  "woolf",
  "conditionalExact",
  "conditionalMidP",
];

/** mpmath 1.2.1 at 50 digits: the closed forms of Newcombe's methods 3 and 4, and 1 - (α/2)^(1/n). */
const HUGE = [
  { events: 0, method: "wilson", lower: "0.0", upper: "3.84145880593732014e-9" },
  { events: 0, method: "wilsonCc", lower: "0.0", upper: "4.78925865652657851e-9" },
  { events: 1, method: "wilson", lower: "1.76524554956963132e-10", upper: "5.6649342432974394e-9" },
  { events: 1, method: "wilsonCc", lower: "5.22001455692828263e-11", upper: "6.49504063999823491e-9" },
  { events: 7, method: "wilson", lower: "3.39086384521239804e-9", upper: "1.44505949069444988e-8" },
  { events: 7, method: "wilsonCc", lower: "3.06734881803521662e-9", upper: "1.5121618967651014e-8" },
  { events: 0, method: "clopperPearson", lower: "0.0", upper: "3.6888794473100205e-9" },
] as const;

const count = fc.integer({ min: 1, max: 60 }).chain((n) => fc.record({ n: fc.constant(n), events: fc.nat(n) }));
const table: fc.Arbitrary<TwoByTwo> = fc.record({ experimental: count, control: count });
const levels = fc.constantFrom(0.5, 0.8, 0.9, 0.95, 0.99, 0.999);

const turned = ({ events, n }: { readonly events: number; readonly n: number }) => ({ events: n - events, n });
const swapped = ({ experimental, control }: TwoByTwo): TwoByTwo => ({ experimental: control, control: experimental });
const close = { relative: 1e-9, absolute: 1e-11, because: "roots found from the other side" };

function expectLimits(ours: Interval, lower: number, upper: number): void {
  expect(ours.lower).agreesWith(lower, close);
  expect(ours.upper).agreesWith(upper, close);
}

describe.each(one)("proportionInterval by %s", (method) => {
  it("turns round with the outcome, widens with the level and stays in [0, 1]", () => {
    fc.assert(
      fc.property(count, levels, (sample, level) => {
        const { lower, upper } = proportionInterval(sample, { method, level });
        expect(lower >= 0 && upper <= 1 && lower <= upper).exactly(true);
        expectLimits(proportionInterval(turned(sample), { method, level }), 1 - upper, 1 - lower);
        const wider = proportionInterval(sample, { method, level: (1 + level) / 2 });
        expect(wider.lower <= lower + 1e-12 && wider.upper >= upper - 1e-12).exactly(true);
      }),
      { numRuns: 80, seed: 1 },
    );
  });

  // The textbook interval has no width at either end, so that it does not.
  // Wald's limits fall back as the last events come in, and the logit's are 0 and 1 at either end.
  if (method !== "wald" && method !== "logit")
    it("moves up with every event", () => {
      fc.assert(
        fc.property(count, levels, (sample, level) => {
          fc.pre(sample.events < sample.n);
          const here = proportionInterval(sample, { method, level });
          const next = proportionInterval({ events: sample.events + 1, n: sample.n }, { method, level });
          expect(next.lower >= here.lower - 1e-12 && next.upper >= here.upper - 1e-12).exactly(true);
        }),
        { numRuns: 80, seed: 2 },
      );
    });
});

describe("a thousand million patients", {
  meta: {
    validates: {
      requirement: "One-proportion intervals of 1e9 patients",
      functions: ["proportionInterval"],
      source: "closed forms by mpmath 1.2.1",
    },
  },
}, () => {
  const tight = { relative: 1e-13, because: "closed forms without cancellation" };

  it.each(HUGE)("$events events by $method", ({ events, method, lower, upper }) => {
    const ours = proportionInterval({ events, n: 1e9 }, { method, level: 0.95 });
    expect(ours.lower).agreesWith(Number(lower), tight);
    expect(ours.upper).agreesWith(Number(upper), tight);
  });
});

describe("levels next to 0 and 1, and sizes to 1e12", () => {
  const size = fc.constantFrom(1, 2, 3, 7, 50, 1000, 1e6, 1e9, 1e12);
  const sample = size.chain((n) =>
    fc.record({ n: fc.constant(n), events: fc.constantFrom(0, 1, n - 1, n, Math.floor(n / 2), Math.floor(n / 3)) }),
  );
  const ends = fc.constantFrom(1e-300, 1e-16, 0.5, 1 - 1e-16);

  it("leave every interval in order, about its estimate", () => {
    fc.assert(
      fc.property(sample, sample, ends, (experimental, control, level) => {
        for (const method of one) {
          const { lower, upper } = proportionInterval(experimental, { method, level });
          expect(lower <= upper && lower >= 0 && upper <= 1, method).exactly(true);
        }
        const t = { experimental, control };
        for (const method of differences) {
          const { lower, upper } = differenceInterval(t, { method, level });
          expect(lower <= upper && lower >= -1 && upper <= 1, method).exactly(true);
        }
        for (const method of ratios) {
          const { lower, upper } = ratioInterval(t, { method, level });
          expect(lower <= upper && lower >= 0, method).exactly(true);
        }
        // The sums of the conditional law are as long as it is wide.
        const isWide = Math.min(experimental.n, control.n) > 1e7;
        for (const method of odds) {
          if (isWide && method.startsWith("conditional")) continue;
          const { lower, upper } = oddsRatioInterval(t, { method, level });
          expect(lower <= upper && lower >= 0, method).exactly(true);
        }
      }),
      { numRuns: 120, seed: 11 },
    );
  });
});

describe("coverage", () => {
  const mass = (k: number, n: number, p: number): number => {
    let value = (1 - p) ** n;
    for (let i = 0; i < k; i++) value *= ((n - i) / (i + 1)) * (p / (1 - p));
    return value;
  };

  it.each(["clopperPearson", "blaker"] as const)("of %s is at least the level everywhere", (method) => {
    for (const n of [1, 5, 12, 20]) {
      const limits = Array.from({ length: n + 1 }, (_, events) =>
        proportionInterval({ events, n }, { method, level: 0.9 }),
      );
      for (let p = 0.005; p < 1; p += 0.005) {
        const covered = limits.reduce(
          (sum, { lower, upper }, k) => sum + (lower <= p && p <= upper ? mass(k, n, p) : 0),
          0,
        );
        expect(covered).toBeGreaterThanOrEqual(0.9 - 1e-12);
      }
    }
  });
});

describe("differences, ratios and odds ratios", () => {
  it.each(differences)("difference by %s turns round with arms and outcomes", (method) => {
    fc.assert(
      fc.property(table, levels, (t, level) => {
        const { lower, upper } = differenceInterval(t, { method, level });
        expect(lower >= -1 && upper <= 1 && lower <= upper).exactly(true);
        expectLimits(differenceInterval(swapped(t), { method, level }), -upper, -lower);
        const outcomes = { experimental: turned(t.experimental), control: turned(t.control) };
        expectLimits(differenceInterval(outcomes, { method, level }), -upper, -lower);
      }),
      { numRuns: 80, seed: 3 },
    );
  });

  it.each(ratios)("ratio by %s is inverted by swapping arms", (method) => {
    fc.assert(
      fc.property(table, levels, (t, level) => {
        const { lower, upper } = ratioInterval(t, { method, level });
        expect(lower >= 0 && lower <= upper).exactly(true);
        expectLimits(ratioInterval(swapped(t), { method, level }), 1 / upper, 1 / lower);
      }),
      { numRuns: 80, seed: 4 },
    );
  });

  it.each(odds)("odds ratio by %s is inverted by swapping arms and by the other outcome", (method) => {
    fc.assert(
      fc.property(table, levels, (t, level) => {
        const { lower, upper } = oddsRatioInterval(t, { method, level });
        expect(lower >= 0 && lower <= upper).exactly(true);
        expectLimits(oddsRatioInterval(swapped(t), { method, level }), 1 / upper, 1 / lower);
        const outcomes = { experimental: turned(t.experimental), control: turned(t.control) };
        expectLimits(oddsRatioInterval(outcomes, { method, level }), 1 / upper, 1 / lower);
      }),
      { numRuns: 80, seed: 5 },
    );
  });
});

describe("duality of test and interval", () => {
  it("Farrington–Manning's z at the limits of mee is the quantile", () => {
    fc.assert(
      fc.property(table, (t) => {
        const { lower, upper } = differenceInterval(t, { method: "mee", level: 0.95 });
        for (const [difference, z] of [
          [lower, 1.959963984540054],
          [upper, -1.959963984540054],
        ] as const) {
          if (!(Math.abs(difference) < 0.999)) continue;
          const at = zTest(t, { variance: "farringtonManning", difference });
          if (at.kind === "tested")
            expect(at.z).agreesWith(z, { relative: 1e-7, because: "the slope of the score at its root" });
        }
      }),
      { numRuns: 200, seed: 6 },
    );
  });

  it("the exact odds ratio leaves out 1 exactly when Fisher's doubled p-value is below 1 - level", () => {
    fc.assert(
      fc.property(table, levels, (t, level) => {
        const { lower, upper } = oddsRatioInterval(t, { method: "conditionalExact", level });
        const { pTwoSided } = fisherTest(t, { twoSided: "doubled" });
        fc.pre(Math.abs(pTwoSided - (1 - level)) > 1e-9);
        expect(lower <= 1 && 1 <= upper).exactly(pTwoSided > 1 - level);
      }),
      { numRuns: 200, seed: 7 },
    );
  });

  it("the stratified score at its limits is the quantile, and one stratum is Miettinen–Nurminen", () => {
    fc.assert(
      fc.property(table, table, (a, b) => {
        const both = stratifiedScore([a, b], { weights: "mantelHaenszel", level: 0.95 });
        if (both.kind !== "tested") return;
        const { lower } = both.interval;
        if (lower > -0.99) {
          const at = stratifiedScore([a, b], { weights: "mantelHaenszel", level: 0.95, difference: lower });
          if (at.kind === "tested")
            expect(at.z).agreesWith(1.959963984540054, { relative: 1e-7, because: "slope at the root" });
        }
        const single = stratifiedScore([a], { weights: "equal", level: 0.95 });
        if (single.kind !== "tested") return;
        const limits = differenceInterval(a, { method: "miettinenNurminen", level: 0.95 });
        expectLimits(single.interval, limits.lower, limits.upper);
      }),
      { numRuns: 100, seed: 8 },
    );
  });
});

describe("tests of tables", () => {
  it("have p-values in [0, 1] that do not see which arm comes first, under every convention of Fisher's test", () => {
    fc.assert(
      fc.property(
        table,
        fc.constantFrom("minimumLikelihood", "doubled", "blaker" as const),
        fc.constantFrom("exact", "midP" as const),
        (t, twoSided, tails) => {
          const here = fisherTest(t, { twoSided, tails });
          const there = fisherTest(swapped(t), { twoSided, tails });
          for (const p of [here.pTwoSided, here.pUpper, here.pLower]) expect(p >= 0 && p <= 1).exactly(true);
          expect(there.pTwoSided).agreesWith(here.pTwoSided, close);
          expect(there.pUpper).agreesWith(here.pLower, close);
        },
      ),
      { numRuns: 300, seed: 9 },
    );
  });

  it("one stratum of Cochran–Mantel–Haenszel is Pearson's statistic times (N - 1) / N", () => {
    fc.assert(
      fc.property(table, (t) => {
        const { experimental: e, control: c } = t;
        const pearson = chiSquaredTest(
          [
            [e.events, e.n - e.events],
            [c.events, c.n - c.events],
          ],
          { correction: "none" },
        );
        const stratified = mantelHaenszelTest([t], { correction: "none" });
        if (pearson.kind !== "tested" || stratified.kind !== "tested") return;
        const n = e.n + c.n;
        expect(stratified.statistic).agreesWith((pearson.statistic * (n - 1)) / n, close);
      }),
      { numRuns: 200, seed: 10 },
    );
  });
});

describe("hostile input", () => {
  const bad = { experimental: { events: 3.5, n: 3 }, control: { events: Number.NaN, n: 0 } };
  const fine = { experimental: { events: 3, n: 7 }, control: { events: 2, n: 8 } };

  it.each([
    ["differenceInterval", () => differenceInterval(bad, { method: "mee", level: 2 })],
    ["ratioInterval", () => ratioInterval(bad, { method: "koopman", level: 2 })],
    ["oddsRatioInterval", () => oddsRatioInterval(bad, { method: "woolf", level: 2 })],
  ] as const)("%s names every count and the level", (_, call) => {
    expect(call).toThrow(InvalidInput);
    expect(call).toThrow(/experimental\.events[^]*control\.n[^]*control\.events[^]*level/);
  });

  it("names the stratum and the group of a bad count", () => {
    expect(() => mantelHaenszelTest([fine, bad], { correction: "none" })).toThrow(/1\.experimental\.events/);
    expect(() => stratifiedScore([], { weights: "equal", level: 0.95 })).toThrow(/no strata/);
    expect(() => trendTest([fine.experimental, { events: 9, n: 8 }], { scores: [1, 1, 2] })).toThrow(
      /groups\.1\.events[^]*3 scores for 2/,
    );
    expect(() => mcNemarTest({ onlyExperimental: -1, onlyControl: 0.5 }, { method: "exact" })).toThrow(
      /onlyExperimental[^]*onlyControl/,
    );
  });

  it.each(["toString", "constructor", "", "Wald"])("refuses the unknown choice %j everywhere", (word) => {
    const choice = word as never;
    for (const call of [
      () => proportionInterval(fine.control, { method: choice, level: 0.95 }),
      () => differenceInterval(fine, { method: choice, level: 0.95 }),
      () => fisherTest(fine, { twoSided: choice }),
      () => zTest(fine, { variance: choice }),
      () =>
        chiSquaredTest(
          [
            [1, 2],
            [3, 4],
          ],
          { correction: choice },
        ),
      () => mantelHaenszelTest([fine], { correction: choice }),
      () => mantelHaenszelEstimate([fine], { measure: choice, level: 0.95 }),
      () => mcNemarTest({ onlyExperimental: 1, onlyControl: 2 }, { method: choice }),
      () => stratifiedScore([fine], { weights: choice, level: 0.95 }),
    ]) {
      expect(call).toThrow(InvalidInput);
    }
  });

  it("says what cannot be estimated", () => {
    const none = { experimental: { events: 0, n: 7 }, control: { events: 0, n: 8 } };
    expect(stratifiedScore([none], { weights: "equal", level: 0.95 }).kind).exactly("notEstimable");
    expect(mantelHaenszelTest([none], { correction: "none" }).kind).exactly("notEstimable");
    expect(trendTest([none.experimental, none.control]).kind).exactly("notEstimable");
    expect(mcNemarTest({ onlyExperimental: 0, onlyControl: 0 }, { method: "asymptotic" }).kind).exactly("notEstimable");
    expect(mcNemarTest({ onlyExperimental: 0, onlyControl: 0 }, { method: "exact" })).exactly({
      kind: "tested",
      pTwoSided: 1,
    });
  });
});
