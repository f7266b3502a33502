import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hodgesLehmann, InvalidInput, rankSumTest, type RankSumResult, type TwoSamples } from "../../src/index.ts";

interface Three {
  readonly two: number;
  readonly upper: number;
  readonly lower: number;
}

interface Reference {
  readonly sets: Readonly<
    Record<
      string,
      {
        readonly x: readonly number[];
        readonly y: readonly number[];
        readonly u: number;
        readonly z: number;
        readonly normal: Three;
        readonly normalCc: Three;
        readonly coin: Three;
        readonly exact?: {
          readonly two: number;
          readonly estimate: number;
          readonly lower: number;
          readonly upper: number;
        };
      }
    >
  >;
}

const file = new URL("../reference/ranks/ranks.json", import.meta.url);
const { sets } = JSON.parse(readFileSync(file, "utf8")) as Reference;
const tolerance = { relative: 1e-10, absolute: 1e-14, because: "R adds in another order" };

function tested(samples: TwoSamples, options: Parameters<typeof rankSumTest>[1]): RankSumResult {
  const outcome = rankSumTest(samples, options);
  if (outcome.kind !== "tested") throw new Error(outcome.reason);
  return outcome;
}

describe.each(Object.entries(sets))(
  "%s, as R has it",
  {
    meta: {
      validates: {
        requirement: "Wilcoxon-Mann-Whitney",
        functions: ["rankSumTest"],
        source: "R 4.2.2 wilcox.test; coin",
      },
    },
  },
  (_, set) => {
    const samples = { experimental: set.x, control: set.y };

    it.each(["normal", "normalCc"] as const)("wilcox.test, %s", (method) => {
      const ours = tested(samples, { method });
      expect(ours.u).exactly(set.u);
      expect(ours.z!).agreesWith(set.z, tolerance);
      expect(ours.pTwoSided).agreesWith(set[method].two, tolerance);
      expect(ours.pUpper).agreesWith(set[method].upper, tolerance);
      expect(ours.pLower).agreesWith(set[method].lower, tolerance);
    });

    it("coin's exact permutation law, with its ties", () => {
      const ours = tested(samples, { method: "exact", twoSided: "distance" });
      expect(ours.pTwoSided).agreesWith(set.coin.two, tolerance);
      expect(ours.pUpper).agreesWith(set.coin.upper, tolerance);
      expect(ours.pLower).agreesWith(set.coin.lower, tolerance);
    });

    // R has an exact p-value only without ties.
    if (set.exact !== undefined)
      it("wilcox.test's exact p-value and Hodges–Lehmann interval", () => {
        expect(tested(samples, { method: "exact" }).pTwoSided).agreesWith(set.exact!.two, tolerance);
        const shift = hodgesLehmann(samples, { method: "exact", level: 0.95 });
        expect(shift.estimate).agreesWith(set.exact!.estimate, tolerance);
        expect(shift.interval.lower).agreesWith(set.exact!.lower, tolerance);
        expect(shift.interval.upper).agreesWith(set.exact!.upper, tolerance);
        expect(shift.coverage).toBeGreaterThanOrEqual(0.95);
      });
  },
);

const arm = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 7 });
const arms = fc.record({ experimental: arm, control: arm });

/** Every way of choosing the first arm's places, each as likely: the definition. */
function enumerated({ experimental, control }: { experimental: number[]; control: number[] }) {
  const all = [...experimental, ...control];
  const n1 = experimental.length;
  const uOf = (isFirst: (i: number) => boolean): number => {
    let u = 0;
    for (const [i, x] of all.entries()) {
      for (const [j, y] of all.entries()) if (isFirst(i) && !isFirst(j)) u += x > y ? 1 : x === y ? 0.5 : 0;
    }
    return u;
  };
  const observed = uOf((i) => i < n1);
  let ways = 0;
  let above = 0;
  let below = 0;
  for (let set = 0; set < 2 ** all.length; set++) {
    if (set.toString(2).replaceAll("0", "").length !== n1) continue;
    const u = uOf((i) => ((set >> i) & 1) === 1);
    ways++;
    if (u >= observed) above++;
    if (u <= observed) below++;
  }
  return { observed, pUpper: above / ways, pLower: below / ways };
}

