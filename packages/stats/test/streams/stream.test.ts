import { describe, expect, it } from "vitest";
import { createStream, InvalidInput, nextWord, openStream, parseSeed, streamFamily } from "../../src/index.ts";

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

describe("openStream and numbers that are no counters", () => {
  const stream = createStream();
  it.each([-1, 1.5, Number.NaN, Infinity, 2 ** 32, 2 ** 53, 2 ** 32 + 1])(
    "refuses replicate, patient, lesion and visit %s",
    (bad) => {
      expect(() => openStream(stream, family, bad)).toThrow(`replicate: ${bad} is out of range`);
      expect(() => openStream(stream, family, 0, bad)).toThrow(`patient: ${bad}`);
      expect(() => openStream(stream, family, 0, 0, bad)).toThrow(`lesion: ${bad}`);
      expect(() => openStream(stream, family, bad, 0, 0, bad)).toThrow(/replicate[^]*visit/);
      expect(() => openStream(stream, family, bad)).toThrow(InvalidInput);
    },
  );

  it("takes every whole number to 2^32 - 1 as one of its own, and -0 as 0", () => {
    const replicates = [0, 1, 2, 2 ** 31 - 1, 2 ** 31, 2 ** 31 + 1, 2 ** 32 - 2, 2 ** 32 - 1];
    expect(new Set(replicates.map((replicate) => String(wordsOf(replicate)))).size).exactly(8);
    expect(wordsOf(-0)).exactly(wordsOf(0));
  });
});

describe("streamFamily", () => {
  it.each(["", undefined, 7])("refuses %j as a name", (name) => {
    const seed = parseSeed(1);
    expect(() => streamFamily(seed, name as string, "lesions")).toThrow(/namespace: .* is no name/);
    expect(() => streamFamily(seed, "population", name as string)).toThrow(/purpose: .* is no name/);
  });

  it("refuses a seed that was not parsed", () => {
    expect(() => streamFamily({ low: 0.5, high: Number.NaN }, "a", "b")).toThrow(/seed.low[^]*seed.high/);
  });
});
