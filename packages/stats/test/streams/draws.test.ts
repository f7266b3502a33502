import { describe, expect, it } from "vitest";
import {
  categorical,
  createStream,
  drawBelow,
  drawBernoulli,
  drawCategorical,
  drawExponential,
  drawOpenUniform,
  drawPermutation,
  drawStandardNormal,
  drawSubset,
  drawUniform,
  fillExponentials,
  fillOpenUniforms,
  fillStandardNormals,
  fillUniforms,
  InvalidInput,
  openStream,
  parseSeed,
  type Stream,
  shuffle,
  standardNormalCdf,
  streamFamily,
} from "../../src/index.ts";
import { fitOfCounts, sampleAcross, wordsTaken } from "./goodness.ts";
import { kolmogorovLimit, kolmogorovStatistic } from "./kolmogorov.ts";

const FALSE_ALARM = 1e-7;
const DRAWS = 200_000;
const family = streamFamily(parseSeed(5), "population", "draws");
const opened = (replicate = 0): Stream => {
  const stream = createStream();
  openStream(stream, family, replicate);
  return stream;
};

describe("draws, one from each of 200,000 streams", () => {
  it.each([
    ["drawUniform", drawUniform, (x: number) => x],
    ["drawOpenUniform", drawOpenUniform, (x: number) => x],
    ["drawStandardNormal", drawStandardNormal, standardNormalCdf],
    ["drawExponential", (s: Stream) => drawExponential(s, 2), (x: number) => -Math.expm1(-2 * x)],
  ] as const)("%s follows its law (Kolmogorov–Smirnov)", (_, draw, cdf) => {
    expect(kolmogorovStatistic(sampleAcross(DRAWS, draw), cdf)).toBeLessThan(kolmogorovLimit(FALSE_ALARM));
  });

  it("drawBernoulli has its probability, and 1 stays 1 for a larger one", () => {
    const ones = sampleAcross(DRAWS, (stream) => drawBernoulli(stream, 0.3));
    const more = sampleAcross(DRAWS, (stream) => drawBernoulli(stream, 0.35));
    const mean = ones.reduce((sum, x) => sum + x, 0) / DRAWS;
    expect(mean).withinMonteCarlo(0.3, { replicates: DRAWS, falseAlarm: FALSE_ALARM });
    expect(ones.every((x, i) => x <= more[i]!)).exactly(true);
    expect([drawBernoulli(opened(), 0), drawBernoulli(opened(), 1)]).exactly([0, 1]);
  });

  it.each([2, 3, 6, 1000])("drawBelow(%i) is even", (n) => {
    const counts = Array.from({ length: n }, () => 0);
    for (const k of sampleAcross(DRAWS, (stream) => drawBelow(stream, n))) counts[k]! += 1;
    expect(
      fitOfCounts(
        counts,
        counts.map(() => 1 / n),
      ),
    ).toBeGreaterThan(FALSE_ALARM);
  });

  it("drawBelow is even where ⌊u n⌋ would be uneven: two thirds of 2^53", () => {
    const n = 6_004_799_503_160_662;
    const oddOf = (draw: (stream: Stream) => number): number =>
      sampleAcross(DRAWS, draw).reduce((sum, k) => sum + (k % 2), 0) / DRAWS;
    const law = { replicates: DRAWS, falseAlarm: FALSE_ALARM };
    expect(oddOf((stream) => drawBelow(stream, n))).withinMonteCarlo(1 / 2, law);
    expect(() => expect(oddOf((s) => Math.floor(drawUniform(s) * n))).withinMonteCarlo(1 / 2, law)).toThrow();
  });

  it.each([[[3, 2, 1]], [[0, 1, 0, 2, 0]], [Array.from({ length: 40 }, (_, i) => (i * 7) % 11)]])(
    "categorical %j follows its weights",
    (weights) => {
      const law = categorical({ weights });
      const counts = weights.map(() => 0);
      for (const k of sampleAcross(DRAWS, law.sample)) counts[k]! += 1;
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      for (const [i, weight] of weights.entries()) if (weight === 0) expect(counts[i]).exactly(0);
      const positive = weights.flatMap((weight, i) => (weight > 0 ? [i] : []));
      expect(
        fitOfCounts(
          positive.map((i) => counts[i]!),
          positive.map((i) => weights[i]! / total),
        ),
      ).toBeGreaterThan(FALSE_ALARM);
    },
  );

  it("categorical and drawCategorical give the same index for the same words", () => {
    const weights = [1, 5, 0.25, 3, 8, 0.125, 2];
    const law = categorical({ weights });
    let sum = 0;
    const cumulative = weights.map((weight) => (sum += weight) / 19.375);
    const fromTable = sampleAcross(20_000, law.sample);
    expect(fromTable).exactly(sampleAcross(20_000, (stream) => drawCategorical(stream, cumulative)));
  });
});

