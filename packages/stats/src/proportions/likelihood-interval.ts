import { exp } from "../elementary/exp.ts";
import { expm1 } from "../elementary/expm1.ts";
import { brentRoot } from "../numerics/brent-root.ts";
import { sumError } from "../numerics/two-term.ts";
import { deviance } from "../special/deviance.ts";
import type { Interval } from "./interval.ts";

const events = new Float64Array(2);
const others = new Float64Array(2);

/**
 * The proportions p with 2 (ℓ(p̂) - ℓ(p)) <= z². Half of the left side is D(x; n p) + D(n - x; n (1 - p)), D(k; m) = k log(k / m) + m - k,
 * which loses no digits near p̂.
 */
export function likelihoodInterval(x: number, n: number, z: number): Interval {
  const target = (z * z) / 2;
  if (x === 0) return { lower: 0, upper: -expm1(-target / n) };
  if (x === n) return { lower: exp(-target / n), upper: 1 };
  const excess = (p: number): number => {
    const q = 1 - p;
    deviance(x, n * p, 0, events);
    deviance(n - x, n * q, n * sumError(1, -p, q), others);
    return events[0]! + others[0]! - target;
  };
  const middle = x / n;
  return { lower: rootOf(excess, 0, middle), upper: rootOf(excess, middle, 1) };
}

/** The likelihood is 0 at both ends of [0, 1]. */
function rootOf(f: (p: number) => number, from: number, to: number): number {
  const bounded = (p: number): number => Math.min(1e12, f(p));
  // For levels near 0 the limit is the proportion itself, as far as it has digits.
  const middle = from === 0 ? to : from;
  if (f(middle) >= 0) return middle;
  const root = brentRoot(bounded, { from, to });
  return root.kind === "converged" ? root.value : root.best;
}
