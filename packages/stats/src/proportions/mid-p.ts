import { log } from "../elementary/log.ts";
import { brentRoot } from "../numerics/brent-root.ts";
import { lowerTail, probabilityAt, upperTail } from "./binomial-tails.ts";
import type { Interval } from "./interval.ts";

/** Mid-P limits: P(X > x) + ½ P(X = x) = α/2 at the lower, P(X < x) + ½ P(X = x) = α/2 at the upper; 0 and 1 at the ends. */
export function midP(x: number, n: number, alpha: number): Interval {
  const target = log(alpha / 2);
  const above = (p: number): number => logOf(upperTail(x + 1, n, p) + 0.5 * probabilityAt(x, n, p)) - target;
  const below = (p: number): number => logOf(lowerTail(x - 1, n, p) + 0.5 * probabilityAt(x, n, p)) - target;
  const middle = x / n;
  return {
    lower: x === 0 ? 0 : limit(above, 1e-300, x === n ? 1 - 1e-16 : middle),
    upper: x === n ? 1 : limit(below, x === 0 ? 1e-300 : middle, 1 - 1e-16),
  };
}

/** At the observed proportion each half-counted tail is near ½ but may fall short of α/2 for α near 1. */
function limit(f: (p: number) => number, from: number, to: number): number {
  if (f(from) * f(to) > 0) return Math.abs(f(from)) < Math.abs(f(to)) ? from : to;
  const root = brentRoot(f, { from, to });
  return root.kind === "converged" ? root.value : root.best;
}

function logOf(value: number): number {
  return value > 0 ? log(value) : -800;
}
