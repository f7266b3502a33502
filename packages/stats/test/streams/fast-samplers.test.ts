import { describe, expect, it } from "vitest";
import {
  beta,
  binomial,
  createStream,
  fastBeta,
  fastBinomial,
  fastGamma,
  fastPoisson,
  fastStandardNormal,
  gamma,
  InvalidInput,
  poisson,
  type Stream,
  standardNormalCdf,
} from "../../src/index.ts";
import { fitOfWhole, sampleAcross, wordsTaken } from "./goodness.ts";
import { kolmogorovLimit, kolmogorovStatistic } from "./kolmogorov.ts";

const FALSE_ALARM = 1e-7;
/** Σ x(i+1) / x(i) / 128 over the edges of the layers, worked out in Python 3.11. */
const SIMPLE_SHARE = 0.9724;
const DRAWS = 100_000;
const LIMIT = kolmogorovLimit(FALSE_ALARM);

describe("fast samplers follow their laws, one draw from each of 100,000 streams", () => {
  it("fastStandardNormal (Kolmogorov–Smirnov)", () => {
    expect(kolmogorovStatistic(sampleAcross(1_000_000, fastStandardNormal), standardNormalCdf)).toBeLessThan(LIMIT);
  });

  it("fastStandardNormal beyond the ziggurat's base, 3.4426, and 4", () => {
    const sample = sampleAcross(1_000_000, fastStandardNormal);
    for (const z of [3.442619855899, 4]) {
      const beyond = sample.reduce((sum, x) => sum + (Math.abs(x) > z ? 1 : 0), 0);
      const share = 2 * standardNormalCdf(-z);
      expect(beyond / 1e6).withinMonteCarlo(share, { standardError: Math.sqrt(share / 1e6), falseAlarm: FALSE_ALARM });
    }
  });

  it.each([0.05, 0.5, 1, 2.5, 300, 1e6])("fastGamma, shape %d", (shape) => {
    const law = gamma({ shape, rate: 1 });
    const count = shape > 100 ? 20_000 : 50_000;
    expect(
      kolmogorovStatistic(
        sampleAcross(count, (s) => fastGamma(s, shape)),
        law.cdf,
      ),
    ).toBeLessThan(LIMIT);
  });

  it.each([
    [2, 5],
    [0.5, 0.5],
    [0.001, 0.002],
    [0.3, 40],
    [300, 500],
  ])("fastBeta(%d, %d)", (a, b) => {
    const law = beta({ a, b });
    const sample = sampleAcross(30_000, (s) => fastBeta(s, a, b));
    // Draws that round to 0 or 1 are steps of the empirical law and not of the other: count those apart.
    const inside = sample.filter((x) => x > 0 && x < 1);
    const most = law.cdf(1 - 2 ** -53);
    const least = law.cdf(Number.MIN_VALUE);
    const below = sample.reduce((sum, x) => sum + (x === 0 ? 1 : 0), 0) / sample.length;
    expect(below).withinMonteCarlo(least, {
      standardError: Math.sqrt(least / sample.length) + 1e-9,
      falseAlarm: FALSE_ALARM,
    });
    expect(kolmogorovStatistic(inside, (x) => (law.cdf(x) - least) / (most - least))).toBeLessThan(LIMIT);
  });

  it.each([0, 0.3, 3, 9.99, 10, 35, 1000, 1e6, 1e8])("fastPoisson, mean %d (chi-squared)", (mean) => {
    const sample = sampleAcross(DRAWS, (s) => fastPoisson(s, mean));
    expect(fitOfWhole(sample, poisson({ mean }))).toBeGreaterThan(FALSE_ALARM);
  });

  it.each([
    [0, 0.3],
    [5, 0],
    [5, 1],
    [20, 0.3],
    [60, 0.5],
    [40, 0.25],
    [1000, 0.3],
    [1000, 0.97],
    [1_000_000, 0.00002],
    [1_000_000, 0.4],
  ])("fastBinomial(%d, %d) (chi-squared)", (n, p) => {
    const sample = sampleAcross(DRAWS, (s) => fastBinomial(s, n, p));
    expect(fitOfWhole(sample, binomial({ n, p }))).toBeGreaterThan(FALSE_ALARM);
  });
});

it("fast samplers take about the words they say", () => {
  const counts = Array.from({ length: 20_000 }, (_, replicate) => wordsTaken(fastStandardNormal, replicate));
  const two = counts.filter((count) => count === 2).length / counts.length;
  expect(two).withinMonteCarlo(SIMPLE_SHARE, { replicates: counts.length, falseAlarm: FALSE_ALARM });
  const meanOf = (draw: (stream: Stream) => unknown): number => {
    let sum = 0;
    for (let replicate = 0; replicate < 5000; replicate++) sum += wordsTaken(draw, replicate);
    return sum / 5000;
  };
  for (const draw of [
    (s: Stream) => fastGamma(s, 2),
    (s: Stream) => fastPoisson(s, 50),
    (s: Stream) => fastBinomial(s, 100, 0.4),
  ]) {
    const mean = meanOf(draw);
    expect(mean).toBeGreaterThan(4);
    expect(mean).toBeLessThan(5.5);
  }
  expect(wordsTaken((s) => fastPoisson(s, 3))).exactly(2);
  expect(wordsTaken((s) => fastBinomial(s, 20, 0.3))).exactly(2);
});

it.each<[string, (stream: Stream) => unknown, RegExp]>([
  ["shape 0", (s) => fastGamma(s, 0), /shape: 0/],
  ["shape NaN", (s) => fastGamma(s, Number.NaN), /shape: NaN/],
  ["both shapes", (s) => fastBeta(s, -1, Infinity), /a: -1[^]*b: Infinity/],
  ["a negative mean", (s) => fastPoisson(s, -2), /mean: -2/],
  ["a mean of 1e10", (s) => fastPoisson(s, 1e10), /mean: 10000000000[^]*at most 1e9/],
  ["n and p", (s) => fastBinomial(s, 2.5, 1.5), /n: 2.5[^]*p: 1.5/],
  ["n of 1e10", (s) => fastBinomial(s, 1e10, 0.5), /n: 10000000000/],
])("fast samplers refuse %s", (_, draw, words) => {
  expect(() => draw(createStream())).toThrow(InvalidInput);
  expect(() => draw(createStream())).toThrow(words);
});
