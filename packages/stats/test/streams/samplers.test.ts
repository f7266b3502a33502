import { describe, expect, it } from "vitest";
import * as stats from "../../src/index.ts";
import { fitOfCounts, fitOfWhole, sampleAcross, wordsTaken } from "./goodness.ts";
import { kolmogorovLimit, kolmogorovStatistic } from "./kolmogorov.ts";

const FALSE_ALARM = 1e-7;
const DRAWS = 10_000;
const LIMIT = kolmogorovLimit(FALSE_ALARM);
const cured = {
  pieces: [
    { from: 0, hazard: 0.1 },
    { from: 6, hazard: 0.02 },
    { from: 12, hazard: 0.3 },
  ],
};

const continuous: readonly [string, stats.Distribution][] = [
  ["normal", stats.normal({ mean: 3, sd: 2 })],
  ["studentT", stats.studentT({ df: 3.5 })],
  ["chiSquared", stats.chiSquared({ df: 5 })],
  ["fDistribution", stats.fDistribution({ df1: 3, df2: 9 })],
  ["beta", stats.beta({ a: 0.7, b: 2 })],
  ["gamma", stats.gamma({ shape: 0.4, rate: 3 })],
  ["exponential", stats.exponential({ hazard: 0.02 })],
  ["weibull", stats.weibull({ shape: 1.7, scale: 20 })],
  ["logNormal", stats.logNormal({ meanLog: 1, sdLog: 0.7 })],
  ["logLogistic", stats.logLogistic({ shape: 2, scale: 3 })],
  ["gompertz", stats.gompertz({ shape: 0.1, rate: 0.05 })],
  ["uniform", stats.uniform({ from: -2, to: 5 })],
  ["truncatedNormal", stats.truncatedNormal({ mean: 0, sd: 1, from: 1, to: 2.5 })],
  ["piecewiseExponential", stats.piecewiseExponential(cured)],
];
const discrete: readonly [string, stats.Distribution][] = [
  ["binomial", stats.binomial({ n: 23, p: 0.37 })],
  ["poisson", stats.poisson({ mean: 4.2 })],
  ["negativeBinomial", stats.negativeBinomial({ size: 2.5, p: 0.3 })],
  ["hypergeometric", stats.hypergeometric({ successes: 20, failures: 30, draws: 12 })],
  ["betaBinomial", stats.betaBinomial({ n: 15, a: 2, b: 3 })],
];

describe("sample of every law, one draw from each of 10,000 streams", () => {
  it.each(continuous)("%s follows its law (Kolmogorov–Smirnov)", (_, law) => {
    expect(kolmogorovStatistic(sampleAcross(DRAWS, law.sample), law.cdf)).toBeLessThan(LIMIT);
  });

  it.each(discrete)("%s follows its law (chi-squared)", (_, law) => {
    expect(fitOfWhole(sampleAcross(DRAWS, law.sample), law)).toBeGreaterThan(FALSE_ALARM);
  });

  it.each([...continuous, ...discrete])("%s takes two words and is monotone in its uniform", (_, law) => {
    for (const replicate of [0, 1, 2]) expect(wordsTaken(law.sample, replicate)).exactly(2);
    const uniforms = sampleAcross(500, stats.drawOpenUniform);
    const draws = sampleAcross(500, law.sample);
    const order = [...uniforms.keys()].toSorted((i, j) => uniforms[i]! - uniforms[j]!);
    const steps = order.slice(1).map((i, rank) => Math.sign(draws[i]! - draws[order[rank]!]!));
    // Laws of times to an event fall with it, as drawExponential does.
    expect(steps.every((step) => step >= 0) || steps.every((step) => step <= 0)).exactly(true);
  });

  it("piecewiseExponential with a cured share: that share has no event", () => {
    const law = stats.piecewiseExponential({ ...cured, curedShare: 0.25 });
    const sample = sampleAcross(40_000, law.sample);
    const share = sample.reduce((sum, x) => sum + (x === Infinity ? 1 : 0), 0) / sample.length;
    expect(share).withinMonteCarlo(0.25, { replicates: 40_000, falseAlarm: FALSE_ALARM });
  });
});

