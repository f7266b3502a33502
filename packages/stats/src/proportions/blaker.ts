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
  const below: Side = {
    near: (p) => upperTail(x, n, p),
    far: (k, p) => lowerTail(k, n, p),
    most: x - 1,
    start: outer.lower,
    end: outer.upper,
  };
  const above: Side = {
    near: (p) => lowerTail(x, n, p),
    far: (k, p) => upperTail(n - k, n, p),
    most: n - x - 1,
    start: outer.upper,
    end: outer.lower,
  };
  return { lower: x === 0 ? 0 : limit(below, alpha), upper: x === n ? 1 : limit(above, alpha) };
}

/** One limit, searched from the Clopper–Pearson limit of its side towards the other. */
interface Side {
  readonly near: (p: number) => number;
  /** The opposite tail of k + 1 counts. */
  readonly far: (k: number, p: number) => number;
  /** The k up to which the opposite tail stays clear of x. */
  readonly most: number;
  readonly start: number;
  readonly end: number;
}

function limit(side: Side, alpha: number): number {
  const { near, far, most, end } = side;
  let left = side.start;
  for (let k = countsWithin(side, left); k < most; k++) {
    // On this piece the opposite tail has k + 1 counts; one less the counts between the tails falls and then rises.
    const acceptability = (p: number): number => near(p) + far(k, p);
    if (acceptability(left) >= alpha) return left;
    const right = rootOf((p) => near(p) - far(k + 1, p), left, end);
    if (acceptability(right) >= alpha) return rootOf((p) => acceptability(p) - alpha, left, right);
    left = right;
  }
  return left;
}

/** The largest k whose opposite tail at p is not above the near one, -1 for none; by halving, since both are monotone. */
function countsWithin({ near, far, most }: Side, p: number): number {
  const tail = near(p);
  let inside = -1;
  let outside = most + 1;
  while (outside - inside > 1) {
    const k = Math.floor((inside + outside) / 2);
    if (far(k, p) <= tail) inside = k;
    else outside = k;
  }
  return inside;
}

function rootOf(f: (p: number) => number, left: number, end: number): number {
  if (f(left) >= 0) return left;
  if (f(end) <= 0) return end;
  const root = brentRoot(f, { from: Math.min(left, end), to: Math.max(left, end) });
  return root.kind === "converged" ? root.value : root.best;
}
