import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as stats from "../../src/index.ts";
import { createStream, type Distribution, InvalidInput, openStream, parseSeed, streamFamily } from "../../src/index.ts";
import { kolmogorovLimit, kolmogorovStatistic } from "../streams/kolmogorov.ts";

/** A parameter over many orders of magnitude. */
const size = (from: number, to: number) => fc.double({ min: from, max: to, noNaN: true }).map((power) => 10 ** power);
const share = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true });

const continuous: Readonly<Record<string, fc.Arbitrary<Distribution>>> = {
  normal: fc
    .tuple(fc.double({ min: -1e3, max: 1e3, noNaN: true }), size(-3, 3))
    .map(([mean, sd]) => stats.normal({ mean, sd })),
  exponential: size(-6, 6).map((hazard) => stats.exponential({ hazard })),
  gamma: fc.tuple(size(-3, 8), size(-3, 3)).map(([shape, rate]) => stats.gamma({ shape, rate })),
  chiSquared: size(-1, 8).map((df) => stats.chiSquared({ df })),
  studentT: size(-1, 8).map((df) => stats.studentT({ df })),
  fDistribution: fc.tuple(size(-1, 6), size(-1, 6)).map(([df1, df2]) => stats.fDistribution({ df1, df2 })),
  beta: fc.tuple(size(-2, 7), size(-2, 7)).map(([a, b]) => stats.beta({ a, b })),
  weibull: fc.tuple(size(-1, 2), size(-3, 3)).map(([shape, scale]) => stats.weibull({ shape, scale })),
  logNormal: fc
    .tuple(fc.double({ min: -5, max: 5, noNaN: true }), size(-2, 0.5))
    .map(([meanLog, sdLog]) => stats.logNormal({ meanLog, sdLog })),
  logLogistic: fc.tuple(size(-0.5, 2), size(-3, 3)).map(([shape, scale]) => stats.logLogistic({ shape, scale })),
  gompertz: fc
    .tuple(fc.double({ min: 0, max: 2, noNaN: true }), size(-3, 1))
    .map(([shape, rate]) => stats.gompertz({ shape, rate })),
  uniform: size(-3, 3).map((to) => stats.uniform({ from: -1, to })),
  truncatedNormal: fc
    .tuple(fc.double({ min: -30, max: 30, noNaN: true }), size(-3, 1))
    .map(([from, width]) => stats.truncatedNormal({ mean: 0, sd: 1, from, to: from + width })),
  piecewiseExponential: fc.tuple(size(-3, 1), size(-3, 1)).map(([first, second]) =>
    stats.piecewiseExponential({
      pieces: [
        { from: 0, hazard: first },
        { from: 5, hazard: second },
      ],
    }),
  ),
};

const discrete: Readonly<Record<string, fc.Arbitrary<Distribution>>> = {
  binomial: fc.tuple(fc.integer({ min: 1, max: 1e6 }), share).map(([n, p]) => stats.binomial({ n, p })),
  poisson: size(-3, 6).map((mean) => stats.poisson({ mean })),
  negativeBinomial: fc
    .tuple(size(-2, 3), fc.double({ min: 0.001, max: 0.999, noNaN: true }))
    .map(([n, p]) => stats.negativeBinomial({ size: n, p })),
  hypergeometric: fc
    .tuple(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 1000 }), share)
    .map(([successes, failures, p]) =>
      stats.hypergeometric({ successes, failures, draws: Math.floor(p * (successes + failures)) }),
    ),
  betaBinomial: fc
    .tuple(fc.integer({ min: 1, max: 300 }), size(-1, 2), size(-1, 2))
    .map(([n, a, b]) => stats.betaBinomial({ n, a, b })),
  noncentralHypergeometric: fc
    .tuple(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 200 }), share, size(-2, 2))
    .map(([successes, failures, p, oddsRatio]) =>
      stats.noncentralHypergeometric({ successes, failures, draws: Math.floor(p * (successes + failures)), oddsRatio }),
    ),
};

const rounding = { relative: 1e-11, absolute: 1e-300, because: "one rounding of x moves a steep tail" };

