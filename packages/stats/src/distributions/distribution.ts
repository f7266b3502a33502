import type { Stream } from "../streams/stream.ts";

/**
 * What every distribution answers. Each function has full relative precision in its own tail: a small upper tail comes from `sf`
 * or `logSf`, never from 1 - cdf.
 *
 * All throw InvalidInput for NaN and for probabilities outside [0, 1]. For discrete laws `pdf` is the probability of exactly x,
 * 0 where x is not whole; `cdf` and `sf` are step functions.
 */
export interface Distribution {
  readonly pdf: (x: number) => number;
  /** -Infinity where the density is 0. */
  readonly logPdf: (x: number) => number;
  /** P(X <= x). */
  readonly cdf: (x: number) => number;
  /** P(X > x). */
  readonly sf: (x: number) => number;
  readonly logCdf: (x: number) => number;
  readonly logSf: (x: number) => number;
  /** The least x with P(X <= x) >= p. */
  readonly quantile: (p: number) => number;
  /** The least x with P(X > x) <= p. */
  readonly isf: (p: number) => number;
  /** Infinity where it diverges. @throws InvalidInput where it is not defined. */
  readonly mean: () => number;
  /** Infinity where it diverges. @throws InvalidInput where it is not defined. */
  readonly variance: () => number;
  /** One draw, by inversion of one uniform: always two words of the stream, and monotone in them. */
  readonly sample: (stream: Stream) => number;
}
