import type { Stream } from "../streams/stream.ts";

/**
 * What every distribution answers. Each function has full relative precision in its own tail: a small upper tail comes from `sf`
 * or `logSf`, never from 1 - cdf.
 *
 * All throw InvalidInput for NaN and for probabilities outside [0, 1]; the infinite ends are arguments like any other, with density 0 and
 * tails 0 and 1. Shapes and degrees of freedom are taken from 1e-12 to 1e15; within them ERROR-MAP.md says what was measured. A result
 * beyond the range of doubles is 0 or Infinity, and then its logarithm still has its digits. For discrete laws `pdf` is the probability of exactly x,
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
  /** The least x with P(X <= x) >= p, rounded to a double; exact at the jumps of a discrete law: quantile(cdf(k)) is k. */
  readonly quantile: (p: number) => number;
  /** The least x with P(X > x) <= p. */
  readonly isf: (p: number) => number;
  /** Infinity where it diverges. @throws InvalidInput where it is not defined. */
  readonly mean: () => number;
  /** Infinity where it diverges. @throws InvalidInput where it is not defined. */
  readonly variance: () => number;
  /** One draw, by inversion of exactly one uniform, `drawOpenUniform`: always two words of the stream, and monotone in them. */
  readonly sample: (stream: Stream) => number;
}
