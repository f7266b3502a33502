import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvalidInput, parseSeed } from "../../src/index.ts";

const keyOf = (seed: string | number): string => {
  const { low, high } = parseSeed(seed);
  return `${low} ${high}`;
};

describe("parseSeed", () => {
  it("reads a number and its text as the same seed, and -0 as 0", () => {
    for (const seed of [7, 11, -1, Number.MAX_SAFE_INTEGER]) expect(keyOf(seed)).exactly(keyOf(String(seed)));
    expect(keyOf(-0)).exactly(keyOf(0));
  });

  it("tells texts apart that seedrandom takes for one: repeated ones, and ones with the same low bytes", () => {
    const texts = [
      "1",
      "11",
      "111",
      "1111",
      "a",
      "š",
      "aš",
      "ša",
      "aa",
      "\0",
      "\0\0",
      "ab",
      "abab",
      "é",
      "e\u0301",
      "😀",
      "😁",
    ];
    expect(new Set(texts.map(keyOf)).size).exactly(texts.length);
  });

  it("tells all whole numbers from -20,000 to 20,000 apart", () => {
    const keys = new Set<string>();
    for (let i = -20_000; i <= 20_000; i++) keys.add(keyOf(i));
    expect(keys.size).exactly(40_001);
  });

  it("tells long texts apart by any one character, also where seedrandom folds them", () => {
    const long = "x".repeat(10_000);
    const texts = [long, `${long}x`, `y${long.slice(1)}`, `${long.slice(1)}y`];
    for (let at = 1; at < 10_000; at += 499) texts.push(`${long.slice(0, at)}y${long.slice(at + 1)}`);
    expect(new Set(texts.map(keyOf)).size).exactly(texts.length);
  });

  it("tells any two texts apart", () => {
    const text = fc.string({ minLength: 1, maxLength: 80, unit: "binary" });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(keyOf(a) === keyOf(b)).exactly(a === b);
      }),
    );
    const few = fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom("0", "1", "š", "\0") });
    fc.assert(
      fc.property(few, few, (a, b) => {
        expect(keyOf(a) === keyOf(b)).exactly(a === b);
      }),
    );
  });

  it.each([1.5, -0.1, Number.NaN, Infinity, 2 ** 53, -(2 ** 53), ""])("refuses %s by name", (seed) => {
    expect(() => parseSeed(seed)).toThrow(InvalidInput);
    expect(() => parseSeed(seed)).toThrow(`seed: ${seed === "" ? '""' : seed} is no seed`);
  });

  it.each([undefined, null, true, 7n, {}, []])("refuses %s, which is neither number nor text", (seed) => {
    expect(() => parseSeed(seed as string)).toThrow(InvalidInput);
  });
});
