import { holds, notNegative, proportion, requireAll, whole } from "../arguments.ts";
import { standardNormalQuantile } from "../distributions/normal.ts";
import { log } from "../elementary/log.ts";
import type { Stream } from "./stream.ts";

/*
 * Draws that use a fixed, documented number of words each, so that the k-th draw of a stream is the same whatever the others are
 * used for: that is what common random numbers rest on. The `sample` of every distribution keeps the same promise.
 */

/**
 * The next 32-bit word, signed, of sfc32 (C. Doty-Humphrey, PractRand 0.94).
 * @example nextWord(stream) >>> 0
 */
export function nextWord(stream: Stream): number {
  const word = (stream.a + stream.b + stream.d) | 0;
  stream.d = (stream.d + 1) | 0;
  stream.a = stream.b ^ (stream.b >>> 9);
  stream.b = (stream.c + (stream.c << 3)) | 0;
  stream.c = (((stream.c << 21) | (stream.c >>> 11)) + word) | 0;
  return word;
}

/** Uniform on [0, 1) with 53 bits; two words. @example drawUniform(stream) */
export function drawUniform(stream: Stream): number {
  const high = nextWord(stream) >>> 5;
  const low = nextWord(stream) >>> 6;
  return (high * 67108864 + low) * 1.1102230246251565e-16;
}

/** Uniform on (0, 1), the middle of 2^52 equal cells, symmetric about 1/2; two words. @example drawOpenUniform(stream) */
export function drawOpenUniform(stream: Stream): number {
  const high = nextWord(stream) >>> 6;
  const low = nextWord(stream) >>> 6;
  return (high * 67108864 + low + 0.5) * 2.220446049250313e-16;
}

/**
 * 1 with probability p, else 0; two words. Monotone in p: the same stream gives 1 for every larger p.
 * @throws InvalidInput for p outside [0, 1].
 * @example drawBernoulli(stream, 0.3)
 */
export function drawBernoulli(stream: Stream, p: number): number {
  if (!(p >= 0 && p <= 1)) requireAll(proportion("p", p));
  return drawUniform(stream) < p ? 1 : 0;
}

/**
 * Exponential with this hazard, by inversion; two words. In the unit of 1 / hazard. Infinity if the hazard is 0.
 * @throws InvalidInput for a hazard that is negative or not finite.
 * @example drawExponential(stream, 0.02)
 */
export function drawExponential(stream: Stream, hazard: number): number {
  if (!(hazard >= 0 && hazard < Infinity)) requireAll(notNegative("hazard", hazard));
  return -log(drawOpenUniform(stream)) / hazard;
}

/** Standard normal by inversion; two words. @example 70 + 10 * drawStandardNormal(stream) */
export function drawStandardNormal(stream: Stream): number {
  return standardNormalQuantile(drawOpenUniform(stream));
}

/**
 * Index 0 … weights.length − 1 with probabilities given by `cumulative` (increasing, last = 1); two words. `categorical` makes
 * the same draw from weights, and quickly from many.
 * @throws InvalidInput for no entries, or a last entry that is not 1 within 1e-9.
 * @example drawCategorical(stream, [0.5, 0.8, 1])
 */
export function drawCategorical(stream: Stream, cumulative: ArrayLike<number>): number {
  const last = cumulative.length - 1;
  if (!(last >= 0 && Math.abs(cumulative[last]! - 1) <= 1e-9)) {
    requireAll(
      holds(false, "cumulative", `the last entry is ${cumulative[last]}`, "must be increasing and end with 1"),
    );
  }
  const u = drawUniform(stream);
  let index = 0;
  while (index < last && u >= cumulative[index]!) index++;
  return index;
}

/**
 * A whole number from 0 to n − 1, each exactly equally likely; two words, and two more as often as not one of the 2^53 values of a
 * uniform can be dealt out evenly: with probability below n / 2^53, so practically never.
 * @throws InvalidInput for n that is not a whole number from 1 to 2^53 − 1.
 * @example drawBelow(stream, 6) + 1 // a die
 */
export function drawBelow(stream: Stream, n: number): number {
  if (!(n >= 1 && n <= Number.MAX_SAFE_INTEGER && Math.floor(n) === n)) requireAll(whole("n", n, 1));
  // Each value owns `width` neighbouring integers of [0, 2^53). The quotient is never rounded up to a whole number.
  const width = Math.floor(9007199254740992 / n);
  for (;;) {
    const high = nextWord(stream) >>> 5;
    const value = Math.floor((high * 67108864 + (nextWord(stream) >>> 6)) / width);
    if (value < n) return value;
  }
}
