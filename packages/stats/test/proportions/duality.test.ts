import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ancova,
  binomialTest,
  conditionalOddsRatio,
  fisherTest,
  hodgesLehmann,
  oddsRatioInterval,
  proportionInterval,
  rankSumTest,
  tTest,
  unconditionalTest,
} from "../../src/index.ts";

const count = fc.integer({ min: 1, max: 60 }).chain((n) => fc.record({ n: fc.constant(n), events: fc.nat(n) }));
const table = fc.record({ experimental: count, control: count });
const levels = fc.constantFrom(0.02, 0.3, 0.8, 0.95, 0.999);
const close = { relative: 1e-9, absolute: 1e-12, because: "the slope of the tail at its root" };
/** Steps off a limit, too small to matter but far above rounding. */
const STEP = 1e-7;

describe("binomialTest and the intervals that it inverts", () => {
  it.each([
    ["clopperPearson", "exact"],
    ["midP", "midP"],
  ] as const)("%s: each tail at its limit is half of 1 - level", (method, tails) => {
    fc.assert(
      fc.property(count, levels, (sample, level) => {
        const { lower, upper } = proportionInterval(sample, { method, level });
        const tail = (proportion: number) => binomialTest(sample, { proportion, twoSided: "doubled", tails });
        // At either end mid-P's closed forms hold for all levels, and Clopper–Pearson's limits are 0 and 1.
        if (sample.events > 0) expect(tail(lower).pUpper).agreesWith((1 - level) / 2, close);
        if (sample.events < sample.n) expect(tail(upper).pLower).agreesWith((1 - level) / 2, close);
      }),
      { numRuns: 150, seed: 1 },
    );
  });

  it("blaker: nothing beyond a limit is accepted, and the limit is the edge of what is", () => {
    fc.assert(
      fc.property(count, fc.constantFrom(0.8, 0.9, 0.95, 0.99), (sample, level) => {
        const { lower, upper } = proportionInterval(sample, { method: "blaker", level });
        const p = (proportion: number) => binomialTest(sample, { proportion, twoSided: "blaker" }).pTwoSided;
        for (const [limit, side] of [
          [lower, -1],
          [upper, 1],
        ] as const) {
          if (limit <= 1e-6 || limit >= 1 - 1e-6) continue;
          for (const far of [STEP, 1e-5, 1e-3, 0.02]) {
            const beyond = limit + side * far;
            // The test counts tails as equal to a relative 1e-7.
            if (beyond > 0 && beyond < 1) expect(p(beyond)).toBeLessThanOrEqual((1 - level) * (1 + 1e-5));
          }
          expect(p(limit - side * STEP)).toBeGreaterThanOrEqual((1 - level) * (1 - 1e-4));
        }
      }),
      { numRuns: 120, seed: 2 },
    );
  });

  it("turns round with the outcome, and its tails add up to 1 and the observed count", () => {
    const proportions = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        count,
        proportions,
        fc.constantFrom("minimumLikelihood", "doubled", "blaker" as const),
        (sample, proportion, twoSided) => {
          const here = binomialTest(sample, { proportion, twoSided });
          const turned = { events: sample.n - sample.events, n: sample.n };
          // 1 - p is rounded, so that a turned proportion may lose its last digits.
          fc.pre(1 - (1 - proportion) === proportion);
          const there = binomialTest(turned, { proportion: 1 - proportion, twoSided });
          expect(there.pUpper).agreesWith(here.pLower, close);
          expect(there.pTwoSided).agreesWith(here.pTwoSided, close);
          const half = binomialTest(sample, { proportion, twoSided, tails: "midP" });
          expect(half.pUpper + half.pLower).agreesWith(1, close);
          if (sample.events === sample.n) return;
          const next = binomialTest({ ...sample, events: sample.events + 1 }, { proportion, twoSided });
          expect(next.pUpper).toBeLessThanOrEqual(here.pUpper);
          expect(next.pLower).toBeGreaterThanOrEqual(here.pLower);
        },
      ),
      { numRuns: 200, seed: 3 },
    );
  });
});

