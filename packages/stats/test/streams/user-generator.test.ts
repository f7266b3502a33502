import seedrandom from "seedrandom";
import { describe, expect, it } from "vitest";
import {
  createStream,
  drawUniform,
  InvalidInput,
  nextWord,
  openStreamFrom,
  type UserAlgorithm,
} from "../../src/index.ts";
import { kolmogorovLimit, kolmogorovStatistic } from "./kolmogorov.ts";

const algorithms = ["arc4", "alea", "xor4096"] as const;
const seeds = 20_000;
const falseAlarm = 1e-7;

/** The first uniform of the generators seeded "sim/0", "sim/1", …. */
function firstDraws(algorithm: UserAlgorithm): Float64Array {
  const stream = createStream();
  return Float64Array.from({ length: seeds }, (_, i) => {
    openStreamFrom(stream, { algorithm, seed: `sim/${i}` });
    return drawUniform(stream);
  });
}

describe.each(algorithms)("openStreamFrom %s", (algorithm) => {
  it("takes the generator's first four words as its state", () => {
    const generator = algorithm === "arc4" ? seedrandom("x") : seedrandom[algorithm]("x");
    const stream = createStream();
    openStreamFrom(stream, { algorithm, seed: "x" });
    const state = { a: generator.int32(), b: generator.int32(), c: generator.int32(), d: generator.int32() };
    expect(stream).exactly(state);
    expect(nextWord(stream)).exactly((state.a + state.b + state.d) | 0);
  });

  it("is uniform and without serial correlation over 20,000 neighbouring seeds", () => {
    const draws = firstDraws(algorithm);
    expect(kolmogorovStatistic(draws, (x) => x)).toBeLessThan(kolmogorovLimit(falseAlarm));
    let sum = 0;
    for (let i = 1; i < seeds; i++) sum += (draws[i]! - 0.5) * (draws[i - 1]! - 0.5);
    expect((12 * sum) / (seeds - 1)).withinMonteCarlo(0, { standardError: 1 / Math.sqrt(seeds - 1), falseAlarm });
  });
});

describe("openStreamFrom", () => {
  const open = (algorithm: string, seed: unknown) => () =>
    openStreamFrom(createStream(), { algorithm: algorithm as UserAlgorithm, seed: seed as string });

  it.each(["xor128", "xorwow", "xorshift7", "tychei"])("refuses %s with the reason", (algorithm) => {
    expect(open(algorithm, "x")).toThrow(InvalidInput);
    expect(open(algorithm, "x")).toThrow(/unsafe with a seed for each replicate: its first draws/);
  });

  it.each(["Math.random", "toString", ""])("refuses %j as unknown", (algorithm) => {
    expect(open(algorithm, "x")).toThrow(/is unknown \(allowed: arc4, alea, xor4096\)/);
  });

  it("refuses an empty seed and a number, which seedrandom would mix into its own pool or weaken", () => {
    expect(open("alea", "")).toThrow(/seed/);
    expect(open("nothing", 7)).toThrow(/algorithm[^]*seed: 7 is no seed/);
  });
});
