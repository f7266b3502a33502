import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as stats from "../../src/index.ts";
import type { Distribution } from "../../src/index.ts";

const size = (from: number, to: number) => fc.double({ min: from, max: to, noNaN: true }).map((power) => 10 ** power);
const share = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true });
/** A multiple of 2^-20, so that 1 minus it is exact. */
const dyadic = fc.integer({ min: 1, max: 2 ** 20 - 1 }).map((k) => k / 2 ** 20);
const runs = { numRuns: 200 };
const because = "each side is rounded a few times";

describe("identities over the whole range of shapes", () => {
  it("I_x(a, b) = 1 - I_{1-x}(b, a)", () => {
    fc.assert(
      fc.property(size(-12, 8), size(-12, 8), dyadic, (a, b, x) => {
        const lower = stats.incompleteBetaLower(a, b, x);
        expect(lower).agreesWith(stats.incompleteBetaUpper(b, a, 1 - x), {
          relative: 1e-15,
          absolute: 1e-323,
          because,
        });
        expect(lower + stats.incompleteBetaUpper(a, b, x)).agreesWith(1, { absolute: 2 ** -52, because });
      }),
      runs,
    );
  });

  it("I_x(a, b) - I_x(a + 1, b) = x^a y^b / (a B(a, b))", () => {
    fc.assert(
      fc.property(size(-3, 4), size(-3, 4), dyadic, (a, b, x) => {
        const next = stats.incompleteBetaLower(a + 1, b, x);
        const mass = stats.beta({ a, b }).pdf(x) * x * (1 - x);
        // a + 1 is rounded once, which moves a far tail by the logarithm of it.
        expect(next + mass / a).agreesWith(stats.incompleteBetaLower(a, b, x), {
          relative: 1e-12,
          absolute: 1e-300,
          because,
        });
      }),
      runs,
    );
  });

  it("P(a, x) - P(a + 1, x) = x^a e^-x / Γ(a + 1)", () => {
    fc.assert(
      fc.property(size(-6, 5), size(-1, 1), (a, ratio) => {
        const x = a * ratio;
        const mass = (stats.gamma({ shape: a, rate: 1 }).pdf(x) * x) / a;
        const here = stats.incompleteGammaLower(a, x);
        expect(stats.incompleteGammaLower(a + 1, x) + mass).agreesWith(here, {
          relative: 1e-11,
          absolute: 1e-300,
          because: "one rounding of a + 1 moves a far tail by its logarithm",
        });
        expect(here + stats.incompleteGammaUpper(a, x)).agreesWith(1, { absolute: 2 ** -52, because });
      }),
      runs,
    );
  });

  it("log Γ(x + 1) = log Γ(x) + log x, ψ and ψ' step alike, also below 0", () => {
    fc.assert(
      fc.property(fc.double({ min: -30, max: 200, noNaN: true }), (t) => {
        const x = Math.round(t * 1024) / 1024 + 1 / 4096;
        const absolute = 1e-12;
        expect(stats.logGamma(x + 1) - stats.logGamma(x)).agreesWith(Math.log(Math.abs(x)), { absolute, because });
        expect(stats.digamma(x + 1) - stats.digamma(x)).agreesWith(1 / x, { absolute, relative: 1e-10, because });
        expect(stats.trigamma(x) - stats.trigamma(x + 1)).agreesWith(1 / (x * x), {
          absolute: 1e-13 * Math.max(1, stats.trigamma(x)),
          because: "near a pole at negative x both sides are large and one rounding of π x counts",
        });
      }),
      runs,
    );
  });

  it("normal and t are symmetric; t² is F; chi-squared is gamma", () => {
    fc.assert(
      fc.property(size(-3, 7), size(-6, 3), (df, t) => {
        for (const law of [stats.normal({ mean: 0, sd: 1 }), stats.studentT({ df })]) {
          expect(law.cdf(-t)).exactly(law.sf(t));
          expect(law.logCdf(-t)).exactly(law.logSf(t));
          expect(law.pdf(-t)).exactly(law.pdf(t));
        }
        const outside = 2 * stats.studentT({ df }).sf(t);
        expect(stats.fDistribution({ df1: 1, df2: df }).sf(t * t)).agreesWith(outside, {
          // A rounding of t² counts df times over in a far tail, at most the tail's own logarithm.
          relative: 1e-15 * (20 + Math.abs(Math.log(outside)) * 4 + Math.min(df, t * t)),
          absolute: 1e-300,
          because,
        });
        expect(stats.chiSquared({ df }).logSf(t)).exactly(stats.gamma({ shape: df / 2, rate: 0.5 }).logSf(t));
      }),
      runs,
    );
  });
});

/** Mass functions by the ratio of neighbours: f(k + 1) / f(k). */
const ratios: readonly (readonly [string, fc.Arbitrary<readonly [Distribution, (k: number) => number]>])[] = [
  [
    "binomial",
    fc.tuple(fc.integer({ min: 1, max: 1e9 }), share).map(([n, p]) => {
      const odds = p / (1 - p);
      return [stats.binomial({ n, p }), (k) => ((n - k) / (k + 1)) * odds] as const;
    }),
  ],
  ["poisson", size(-6, 8).map((mean) => [stats.poisson({ mean }), (k) => mean / (k + 1)] as const)],
  [
    "negativeBinomial",
    fc
      .tuple(size(-6, 4), fc.double({ min: 0.001, max: 0.999, noNaN: true }))
      .map(([n, p]) => [stats.negativeBinomial({ size: n, p }), (k) => ((n + k) / (k + 1)) * (1 - p)] as const),
  ],
  [
    "hypergeometric",
    fc.tuple(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 1e6 }), share).map(([s, f, p]) => {
      const draws = Math.floor(p * (s + f));
      const law = stats.hypergeometric({ successes: s, failures: f, draws });
      return [law, (k) => ((s - k) / (k + 1)) * ((draws - k) / (f - draws + k + 1))] as const;
    }),
  ],
  [
    "betaBinomial",
    fc.tuple(fc.integer({ min: 1, max: 500 }), size(-9, 5), size(-9, 5)).map(([n, a, b]) => {
      return [stats.betaBinomial({ n, a, b }), (k) => ((n - k) / (k + 1)) * ((a + k) / (b + (n - k - 1)))] as const;
    }),
  ],
];

describe.each(ratios)("%s", (_, arbitrary) => {
  it("has the mass ratio of neighbours, tails that are monotone, and steps at whole numbers only", () => {
    fc.assert(
      fc.property(arbitrary, share, ([law, ratio], p) => {
        const k = law.quantile(p);
        if (law.pdf(k) > 1e-290 && law.pdf(k + 1) > 1e-290) {
          expect(law.pdf(k + 1) / law.pdf(k)).agreesWith(ratio(k), { relative: 2e-13, because });
        }
        expect(law.cdf(k)).toBeGreaterThanOrEqual(law.cdf(k - 1));
        expect(law.sf(k)).toBeLessThanOrEqual(law.sf(k - 1));
        expect(law.cdf(k) + law.sf(k)).agreesWith(1, { absolute: 4e-15, because });
        expect(law.pdf(k + 0.25)).exactly(0);
        expect(law.sf(k + 0.25)).exactly(law.sf(k));
      }),
      { numRuns: 100 },
    );
  });
});