describe("rankSumTest", {
  meta: {
    validates: {
      requirement: "Wilcoxon-Mann-Whitney, exact with ties",
      functions: ["rankSumTest"],
      source: "enumeration of all permutations",
    },
  },
}, () => {
  it("is the share of all permutations, ties and all", () => {
    const small = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.record({ experimental: small, control: small }), (samples) => {
        const truth = enumerated(samples);
        const ours = tested(samples, { method: "exact" });
        expect(ours.u).exactly(truth.observed);
        expect(ours.pUpper).withinUlps(truth.pUpper, 16);
        expect(ours.pLower).withinUlps(truth.pLower, 16);
      }),
      { numRuns: 40, seed: 1 },
    );
  });

  it("turns round when the arms are swapped, and does not see monotone changes of scale", () => {
    fc.assert(
      fc.property(
        arms,
        fc.constantFrom("exact", "normal", "normalCc" as const),
        ({ experimental, control }, method) => {
          const one = rankSumTest({ experimental, control }, { method });
          const other = rankSumTest({ experimental: control, control: experimental }, { method });
          if (one.kind !== "tested" || other.kind !== "tested") {
            expect(other.kind).exactly(one.kind);
            return;
          }
          expect(one.u + other.u).exactly(experimental.length * control.length);
          expect(other.pUpper).agreesWith(one.pLower, tolerance);
          expect(other.pTwoSided).agreesWith(one.pTwoSided, tolerance);
          expect(one.pTwoSided >= 0 && one.pTwoSided <= 1).exactly(true);
          const cubes = { experimental: experimental.map((x) => x * x * x), control: control.map((x) => x * x * x) };
          expect(rankSumTest(cubes, { method })).exactly(one);
        },
      ),
      { numRuns: 200, seed: 2 },
    );
  });

  it("keeps its digits in the far tail of unequal arms", () => {
    const experimental = Array.from({ length: 6 }, (_, i) => 2000 + i);
    const control = Array.from({ length: 300 }, (_, i) => i);
    // All of one arm above the other: 1 / C(306, 6).
    let ways = 1;
    for (let k = 1; k <= 6; k++) ways *= (300 + k) / k;
    expect(tested({ experimental, control }, { method: "exact" }).pUpper).agreesWith(1 / ways, tolerance);
  });

  it("says that nothing can be tested when all values are equal, and 1 exactly", () => {
    const equal = { experimental: [2, 2], control: [2, 2, 2] };
    expect(rankSumTest(equal, { method: "normal" })).exactly({ kind: "notEstimable", reason: "all values are equal" });
    expect(tested(equal, { method: "exact" }).pTwoSided).exactly(1);
  });

  it("refuses an empty arm, values that are not finite, and arms too large, naming each", () => {
    const bad = () => rankSumTest({ experimental: [1, Number.NaN], control: [] }, { method: "exact" });
    expect(bad).toThrow(InvalidInput);
    expect(bad).toThrow(/experimental\.1[^]*control: there are no values/);
    const large = { experimental: new Float64Array(500), control: new Float64Array(500) };
    expect(() => rankSumTest(large, { method: "exact" })).toThrow(/500 against 500[^]*normalCc/);
    expect(() => rankSumTest(large, { method: "constructor" as never })).toThrow(/constructor/);
  });
});

describe("hodgesLehmann", () => {
  it("has the limits at which the exact test turns: duality without ties", () => {
    // Whole against multiples of √2: all differences are far apart.
    const sample = fc.uniqueArray(fc.integer({ min: -50, max: 50 }), { minLength: 4, maxLength: 7 });
    fc.assert(
      fc.property(sample, sample, (experimental, multiples) => {
        const control = multiples.map((k) => k * Math.SQRT2);
        const { interval } = hodgesLehmann({ experimental, control }, { method: "exact", level: 0.8 });
        const pAt = (shift: number): number =>
          tested({ experimental: experimental.map((x) => x - shift), control }, { method: "exact" }).pTwoSided;
        const tiny = 1e-7;
        if (interval.lower > -Infinity) {
          expect(pAt(interval.lower + tiny)).toBeGreaterThan(0.2 * (1 + 1e-12));
          expect(pAt(interval.lower - tiny)).toBeLessThanOrEqual(0.2 * (1 + 1e-12));
          expect(pAt(interval.upper + tiny)).toBeLessThanOrEqual(0.2 * (1 + 1e-12));
        }
      }),
      { numRuns: 60, seed: 3 },
    );
  });

  it("has no limits where the arms are too small for the level", () => {
    const tiny = hodgesLehmann({ experimental: [1, 2], control: [3, 4] }, { method: "exact", level: 0.95 });
    expect(tiny).exactly({ estimate: -2, interval: { lower: -Infinity, upper: Infinity }, coverage: 1 });
    const normal = hodgesLehmann({ experimental: [1], control: [2] }, { method: "normal", level: 0.95 });
    expect(normal).exactly({ estimate: -1, interval: { lower: -Infinity, upper: Infinity }, coverage: 1 });
  });
});