describe("samples of vectors", () => {
  const matrix = [
    [4, 1.2, -0.5],
    [1.2, 1, 0.3],
    [-0.5, 0.3, 2],
  ] as const;
  const out = new Float64Array(3);
  const coordinate = (law: stats.VectorDistribution, read: (x: Float64Array) => number) => (stream: stats.Stream) => {
    law.sample(stream, out);
    return read(out);
  };

  it("multivariateNormal: coordinates and a contrast are normal with their means and variances", () => {
    const law = stats.multivariateNormal({ mean: [1, -2, 0.5], covariance: matrix });
    // Var(x - 2 y + z) = 4 + 4 + 2 - 4.8 - 1 - 1.2; its mean is 5.5.
    const contrast = sampleAcross(
      50_000,
      coordinate(law, (x) => (x[0]! - 2 * x[1]! + x[2]! - 5.5) / Math.sqrt(3)),
    );
    expect(kolmogorovStatistic(contrast, stats.standardNormalCdf)).toBeLessThan(LIMIT);
    for (const [i, mean] of [1, -2, 0.5].entries()) {
      const margin = sampleAcross(
        50_000,
        coordinate(law, (x) => (x[i]! - mean) / Math.sqrt(matrix[i]![i]!)),
      );
      expect(kolmogorovStatistic(margin, stats.standardNormalCdf)).toBeLessThan(LIMIT);
    }
    expect(wordsTaken((s) => law.sample(s, out))).exactly(6);
  });

  it("multivariateT: a margin is t, and the quadratic form over the dimension is F", () => {
    const law = stats.multivariateT({
      df: 5,
      location: [0, 0, 0],
      scale: [
        [1, 0, 0],
        [0, 4, 0],
        [0, 0, 9],
      ],
    });
    const margin = sampleAcross(
      DRAWS,
      coordinate(law, (x) => x[1]! / 2),
    );
    expect(kolmogorovStatistic(margin, stats.studentT({ df: 5 }).cdf)).toBeLessThan(LIMIT);
    const form = sampleAcross(
      DRAWS,
      coordinate(law, (x) => (x[0]! ** 2 + x[1]! ** 2 / 4 + x[2]! ** 2 / 9) / 3),
    );
    expect(kolmogorovStatistic(form, stats.fDistribution({ df1: 3, df2: 5 }).cdf)).toBeLessThan(LIMIT);
    expect(wordsTaken((s) => law.sample(s, out))).exactly(8);
  });

  it("dirichlet: a share and a sum of two are beta, and all sum to 1", () => {
    const law = stats.dirichlet({ weights: [2, 0.5, 3] });
    const last = sampleAcross(
      DRAWS,
      coordinate(law, (x) => x[2]!),
    );
    expect(kolmogorovStatistic(last, stats.beta({ a: 3, b: 2.5 }).cdf)).toBeLessThan(LIMIT);
    const two = sampleAcross(
      DRAWS,
      coordinate(law, (x) => x[0]! + x[2]!),
    );
    expect(kolmogorovStatistic(two, stats.beta({ a: 5, b: 0.5 }).cdf)).toBeLessThan(LIMIT);
    const sums = sampleAcross(
      1000,
      coordinate(law, (x) => x[0]! + x[1]! + x[2]!),
    );
    expect(sums.every((sum) => Math.abs(sum - 1) <= 2 ** -51)).exactly(true);
    expect(wordsTaken((s) => law.sample(s, out))).exactly(4);
  });

  it("multinomial: all ten outcomes of three draws have their probability n! Π p^k / k!", () => {
    const law = stats.multinomial({ n: 3, probabilities: [0.2, 0.5, 0.3] });
    const factorial = [1, 1, 2, 6];
    const outcomes = [0, 1, 2, 3].flatMap((i) => Array.from({ length: 4 - i }, (_, j) => [i, j, 3 - i - j] as const));
    const probabilities = outcomes.map(
      ([i, j, k]) => (6 * 0.2 ** i * 0.5 ** j * 0.3 ** k) / (factorial[i]! * factorial[j]! * factorial[k]!),
    );
    const counts = outcomes.map(() => 0);
    sampleAcross(20_000, (stream) => {
      law.sample(stream, out);
      counts[outcomes.findIndex(([i, j]) => i === out[0] && j === out[1])]! += 1;
      return 0;
    });
    expect(fitOfCounts(counts, probabilities)).toBeGreaterThan(FALSE_ALARM);
    expect(wordsTaken((s) => law.sample(s, out))).exactly(4);
  });
});
