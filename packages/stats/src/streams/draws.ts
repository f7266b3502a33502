import { standardNormalQuantile } from "../distributions/normal.ts";
import { log } from "../elementary/log.ts";
import type { Stream } from "./stream.ts";

/*
 * Draws that use a fixed, documented number of words each, so that the k-th draw of a stream is the same whatever the others are
 * used for: that is what common random numbers rest on.
 */

/** The next 32-bit word, signed, of sfc32 (C. Doty-Humphrey, PractRand). */
export function nextWord(stream: Stream): number {
  const word = (stream.a + stream.b + stream.d) | 0;
  stream.d = (stream.d + 1) | 0;
  stream.a = stream.b ^ (stream.b >>> 9);
  stream.b = (stream.c + (stream.c << 3)) | 0;
  stream.c = (((stream.c << 21) | (stream.c >>> 11)) + word) | 0;
  return word;
}

/** Uniform on [0, 1) with 53 bits; two words. */
export function drawUniform(stream: Stream): number {
  const high = nextWord(stream) >>> 5;
  const low = nextWord(stream) >>> 6;
  return (high * 67108864 + low) * 1.1102230246251565e-16;
}

/** Uniform on (0, 1), the middle of 2^52 equal cells, symmetric about 1/2; two words. */
export function drawOpenUniform(stream: Stream): number {
  const high = nextWord(stream) >>> 6;
  const low = nextWord(stream) >>> 6;
  return (high * 67108864 + low + 0.5) * 2.220446049250313e-16;
}

/** 1 with probability p, else 0; two words. Monotone in p: the same stream gives 1 for every larger p. */
export function drawBernoulli(stream: Stream, p: number): number {
  return drawUniform(stream) < p ? 1 : 0;
}

/** Exponential with this hazard, by inversion; two words. In the unit of 1 / hazard. Infinity if the hazard is 0. */
export function drawExponential(stream: Stream, hazard: number): number {
  return -log(drawOpenUniform(stream)) / hazard;
}

/** Standard normal by inversion; two words. */
export function drawStandardNormal(stream: Stream): number {
  return standardNormalQuantile(drawOpenUniform(stream));
}

/** Index 0 … weights.length − 1 with probabilities proportional to `cumulative` (increasing, last = 1); two words. */
export function drawCategorical(stream: Stream, cumulative: ArrayLike<number>): number {
  const u = drawUniform(stream);
  let index = 0;
  while (index < cumulative.length - 1 && u >= cumulative[index]!) index++;
  return index;
}
