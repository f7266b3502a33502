import { holds, requireAll } from "../arguments.ts";
import { type RootOptions, requireSearch, type Search } from "./brent-root.ts";

/** Value and derivative of a function at a point. */
export interface ValueAndSlope {
  readonly value: number;
  readonly slope: number;
}

/**
 * A root between two points of different sign by Newton's method, halving the bracket where a step would leave it or falls short.
 * @throws InvalidInput for a negative tolerance, no iterations, ends that are not finite, or if the function has the same sign (or no number) at both.
 * @example newtonRoot((x) => ({ value: x * x - 2, slope: 2 * x }), { from: 0, to: 2 }) // 1.4142135623730951
 */
export function newtonRoot(f: (x: number) => ValueAndSlope, options: RootOptions): Search<number> {
  const { from, to, tolerance = 0, maxIterations = 200 } = options;
  requireSearch(options);
  const atFrom = f(from).value;
  const atTo = f(to).value;
  requireAll(
    holds(
      (atFrom <= 0 && atTo >= 0) || (atFrom >= 0 && atTo <= 0),
      "from",
      `no change of sign: ${atFrom} at ${from}, ${atTo} at ${to}`,
    ),
  );
  if (atFrom === 0 || atTo === 0) return { kind: "converged", value: atFrom === 0 ? from : to, iterations: 0 };
  let negative = atFrom < 0 ? from : to;
  let positive = atFrom < 0 ? to : from;
  let x = (from + to) / 2;
  let before = Math.abs(to - from);
  for (let i = 1; i <= maxIterations; i++) {
    const { value, slope } = f(x);
    if (value !== value)
      return { kind: "notConverged", reason: `the function is not a number at ${x}`, best: negative };
    if (value === 0) return { kind: "converged", value: x, iterations: i };
    if (value < 0) negative = x;
    else positive = x;
    const step = -value / slope;
    const isInside = (x + step - negative) * (x + step - positive) < 0;
    const next = isInside && Math.abs(step) < 0.7 * before ? x + step : (negative + positive) / 2;
    before = Math.abs(next - x);
    const slack = 2.220446049250313e-16 * Math.abs(next) + tolerance / 2;
    if (before <= slack || Math.abs(positive - negative) <= slack)
      return { kind: "converged", value: next, iterations: i };
    x = next;
  }
  return { kind: "notConverged", reason: `no root to the tolerance after ${maxIterations} iterations`, best: x };
}
