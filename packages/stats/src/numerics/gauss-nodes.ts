import { requireAll, whole } from "../arguments.ts";
import type { QuadratureRule } from "./gauss-legendre.ts";

/** Rules of more points take too long, and gain nothing. */
const MOST = 2000;

/** The rule of `count` points, computed once. @throws InvalidInput (from the rule) unless count is whole, from 1 to 2000. */
export function keptRule(compute: (count: number) => QuadratureRule): (count: number) => QuadratureRule {
  const kept = new Map<number, QuadratureRule>();
  return (count) => {
    const known = kept.get(count);
    if (known !== undefined) return known;
    requireAll(whole("count", count, 1, MOST));
    const rule = compute(count);
    kept.set(count, rule);
    return rule;
  };
}

interface Isolation {
  readonly low: number;
  readonly high: number;
  /** How narrow a bracket at this low end must be. */
  readonly width: (low: number) => number;
  /** How many nodes lie below x (Sturm count). */
  readonly below: (x: number) => number;
}

/** The middle of a narrow bracket around the node of this index, by bisection on the Sturm count. */
export function isolateNode(index: number, { low, high, width, below }: Isolation): number {
  let left = low;
  let right = high;
  while (right - left > width(left)) {
    const middle = (left + right) / 2;
    if (below(middle) > index) right = middle;
    else left = middle;
  }
  return (left + right) / 2;
}

/** Newton's method from near a node until the step is below `smallest`; rounding may keep it above, then `rounds` end it. */
export function polishNode(
  start: number,
  options: { readonly step: (x: number) => number; readonly smallest: (x: number) => number; readonly rounds: number },
): number {
  let x = start;
  for (let round = 0; round < options.rounds; round++) {
    const change = options.step(x);
    x -= change;
    if (Math.abs(change) < options.smallest(x)) break;
  }
  return x;
}

/** How many eigenvalues of a symmetric tridiagonal matrix lie below x: its negative pivots less x are counted. */
export function countBelow(
  count: number,
  x: number,
  diagonal: (k: number) => number,
  offSquare: (k: number) => number,
): number {
  let below = 0;
  let pivot = diagonal(0) - x;
  for (let k = 0; k < count; k++) {
    if (k > 0) pivot = diagonal(k) - x - offSquare(k) / (pivot === 0 ? 1e-300 : pivot);
    if (pivot < 0) below++;
  }
  return below;
}
