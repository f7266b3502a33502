import type * as stats from "../../src/index.ts";

interface TestResult {
  readonly name: string;
  readonly p: number;
}
interface Keying {
  readonly name: string;
  readonly open: (i: number) => void;
  readonly next: () => number;
}
type Stats = typeof stats;
export function crossStreamTests(stats: Stats, words: Int32Array): TestResult[];
export function avalanche(stats: Stats, block: (input: Int32Array, out: Int32Array) => void, trials: number): number;
export function keyings(stats: Stats, seed: number): Keying[];
export function firstWords(keying: Pick<Keying, "open" | "next">, each: number, count: number): Int32Array;
export function badKeyings(stats: Stats): Keying[];
