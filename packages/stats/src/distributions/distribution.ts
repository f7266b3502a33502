import type { Stream } from "../streams/stream.ts";

/**
 * What every distribution answers. Each function has full relative precision in its own tail: a small upper tail comes from `sf`
 * or `logSf`, never from 1 - cdf.
 *
 * All throw InvalidInput for NaN and for probabilities outside [0, 1]. For discrete laws `pdf` is the probability of exactly x,
 * 0 where x is not whole; `cdf` and `sf` are step functions.
 */
export interface Distribution {
  pdf(x: number): number;
  /** -Infinity where the density is 0. */
  logPdf(x: number): number;
  /** P(X <= x). */
  cdf(x: number): number;
  /** P(X > x). */
  sf(x: number): number;
  logCdf(x: number): number;
  logSf(x: number): number;
  /** The least x with P(X <= x) >= p. */
  quantile(p: number): number;
  /** The least x with P(X > x) <= p. */
  isf(p: number): number;
  /** Infinity where it diverges. @throws InvalidInput where it is not defined. */
  mean(): number;
  /** Infinity where it diverges. @throws InvalidInput where it is not defined. */
  variance(): number;
  /** One draw, by inversion of one uniform: always two words of the stream, and monotone in them. */
  sample(stream: Stream): number;
}