describe("conditionalOddsRatio", () => {
  it("has its estimate within the limits, inverted by swapping arms, with the interval of its method", () => {
    fc.assert(
      fc.property(table, fc.constantFrom("exact", "midP" as const), fc.constantFrom(0.8, 0.95), (t, tails, level) => {
        const here = conditionalOddsRatio(t, { level, tails });
        if (here.kind !== "tested") return;
        const { estimate, interval } = here;
        expect(interval.lower <= estimate && estimate <= interval.upper).exactly(true);
        const method = tails === "exact" ? "conditionalExact" : "conditionalMidP";
        expect(oddsRatioInterval(t, { method, level })).exactly(interval);
        const there = conditionalOddsRatio({ experimental: t.control, control: t.experimental }, { level, tails });
        if (there.kind !== "tested") throw new Error(there.reason);
        expect(there.estimate).agreesWith(1 / estimate, close);
        expect(there.interval.lower).agreesWith(1 / interval.upper, close);
      }),
      { numRuns: 150, seed: 4 },
    );
  });
});

describe("exact tests of two arms", () => {
  it("have one-sided p-values that fall with every event of the experimental arm", () => {
    fc.assert(
      fc.property(table, (t) => {
        fc.pre(t.experimental.events < t.experimental.n && t.experimental.n + t.control.n < 50);
        const more = { ...t, experimental: { ...t.experimental, events: t.experimental.events + 1 } };
        const fisher = (x: typeof t) => fisherTest(x, { twoSided: "doubled" }).pUpper;
        expect(fisher(more)).toBeLessThanOrEqual(fisher(t) * (1 + 1e-12));
        for (const statistic of ["zPooled", "boschloo"] as const) {
          const p = (x: typeof t) => unconditionalTest(x, { statistic, alternative: "greater" }).pValue;
          expect(p(more), statistic).toBeLessThanOrEqual(p(t) * (1 + 1e-9));
        }
      }),
      { numRuns: 60, seed: 5 },
    );
  });
});

describe("intervals of measured values and their tests", () => {
  const values = (min: number) => fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: min, maxLength: 9 });

  it("t: the p-value of the difference at a limit is 1 - level", () => {
    fc.assert(
      fc.property(
        values(2),
        values(2),
        fc.constantFrom("pooled", "separate" as const),
        (experimental, control, variance) => {
          const here = tTest({ experimental, control }, { variance, level: 0.9 });
          if (here.kind !== "tested") return;
          for (const difference of [here.interval.lower, here.interval.upper]) {
            const there = tTest({ experimental, control }, { variance, level: 0.9, difference });
            if (there.kind === "tested") expect(there.pTwoSided).agreesWith(0.1, { ...close, relative: 1e-8 });
          }
          const outcomes = [...experimental, ...control];
          const groups = outcomes.map((_, i) => (i < experimental.length ? 1 : 0));
          const model = ancova({ outcomes, groups, covariates: [] }, { level: 0.9 });
          if (variance !== "pooled" || model.kind !== "tested") return;
          expect(model.interval.lower).agreesWith(here.interval.lower, { ...close, absolute: 1e-9 });
          expect(model.pTwoSided).agreesWith(here.pTwoSided, close);
        },
      ),
      { numRuns: 100, seed: 6 },
    );
  });

  it("Hodges–Lehmann: shifts within the exact interval are not rejected, those beyond it are", () => {
    fc.assert(
      fc.property(values(4), values(4), (experimental, control) => {
        const all = experimental.flatMap((x) => control.map((y) => x - y));
        fc.pre(new Set(all).size === all.length);
        const { interval, coverage } = hodgesLehmann({ experimental, control }, { method: "exact", level: 0.8 });
        if (interval.lower === -Infinity) return;
        const p = (shift: number) => {
          const moved = experimental.map((value) => value - shift);
          const result = rankSumTest({ experimental: moved, control }, { method: "exact" });
          return result.kind === "tested" ? result.pTwoSided : Number.NaN;
        };
        for (const [limit, side] of [
          [interval.lower, -1],
          [interval.upper, 1],
        ] as const) {
          expect(p(limit + side * 0.25)).toBeLessThanOrEqual(1 - coverage + 1e-12);
          expect(p(limit - side * 0.25)).toBeGreaterThan(1 - coverage - 1e-12);
        }
      }),
      { numRuns: 60, seed: 7 },
    );
  });
});
