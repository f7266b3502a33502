import seedrandom from "seedrandom";
import { describe, expect, it } from "vitest";
import * as stats from "../../src/index.ts";
import { createStream, InvalidInput, nextWord, openStreamFrom, type UserAlgorithm } from "../../src/index.ts";
import { crossStreamTests, firstWords } from "./cross-stream.mjs";

const algorithms = ["arc4", "alea", "xor4096", "tychei"] as const;
const FALSE_ALARM = 1e-7;

describe.each(algorithms)("openStreamFrom %s", (algorithm) => {
  it("takes the generator's first four words as its state", () => {
    const generator = algorithm === "arc4" ? seedrandom("x") : seedrandom[algorithm]("x");
    const stream = createStream();
    openStreamFrom(stream, { algorithm, seed: "x" });
    const state = { a: generator.int32(), b: generator.int32(), c: generator.int32(), d: generator.int32() };
    expect(stream).exactly(state);
    expect(nextWord(stream)).exactly((state.a + state.b + state.d) | 0);
  });

  it.each(["sim/", "replicate-"])("is without dependence over 16,384 neighbouring seeds %s0, …", (text) => {
    const stream = createStream();
    const open = (i: number): void => openStreamFrom(stream, { algorithm, seed: `${text}${i}` });
    const words = firstWords({ open, next: () => nextWord(stream) }, 1, 1 << 14);
    for (const { name, p } of crossStreamTests(stats, words)) expect(p, name).toBeGreaterThan(FALSE_ALARM);
  });
});

describe.each(["xor128", "xorwow", "xorshift7"] as const)("the refused %s, started in the same way", (algorithm) => {
  it("fails for text and for number seeds, by several tests", () => {
    const stream = createStream();
    for (const text of ["sim/", ""]) {
      const open = (i: number): void => {
        const generator = seedrandom[algorithm](`${text}${i}`);
        stream.a = generator.int32();
        stream.b = generator.int32();
        stream.c = generator.int32();
        stream.d = generator.int32();
      };
      const words = firstWords({ open, next: () => nextWord(stream) }, 1, 1 << 16);
      const failed = crossStreamTests(stats, words).filter(({ p }) => p < FALSE_ALARM);
      expect(failed.length).toBeGreaterThan(4);
    }
  });
});

describe("openStreamFrom", () => {
  const open = (algorithm: string, seed: unknown) => () =>
    openStreamFrom(createStream(), { algorithm: algorithm as UserAlgorithm, seed: seed as string });

  it.each(["xor128", "xorwow", "xorshift7"])("refuses %s with the reason", (algorithm) => {
    expect(open(algorithm, "x")).toThrow(InvalidInput);
    expect(open(algorithm, "x")).toThrow(/unsafe with a seed for each replicate: its first draws/);
  });

  it.each(["Math.random", "toString", ""])("refuses %j as unknown", (algorithm) => {
    expect(open(algorithm, "x")).toThrow(/is unknown \(allowed: arc4, alea, xor4096, tychei\)/);
  });

  it.each(["11", "abab", "š"])("refuses %j for arc4, which cannot tell it from another seed", (seed) => {
    expect(open("arc4", seed)).toThrow(/is to arc4 the same as another seed/);
    expect(open("alea", seed)).not.toThrow();
  });

  it("arc4 reads 1 and 11, a and š as one", () => {
    expect(seedrandom("1").int32()).exactly(seedrandom("11").int32());
    expect(seedrandom("a").int32()).exactly(seedrandom("š").int32());
  });

  it("refuses an empty seed and a number, which seedrandom would mix into its own pool or weaken", () => {
    expect(open("alea", "")).toThrow(/seed/);
    expect(open("nothing", 7)).toThrow(/algorithm[^]*seed: 7 is no seed/);
  });
});