describe.each(Object.entries(continuous))("%s", (_, laws) => {
  it("quantile and isf invert cdf and sf; the tails complement each other and are ordered", () => {
    fc.assert(
      fc.property(laws, share, share, (law, p, q) => {
        const x = law.quantile(p);
        if (!(x > 1e-290) && x >= 0) return;
        const slack = 4 * Math.abs(x) * law.pdf(x) * 2 ** -52;
        expect(law.cdf(x)).agreesWith(p, { ...rounding, absolute: slack });
        expect(law.cdf(x) + law.sf(x)).agreesWith(1, { absolute: 4e-15, because: "each tail rounded once" });
        const y = law.isf(q);
        if (y > 1e-290 || y < 0)
          expect(law.sf(y)).agreesWith(q, { ...rounding, absolute: 4 * Math.abs(y) * law.pdf(y) * 2 ** -52 });
        const [low, high] = p <= q ? [p, q] : [q, p];
        expect(law.quantile(low)).toBeLessThanOrEqual(law.quantile(high));
      }),
      { numRuns: 60 },
    );
  });

  it("logarithms are those of the plain functions where those exist", () => {
    fc.assert(
      fc.property(laws, share, (law, p) => {
        const x = law.quantile(p);
        if (!(Math.abs(x) > 1e-290 && Math.abs(x) < Infinity)) return;
        for (const [plain, logarithm] of [
          ["pdf", "logPdf"],
          ["cdf", "logCdf"],
          ["sf", "logSf"],
        ] as const) {
          if (law[plain](x) > 1e-300 && law[plain](x) < 1e300) {
            expect(Math.exp(law[logarithm](x))).agreesWith(law[plain](x), {
              relative: 1e-12,
              because: "exp of a rounded logarithm",
            });
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("refuses NaN and what is no probability", () => {
    const [law] = fc.sample(laws, 1);
    for (const name of ["pdf", "logPdf", "cdf", "sf", "logCdf", "logSf"] as const) {
      expect(() => law![name](Number.NaN), name).toThrow(InvalidInput);
    }
    for (const p of [-0.1, 1.1, Number.NaN]) {
      expect(() => law!.quantile(p)).toThrow(InvalidInput);
      expect(() => law!.isf(p)).toThrow(InvalidInput);
    }
  });

  it("draws follow the law (Kolmogorov–Smirnov)", () => {
    // Not one whose draws the doubles near 0 or 1 cannot tell apart.
    const law = fc
      .sample(laws, { numRuns: 50, seed: 11 })
      .find((candidate) => [0.01, 0.99].every((p) => Math.abs(candidate.cdf(candidate.quantile(p)) - p) < 1e-9));
    const stream = createStream();
    const family = streamFamily(parseSeed(11), "properties", "draws");
    const draws = Float64Array.from({ length: 3000 }, (__, i) => {
      openStream(stream, family, i);
      return law!.sample(stream);
    });
    expect(kolmogorovStatistic(draws, law!.cdf)).toBeLessThan(kolmogorovLimit(1e-7));
  });
});

describe.each(Object.entries(discrete))("%s", (_, laws) => {
  it("quantile is the least k that reaches p, isf the least whose upper tail is not above it", () => {
    fc.assert(
      fc.property(laws, share, (law, p) => {
        const k = law.quantile(p);
        expect(law.cdf(k)).toBeGreaterThanOrEqual(p * (1 - 1e-12) - 2e-16);
        if (k > 0) expect(law.cdf(k - 1)).toBeLessThanOrEqual(p * (1 + 1e-12));
        const j = law.isf(p);
        expect(law.sf(j)).toBeLessThanOrEqual(p * (1 + 1e-12) + 2e-16);
        if (j > 0) expect(law.sf(j - 1)).toBeGreaterThanOrEqual(p * (1 - 1e-12));
      }),
      { numRuns: 60 },
    );
  });

  it("is exact at its jumps: the quantile of cdf(k) is k", () => {
    fc.assert(
      fc.property(laws, share, (law, p) => {
        const k = law.quantile(p);
        if (law.pdf(k) > 1e-10 && law.cdf(k) < 1) expect(law.quantile(law.cdf(k))).exactly(k);
      }),
      { numRuns: 60 },
    );
  });

  it("steps by the mass: cdf(k) - cdf(k - 1) = pdf(k)", () => {
    fc.assert(
      fc.property(laws, share, (law, p) => {
        const k = law.quantile(p);
        expect(law.cdf(k) - law.cdf(k - 1)).agreesWith(law.pdf(k), {
          absolute: 2e-14,
          relative: 1e-12,
          because: "differences of rounded sums",
        });
        expect(law.pdf(k + 0.5)).exactly(0);
        expect(law.cdf(k + 0.5)).exactly(law.cdf(k));
      }),
      { numRuns: 60 },
    );
  });
});

describe("parameters that are out of range", () => {
  it.each([
    [() => stats.normal({ mean: 0, sd: 0 }), "sd: 0 is out of range"],
    [
      () => stats.gamma({ shape: Number.NaN, rate: -1 }),
      "shape: NaN is out of range (must be a finite number above 0)\nrate: -1 is out of range",
    ],
    [() => stats.studentT({ df: Infinity }), "df: Infinity"],
    [() => stats.beta({ a: 0, b: 1 }), "a: 0"],
    [
      () => stats.binomial({ n: 2.5, p: 2 }),
      "n: 2.5 is out of range (must be a whole number of at least 0)\np: 2 is out of range",
    ],
    [() => stats.hypergeometric({ successes: 3, failures: 3, draws: 9 }), "9 draws from 6"],
    [() => stats.uniform({ from: 2, to: 1 }), "1 is not above from = 2"],
    [() => stats.piecewiseExponential({ pieces: [] }), "no pieces"],
    [() => stats.truncatedNormal({ mean: 0, sd: 1, from: 1, to: 1 }), "from must be below to"],
    [() => stats.noncentralT({ df: 0, noncentrality: Infinity }), "noncentrality: Infinity"],
    [() => stats.studentT({ df: 1 }).mean(), "the mean does not exist"],
    [() => stats.fDistribution({ df1: 1, df2: 2 }).variance(), "the variance is not defined"],
  ])("are refused, each named: %#", (make, words) => {
    expect(make).toThrow(InvalidInput);
    expect(make).toThrow(words);
  });
});
