import { binomialProbabilities } from "../analytic/binomial.ts";

/** Binomial law of up to `most` patients at one rate. */
export interface BinomialTable {
  /** point[n][k] = P(X = k). */
  readonly point: readonly Float64Array[];
  /** above[n][k] = P(X > k), k = 0 … n. */
  readonly above: readonly Float64Array[];
}

export function binomialTable(most: number, rate: number): BinomialTable {
  const point = Array.from({ length: most + 1 }, (_, n) => binomialProbabilities(n, rate));
  return { point, above: point.map(tailsOf) };
}

/** P(X > k), k = 0 … n, from the point probabilities. */
export function tailsOf(point: Float64Array): Float64Array {
  const above = new Float64Array(point.length);
  for (let k = point.length - 2; k >= 0; k--) above[k] = above[k + 1]! + point[k + 1]!;
  return above;
}

/** P(X > k) for any whole k. */
export function aboveAt(above: Float64Array, k: number): number {
  if (k < 0) return 1;
  return k < above.length ? above[k]! : 0;
}
