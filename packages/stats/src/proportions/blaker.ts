import { brentRoot } from "../numerics/brent-root.ts";
import { lowerTail, upperTail } from "./binomial-tails.ts";
import type { Interval } from "./interval.ts";

/**
 * Blaker's limits: the ends of the set of p whose acceptability exceeds α, where the acceptability is the smaller tail at x plus
 * the largest opposite tail not above it. It jumps where the opposite tail takes one more count, so the ends are found piece by
 * piece: J. Klaschka, J. Reiczigel, Comput. Stat. 36 (2021) 1775–1790, doi:10.1007/s00180-020-00986-0.
 * @param outer the Clopper–Pearson limits, which enclose them.
 */
export function blaker(x: number, n: number, alpha: number, outer: Interval): Interval {
  return {
    lower: x === 0 ? 0 : lowerLimit(x, n, alpha, outer.lower),
    upper: x === n ? 1 : 1 - lowerLimit(n - x, n, alpha, 1 - outer.upper),
  };
}

function lowerLimit(x: number, n: number, alpha: number, outer: number): number {
  let left = outer;
  let k = -1;
  while (k + 1 < x && lowerTail(k + 1, n, left) <= upperTail(x, n, left)) k++;
  for (; k < x; k++) {
    // On this piece the opposite tail is P(X <= k); 1 - P(k < X < x) falls and then rises.
    const acceptability = (p: number): number => upperTail(x, n, p) + lowerTail(k, n, p);
    if (acceptability(left) >= alpha) return left;
    const right = k + 1 < x ? pieceEnd(x, n, k + 1, left) : 1;
    if (acceptability(right) >= alpha) return rootOf((p) => acceptability(p) - alpha, left, right);
    left = right;
  }
  return left;
}

/** The p from which P(X <= k) is no longer above P(X >= x). */
function pieceEnd(x: number, n: number, k: number, left: number): number {
  return rootOf((p) => upperTail(x, n, p) - lowerTail(k, n, p), left, 1);
}

function rootOf(f: (p: number) => number, from: number, to: number): number {
  if (f(from) >= 0) return from;
  const root = brentRoot(f, { from, to });
  return root.kind === "converged" ? root.value : root.best;
}
