import { describe, expect, it } from "vitest";
import {
  createStream,
  drawBernoulli,
  drawExponential,
  drawOpenUniform,
  drawStandardNormal,
  drawUniform,
  InvalidInput,
  nextWord,
  openStream,
  parseSeed,
  standardNormalCdf,
  streamFamily,
} from "../../src/index.ts";
import { kolmogorovLimit, kolmogorovStatistic } from "./kolmogorov.ts";

const family = streamFamily(parseSeed(20260823), "population", "lesions");

function wordsOf(replicate: number, patient = 0, lesion = 0, visit = 0): readonly number[] {
  const stream = createStream();
  openStream(stream, family, replicate, patient, lesion, visit);
  return Array.from({ length: 8 }, () => nextWord(stream));
}

describe("openStream", () => {
  it("gives the same words for the same key, whatever was drawn before", () => {
    const first = wordsOf(3, 1);
    wordsOf(9);
    expect(wordsOf(3, 1)).exactly(first);
  });

  it("gives other words for another replicate, patient, lesion or visit", () => {
    const all = [wordsOf(0), wordsOf(1), wordsOf(0, 1), wordsOf(0, 0, 1), wordsOf(0, 0, 0, 1)].map(String);
    expect(new Set(all).size).exactly(5);
  });

  it("depends on seed, namespace and purpose", () => {
    const keys = [
      streamFamily(parseSeed(1), "a", "b"),
      streamFamily(parseSeed(2), "a", "b"),
      streamFamily(parseSeed(1), "c", "b"),
      streamFamily(parseSeed(1), "a", "d"),
      streamFamily(parseSeed(1), "b", "a"),
    ];
    expect(new Set(keys.map((key) => JSON.stringify(key))).size).exactly(5);
  });
});

describe("parseSeed", () => {
  it("reads a number and its text as the same seed", () => {
    expect(parseSeed(7)).exactly(parseSeed("7"));
  });

  it.each([1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, ""])("refuses %s", (seed) => {
    expect(() => parseSeed(seed)).toThrow(InvalidInput);
  });
});

const draws = 200_000;
const falseAlarm = 1e-7;

function sampleAcrossStreams(draw: (stream: ReturnType<typeof createStream>) => number): Float64Array {
  const stream = createStream();
  return Float64Array.from({ length: draws }, (_, replicate) => {
    openStream(stream, family, replicate);
    return draw(stream);
  });
}

describe("draws, one from each of 200,000 streams", () => {
  it.each([
    ["drawUniform", drawUniform, (x: number) => x],
    ["drawOpenUniform", drawOpenUniform, (x: number) => x],
    ["drawStandardNormal", drawStandardNormal, standardNormalCdf],
    [
      "drawExponential",
      (s: ReturnType<typeof createStream>) => drawExponential(s, 2),
      (x: number) => 1 - Math.exp(-2 * x),
    ],
  ] as const)("%s follows its law (Kolmogorov–Smirnov)", (_, draw, cdf) => {
    expect(kolmogorovStatistic(sampleAcrossStreams(draw), cdf)).toBeLessThan(kolmogorovLimit(falseAlarm));
  });

  it("drawBernoulli has its probability, and 1 stays 1 for a larger one", () => {
    const ones = sampleAcrossStreams((stream) => drawBernoulli(stream, 0.3));
    const more = sampleAcrossStreams((stream) => drawBernoulli(stream, 0.35));
    expect(ones.reduce((sum, x) => sum + x, 0) / draws).withinMonteCarlo(0.3, { replicates: draws, falseAlarm });
    expect(ones.every((x, i) => x <= more[i]!)).exactly(true);
  });
});
