import { differenceScore } from "./score.ts";

/** Two arms, of which the first is the one that would be higher. */
export interface Arms {
  readonly x1: number;
  readonly n1: number;
  readonly x2: number;
  readonly n2: number;
}

/**
 * For each control count the least experimental count whose Farrington–Manning score at some δ of [from, to] may reach the observed one.
 * Scores fall with δ, so those at `from` against the observed one at `to` leave no table out; with from = to the region is exact.
 * The least count does not fall with the control count (Barnard's convexity of the score).
 */
export function setScoreRegion({ x1, n1, x2, n2 }: Arms, from: number, to: number, least: Int32Array): void {
  const observed = differenceScore(x1, n1, x2, n2, to, 1);
  // Tables that tie by symmetry differ in their last digits.
  const limit = observed - 1e-9 * Math.max(1, Math.min(1e9, Math.abs(observed)));
  let i = 0;
  for (let j = 0; j <= n2; j++) {
    while (i <= n1 && differenceScore(i, n1, j, n2, from, 1) < limit) i++;
    least[j] = i;
  }
}
