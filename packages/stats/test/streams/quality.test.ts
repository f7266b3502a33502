import { describe, expect, it } from "vitest";
import { chiSquared, createStream, nextWord, openStream, parseSeed, poisson, streamFamily } from "../../src/index.ts";

/** Streams as we key them, seen across: the first words of streams that differ in one part of the key alone. */
const COUNT = 1 << 18;
const seed = parseSeed(20260823);
const family = streamFamily(seed, "population", "quality");
const stream = createStream();

const openers: Readonly<Record<string, (i: number) => void>> = {
  replicates: (i) => openStream(stream, family, i),
  "replicates far apart": (i) => openStream(stream, family, Math.imul(i, 0x10001)),
  patients: (i) => openStream(stream, family, 1, i),
  lesions: (i) => openStream(stream, family, 1, 2, i),
  visits: (i) => openStream(stream, family, 1, 2, 3, i),
  "neighbouring seeds": (i) => openStream(stream, { ...family, k0: i }, 0),
  "neighbouring namespaces": (i) => openStream(stream, { ...family, k2: i }, 0),
};

/** One false alarm in ten million, two-sided, for each statistic. */
const LIMIT = 5.33;

function wordsOf(open: (i: number) => void, skip: number): Int32Array {
  return Int32Array.from({ length: COUNT }, (_, i) => {
    open(i);
    for (let k = 0; k < skip; k++) nextWord(stream);
    return nextWord(stream);
  });
}

describe.each(Object.entries(openers))("words across %s", (_, open) => {
  const words = wordsOf(open, 0);
  const uniforms = Float64Array.from(words, (word) => (word >>> 0) / 2 ** 32);

  it("have no serial correlation at lags 1 to 4", () => {
    for (const lag of [1, 2, 3, 4]) {
      let sum = 0;
      for (let i = lag; i < COUNT; i++) sum += (uniforms[i]! - 0.5) * (uniforms[i - lag]! - 0.5);
      expect(Math.abs(sum * 12) / Math.sqrt(COUNT - lag), `lag ${lag}`).toBeLessThan(LIMIT);
    }
  });

  it.each([0, 16, 24])("have independent neighbours (chi-squared over 256 × 256 pairs, bits from %i)", (shift) => {
    const cells = new Float64Array(65536);
    for (let i = 0; i + 1 < COUNT; i += 2) {
      cells[(((words[i]! >>> shift) & 255) << 8) | ((words[i + 1]! >>> shift) & 255)]!++;
    }
    const expected = COUNT / 2 / 65536;
    const statistic = cells.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    const law = chiSquared({ df: 65535 });
    expect(Math.min(law.cdf(statistic), law.sf(statistic))).toBeGreaterThan(5e-8);
  });

  it("set each bit half of the time", () => {
    for (let bit = 0; bit < 32; bit++) {
      let ones = 0;
      for (let i = 0; i < COUNT; i++) ones += (words[i]! >>> bit) & 1;
      expect(Math.abs(ones - COUNT / 2) / Math.sqrt(COUNT / 4), `bit ${bit}`).toBeLessThan(LIMIT);
    }
  });

  it("repeat birthday spacings as often as chance (Marsaglia): 512 days of 2^24, many years", () => {
    const years = COUNT / 512;
    let repeats = 0;
    for (let year = 0; year < years; year++) {
      const days = words
        .slice(year * 512, (year + 1) * 512)
        .map((word) => word & 0xffffff)
        .toSorted();
      const spacings = days.map((day, i) => (i === 0 ? day : day - days[i - 1]!)).toSorted();
      for (let i = 1; i < 512; i++) if (spacings[i] === spacings[i - 1]) repeats++;
    }
    // 512³ / (4 · 2^24) = 2 repeats expected in a year.
    const law = poisson({ mean: 2 * years });
    expect(Math.min(law.cdf(repeats), law.sf(repeats - 1))).toBeGreaterThan(5e-8);
  });
});

it("no two of a million streams begin with the same two words", () => {
  const seen = new Set<bigint>();
  for (let i = 0; i < 1 << 20; i++) {
    openStream(stream, family, i >> 4, i & 15);
    const high = BigInt(nextWord(stream) >>> 0);
    seen.add((high << 32n) | BigInt(nextWord(stream) >>> 0));
  }
  expect(seen.size).exactly(1 << 20);
});
