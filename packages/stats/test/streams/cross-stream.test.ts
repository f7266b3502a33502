import { describe, expect, it } from "vitest";
import * as stats from "../../src/index.ts";
import { avalanche, badKeyings, crossStreamTests, firstWords, keyings } from "./cross-stream.mjs";

/** Probability with which each single p-value raises a false alarm. */
const FALSE_ALARM = 1e-7;
const COUNT = 1 << 17;

/** More of the same, on 4,194,304 words each, is recorded in test/reference/streams/cross-stream.txt. */
describe.each(keyings(stats, 20260823))("neighbouring $name", (keying) => {
  it.each([1, 10])("give words without dependence, the first %i of each stream", (each) => {
    for (const { name, p } of crossStreamTests(stats, firstWords(keying, each, COUNT))) {
      expect(p, name).toBeGreaterThan(FALSE_ALARM);
    }
  });
});

describe("the tests", () => {
  const failures = badKeyings(stats).map((keying) => {
    const results = [1, 10].flatMap((each) => crossStreamTests(stats, firstWords(keying, each, 2 * COUNT)));
    return { keying: keying.name, failed: results.filter(({ p }) => p < FALSE_ALARM).map(({ name }) => name) };
  });

  it.each(failures)("catch $keying", ({ failed }) => {
    expect(failed.length).toBeGreaterThan(0);
  });

  it("can each fail", () => {
    const [keying] = keyings(stats, 1);
    const all = crossStreamTests(stats, firstWords(keying!, 1, 1 << 13)).map(({ name }) => name);
    const failed = new Set(failures.flatMap((each) => each.failed));
    expect(all.filter((name) => !failed.has(name))).exactly([]);
  });
});

describe("avalanche over all 256 bits of key and counter and the first 128 bits of the stream", () => {
  it("is full for the cipher with which we open streams", () => {
    const stream = stats.createStream();
    const block = (input: Int32Array, out: Int32Array): void => {
      const [k0, k1, k2, k3] = input as unknown as readonly [number, number, number, number];
      const counter = input.subarray(4).map((word) => word) as unknown as readonly number[];
      stats.openStream(
        stream,
        { k0, k1, k2, k3 },
        counter[0]! >>> 0,
        counter[1]! >>> 0,
        counter[2]! >>> 0,
        counter[3]! >>> 0,
      );
      for (let i = 0; i < 4; i++) out[i] = stats.nextWord(stream);
    };
    expect(avalanche(stats, block, 200)).toBeGreaterThan(FALSE_ALARM);
  });

  it("is found wanting where sfc32 is started from key and counter themselves", () => {
    const stream = stats.createStream();
    const block = (input: Int32Array, out: Int32Array): void => {
      stream.a = input[0]! ^ input[4]!;
      stream.b = input[1]! ^ input[5]!;
      stream.c = input[2]! ^ input[6]!;
      stream.d = input[3]! ^ input[7]!;
      for (let i = 0; i < 4; i++) out[i] = stats.nextWord(stream);
    };
    expect(avalanche(stats, block, 200)).toBeLessThan(FALSE_ALARM);
  });
});

it("no two of a million streams begin with the same two words", () => {
  const stream = stats.createStream();
  const family = stats.streamFamily(stats.parseSeed(20260823), "population", "quality");
  const first = new Float64Array(1 << 20);
  for (let i = 0; i < first.length; i++) {
    stats.openStream(stream, family, i >> 4, i & 15);
    first[i] = stats.drawUniform(stream);
  }
  first.sort();
  let repeats = 0;
  for (let i = 1; i < first.length; i++) if (first[i] === first[i - 1]) repeats++;
  // 2^40 / 2 pairs of 53 bits: 6e-5 expected.
  expect(repeats).exactly(0);
});