describe("orders", () => {
  it("drawPermutation gives each of 120 orders equally often", () => {
    const out = new Int32Array(5);
    const counts = new Map<string, number>();
    sampleAcross(60_000, (stream) => {
      drawPermutation(stream, out);
      counts.set(out.join(), (counts.get(out.join()) ?? 0) + 1);
      return 0;
    });
    expect(counts.size).exactly(120);
    expect(
      fitOfCounts(
        [...counts.values()],
        Array.from({ length: 120 }, () => 1 / 120),
      ),
    ).toBeGreaterThan(FALSE_ALARM);
  });

  it("shuffle keeps the values of any list, and the order of the permutation with the same words", () => {
    const names = ["a", "b", "c", "d", "e", "f", "g"];
    const order = new Int32Array(7);
    const shuffled = [...names];
    shuffle(opened(3), shuffled);
    drawPermutation(opened(3), order);
    expect(shuffled).exactly([...order].map((i) => names[i]));
    expect(shuffled.toSorted()).exactly(names);
  });

  it("drawSubset gives each of 20 subsets equally often, in increasing order", () => {
    const out = new Int32Array(3);
    const counts = new Map<string, number>();
    sampleAcross(40_000, (stream) => {
      drawSubset(stream, 6, out);
      counts.set(out.join(), (counts.get(out.join()) ?? 0) + 1);
      return 0;
    });
    expect([...counts.keys()].every((key) => key === key.split(",").toSorted().join())).exactly(true);
    expect(counts.size).exactly(20);
    expect(
      fitOfCounts(
        [...counts.values()],
        Array.from({ length: 20 }, () => 1 / 20),
      ),
    ).toBeGreaterThan(FALSE_ALARM);
  });

  it("an empty list, one value, and a whole set are themselves", () => {
    const one = [7];
    shuffle(opened(), one);
    shuffle(opened(), []);
    const all = new Int32Array(4);
    drawSubset(opened(), 4, all);
    expect([one, [...all]]).exactly([[7], [0, 1, 2, 3]]);
  });
});

it("draws take the documented number of words", () => {
  const twoWords: readonly ((stream: Stream) => unknown)[] = [
    drawUniform,
    drawOpenUniform,
    (s) => drawBernoulli(s, 0.3),
    (s) => drawExponential(s, 1),
    drawStandardNormal,
    (s) => drawCategorical(s, [0.5, 1]),
    (s) => drawBelow(s, 6),
    categorical({ weights: [1, 2, 3] }).sample,
  ];
  for (const draw of twoWords) for (const replicate of [0, 1, 2]) expect(wordsTaken(draw, replicate)).exactly(2);
  expect(wordsTaken((s) => drawPermutation(s, new Int32Array(12)))).exactly(22);
  expect(wordsTaken((s) => fillStandardNormals(s, new Float64Array(9)))).exactly(18);
});

describe("fills", () => {
  it.each([
    ["fillUniforms", (s: Stream, out: Float64Array, n: number) => fillUniforms(s, out, n), drawUniform],
    ["fillOpenUniforms", (s: Stream, out: Float64Array, n: number) => fillOpenUniforms(s, out, n), drawOpenUniform],
    [
      "fillStandardNormals",
      (s: Stream, out: Float64Array, n: number) => fillStandardNormals(s, out, n),
      drawStandardNormal,
    ],
    [
      "fillExponentials",
      (s: Stream, out: Float64Array, n: number) => fillExponentials(s, 0.3, out, n),
      (s: Stream) => drawExponential(s, 0.3),
    ],
  ] as const)("%s gives the bits of its draw, leaves the rest, and the stream where it belongs", (_, fill, draw) => {
    const together = opened(8);
    const single = opened(8);
    const out = new Float64Array(1001).fill(-9);
    fill(together, out, 1000);
    expect(out.subarray(0, 1000)).exactly(Float64Array.from({ length: 1000 }, () => draw(single)));
    expect(out[1000]).exactly(-9);
    expect(together).exactly(single);
  });

  it.each([-1, 0.5, 4, Number.NaN])("refuse a count of %s for three places", (count) => {
    for (const fill of [fillUniforms, fillOpenUniforms, fillStandardNormals]) {
      expect(() => fill(opened(), new Float64Array(3), count)).toThrow(InvalidInput);
    }
    expect(() => fillExponentials(opened(), 1, new Float64Array(3), count)).toThrow(/count/);
  });
});

describe("draws refuse bad arguments by name", () => {
  it.each<[string, (stream: Stream) => unknown, RegExp]>([
    ["p above 1", (s) => drawBernoulli(s, 1.1), /p: 1.1 is out of range/],
    ["p NaN", (s) => drawBernoulli(s, Number.NaN), /p: NaN/],
    ["a negative hazard", (s) => drawExponential(s, -1), /hazard: -1/],
    ["an infinite hazard", (s) => drawExponential(s, Infinity), /hazard: Infinity/],
    ["a hazard of NaN for a fill", (s) => fillExponentials(s, Number.NaN, new Float64Array(1)), /hazard: NaN/],
    ["no categories", (s) => drawCategorical(s, []), /cumulative/],
    ["probabilities for cumulative ones", (s) => drawCategorical(s, [0.5, 0.5]), /the last entry is 0.5/],
    ["n of 0", (s) => drawBelow(s, 0), /n: 0/],
    ["n of 2.5", (s) => drawBelow(s, 2.5), /n: 2.5/],
    ["n of 2^53", (s) => drawBelow(s, 2 ** 53), /n: 9007199254740992/],
    ["no weights", () => categorical({ weights: [] }), /weights: they sum to 0/],
    ["negative and NaN weights", () => categorical({ weights: [-1, Number.NaN, 2] }), /weights: -1[^]*weights: NaN/],
    ["more places than numbers", (s) => drawSubset(s, 2, new Int32Array(3)), /3 different numbers of 2/],
  ])("%s", (_, draw, words) => {
    expect(() => draw(opened())).toThrow(InvalidInput);
    expect(() => draw(opened())).toThrow(words);
  });

  it("a hazard of 0 never comes", () => {
    expect(drawExponential(opened(), 0)).exactly(Infinity);
  });
});
