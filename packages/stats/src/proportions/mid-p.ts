import { exp } from "../elementary/exp.ts";
import { expm1 } from "../elementary/expm1.ts";
import { log } from "../elementary/log.ts";
import { brentRoot } from "../numerics/brent-root.ts";
import { lowerTail, probabilityAt, upperTail } from "./binomial-tails.ts";
import type { Interval } from "./interval.ts";

/**
 * Mid-P limits: P(X > x) + ½ P(X = x) = α/2 at the lower, P(X < x) + ½ P(X = x) = α/2 at the upper; 0 and 1 at the ends, where the other
 * limit has a closed form.
 * @param outer the Clopper–Pearson limits, between which both tails take the value: each is above it at the other's limit.
 */
export function midP(x: number, n: number, alpha: number, outer: Interval): Interval {
  const end = log(alpha) / n;
  if (x === 0) return { lower: 0, upper: -expm1(end) };
  if (x === n) return { lower: exp(end), upper: 1 };
  const target = log(alpha / 2);
  const above = (p: number): number => logOf(upperTail(x + 1, n, p) + 0.5 * probabilityAt(x, n, p)) - target;
  const below = (p: number): number => logOf(lowerTail(x - 1, n, p) + 0.5 * probabilityAt(x, n, p)) - target;
  return { lower: rootOf(above, outer), upper: rootOf(below, outer) };
}

function rootOf(f: (p: number) => number, { lower, upper }: Interval): number {
  // For levels near 0 the limits of Clopper and Pearson may be as near as rounding.
  const [below, above] = [f(lower), f(upper)];
  if (below * above > 0) return Math.abs(below) < Math.abs(above) ? lower : upper;
  const root = brentRoot(f, { from: lower, to: upper });
  return root.kind === "converged" ? root.value : root.best;
}

function logOf(value: number): number {
  return value > 0 ? log(value) : -800;
}
