import { holds, requireAll, whole } from "../arguments.ts";
import { drawBelow } from "./draws.ts";
import type { Stream } from "./stream.ts";

/**
 * Puts `values` into random order in place, every order equally likely (Fisher and Yates; Durstenfeld 1964); one `drawBelow` (two
 * words) for each value but the first, from the last down.
 * @example shuffle(stream, rows)
 */
export function shuffle<T>(stream: Stream, values: { [index: number]: T; readonly length: number }): void {
  for (let i = values.length - 1; i > 0; i--) {
    const j = drawBelow(stream, i + 1);
    const kept = values[i]!;
    values[i] = values[j]!;
    values[j] = kept;
  }
}

/**
 * Fills `out` with a random order of 0 … out.length − 1; words as `shuffle`.
 * @example drawPermutation(stream, new Int32Array(12))
 */
export function drawPermutation(stream: Stream, out: Int32Array): void {
  for (let i = 0; i < out.length; i++) out[i] = i;
  shuffle(stream, out);
}

/**
 * Fills `out` with out.length different numbers of 0 … n − 1 in increasing order, every subset equally likely (Fan, Muller and
 * Rezucha 1962; Knuth, vol. 2, 3.4.2, algorithm S); one `drawBelow` (two words) for each number up to the largest that is chosen.
 * @throws InvalidInput for n not whole, negative or above 2^31 - 1, or fewer numbers than places.
 * @example drawSubset(stream, 100, new Int32Array(10))
 */
export function drawSubset(stream: Stream, n: number, out: Int32Array): void {
  requireAll(
    whole("n", n, 0, 0x7fffffff),
    holds(!(out.length > n), "out", `${out.length} different numbers of ${n}`, "must have at most n places"),
  );
  let chosen = 0;
  for (let i = 0; chosen < out.length; i++) {
    if (drawBelow(stream, n - i) < out.length - chosen) out[chosen++] = i;
  }
}
