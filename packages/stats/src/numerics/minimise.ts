import { holds, positive, requireAll, whole } from "../arguments.ts";
import type { Search } from "./brent-root.ts";

export interface MinimiseOptions {
  readonly start: readonly number[];
  /** Bounds of each coordinate, possibly infinite; by default none. */
  readonly lower?: readonly number[];
  readonly upper?: readonly number[];
  /** Analytic gradient; by default central differences, one-sided at a bound. */
  readonly gradient?: (x: readonly number[]) => readonly number[];
  /** Largest entry of the projected gradient, relative to 1 + |value|; default 1e-8 with a gradient, 1e-6 without. */
  readonly tolerance?: number;
  /** Default 500. */
  readonly maxIterations?: number;
}

export interface PointMinimum {
  readonly at: readonly number[];
  readonly value: number;
}

/**
 * A local minimum of a smooth function of a few variables, within bounds: projected BFGS with a backtracking line search.
 * Source: J. Nocedal, S. J. Wright, "Numerical Optimization" (2006), doi:10.1007/978-0-387-40065-5, algorithm 6.1; bounds by the
 * two-metric projection of D. P. Bertsekas, SIAM J. Control Optim. 20 (1982) 221–246, doi:10.1137/0320018.
 * @returns `notConverged` with the best point where the gradient does not vanish to the tolerance or the function is no number.
 * @throws InvalidInput for a tolerance not above 0, no iterations, a gradient of another length, an empty or infinite start, bounds of another length or out of order, or a start outside them.
 * @example minimise(([x = 0, y = 0]) => (x - 1) ** 2 + (y + 2) ** 2, { start: [0, 0] }) // at [1, -2]
 */
export function minimise(f: (x: readonly number[]) => number, options: MinimiseOptions): Search<PointMinimum> {
  const { start, maxIterations = 500 } = options;
  const size = start.length;
  const lower = options.lower ?? start.map(() => -Infinity);
  const upper = options.upper ?? start.map(() => Infinity);
  const tolerance = options.tolerance ?? (options.gradient === undefined ? 1e-6 : 1e-8);
  requireAll(
    holds(size > 0, "start", "there are no variables"),
    holds(start.every(Number.isFinite), "start", "a coordinate is not finite"),
    holds(lower.length === size && upper.length === size, "lower", "bounds and start must be of equal length"),
    holds(
      start.every((x, i) => x >= lower[i]! && x <= upper[i]!),
      "start",
      "the start is outside the bounds",
    ),
    positive("tolerance", tolerance),
    whole("maxIterations", maxIterations, 1),
  );
  const slopeOf = options.gradient ?? ((x) => differences(f, x, lower, upper));
  let x = [...start];
  let value = f(x);
  if (!Number.isFinite(value))
    return { kind: "notConverged", reason: "the function is not finite at the start", best: { at: x, value } };
  let slope = slopeOf(x);
  requireAll(holds(slope.length === size, "gradient", `${slope.length} entries`, `must be ${size}`));
  let inverse = identity(size);
  let isFresh = true;
  for (let i = 0; i < maxIterations; i++) {
    const free = x.map((at, k) => !(at <= lower[k]! && slope[k]! > 0) && !(at >= upper[k]! && slope[k]! < 0));
    const steepest = steepestOf(x, slope, lower, upper);
    if (!Number.isFinite(steepest))
      return { kind: "notConverged", reason: "the gradient is not finite", best: { at: x, value } };
    if (steepest <= tolerance * (1 + Math.abs(value)))
      return { kind: "converged", value: { at: x, value }, iterations: i };
    const direction = descentDirection(inverse, slope, free);
    const bounds: LineSearch = { lower, upper, isFresh };
    const step: ValuedPoint | undefined =
      lineSearch(f, x, value, slope, direction, bounds) ?? flatStep(f, slopeOf, x, value, steepest, direction, bounds);
    if (step === undefined) {
      // A stale curvature may spoil the direction; try once more with the plain gradient.
      if (!isFresh) {
        inverse = identity(size);
        isFresh = true;
        continue;
      }
      const reason = `no step along the gradient lowers the function, and its largest entry is still ${steepest}`;
      return { kind: "notConverged", reason, best: { at: x, value } };
    }
    const nextSlope = slopeOf(step.at);
    isFresh = !updateInverse(inverse, x, step.at, slope, nextSlope, free, isFresh);
    if (isFresh) inverse = identity(size);
    x = step.at;
    value = step.value;
    slope = nextSlope;
  }
  return {
    kind: "notConverged",
    reason: `the gradient is not small after ${maxIterations} iterations`,
    best: { at: x, value },
  };
}

function steepestOf(
  x: readonly number[],
  slope: readonly number[],
  lower: readonly number[],
  upper: readonly number[],
): number {
  let most = 0;
  for (let k = 0; k < x.length; k++) {
    if (slope[k] !== slope[k]) return Number.NaN;
    most = Math.max(most, projectedSize(x[k]!, slope[k]!, lower[k]!, upper[k]!));
  }
  return most;
}

/**
 * Near the minimum rounding hides the decrease of the function; there a step counts that leaves the function within its rounding and
 * halves the gradient (W. W. Hager, H. Zhang, SIAM J. Optim. 16 (2005) 170–192: the approximate Wolfe condition).
 */
function flatStep(
  f: (x: readonly number[]) => number,
  slopeOf: (x: readonly number[]) => readonly number[],
  x: readonly number[],
  value: number,
  steepest: number,
  direction: readonly number[],
  { lower, upper }: LineSearch,
): ValuedPoint | undefined {
  for (let i = 0, length = 1; i < 12; i++, length *= 0.4) {
    const at = x.map((old, k) => Math.min(upper[k]!, Math.max(lower[k]!, old + length * direction[k]!)));
    const next = f(at);
    const isFlat = next <= value + 1e-15 * Math.abs(value);
    if (isFlat && steepestOf(at, slopeOf(at), lower, upper) < 0.5 * steepest) return { at, value: next };
  }
  return undefined;
}

/** How far the gradient step would go before the bound, as a measure of optimality. */
function projectedSize(x: number, slope: number, lower: number, upper: number): number {
  return Math.abs(Math.min(upper, Math.max(lower, x - slope)) - x);
}

function identity(size: number): Float64Array[] {
  return Array.from({ length: size }, (_, i) => {
    const row = new Float64Array(size);
    row[i] = 1;
    return row;
  });
}

function descentDirection(
  inverse: readonly Float64Array[],
  slope: readonly number[],
  free: readonly boolean[],
): number[] {
  const direction = slope.map((_, i) => {
    if (free[i] !== true) return 0;
    let sum = 0;
    for (let j = 0; j < slope.length; j++) if (free[j] === true) sum -= inverse[i]![j]! * slope[j]!;
    return sum;
  });
  const descent = direction.reduce((sum, d, i) => sum + d * slope[i]!, 0);
  return descent < 0 ? direction : slope.map((g, i) => (free[i] === true ? -g : 0));
}

interface ValuedPoint {
  readonly at: number[];
  readonly value: number;
}

interface LineSearch {
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  readonly isFresh: boolean;
}

function lineSearch(
  f: (x: readonly number[]) => number,
  x: readonly number[],
  value: number,
  slope: readonly number[],
  direction: readonly number[],
  { lower, upper, isFresh }: LineSearch,
): ValuedPoint | undefined {
  const longest = Math.max(...direction.map(Math.abs));
  const reach = 1 + Math.max(...x.map(Math.abs));
  let length = isFresh ? Math.min(1, reach / longest) : 1;
  for (let i = 0; i < 60; i++, length *= 0.4) {
    const at = x.map((old, k) => Math.min(upper[k]!, Math.max(lower[k]!, old + length * direction[k]!)));
    const next = f(at);
    const promised = at.reduce((sum, now, k) => sum + slope[k]! * (now - x[k]!), 0);
    if (next <= value + 1e-4 * promised && next < value) return { at, value: next };
  }
  return undefined;
}

/** The BFGS update of the inverse Hessian; false where the curvature along the step is not positive. */
function updateInverse(
  inverse: Float64Array[],
  x: readonly number[],
  next: readonly number[],
  slope: readonly number[],
  nextSlope: readonly number[],
  free: readonly boolean[],
  isFirst: boolean,
): boolean {
  const size = x.length;
  const step = x.map((old, k) => (free[k] === true ? next[k]! - old : 0));
  const change = slope.map((old, k) => (free[k] === true ? nextSlope[k]! - old : 0));
  const curvature = step.reduce((sum, s, k) => sum + s * change[k]!, 0);
  const squares = change.reduce((sum, y) => sum + y * y, 0);
  if (!(curvature > 1e-12 * Math.sqrt(squares * step.reduce((sum, s) => sum + s * s, 0)))) return false;
  if (isFirst) for (let i = 0; i < size; i++) inverse[i]![i] = curvature / squares;
  const product = inverse.map((row) => change.reduce((sum, y, j) => sum + row[j]! * y, 0));
  const middle = change.reduce((sum, y, k) => sum + y * product[k]!, 0);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      inverse[i]![j]! +=
        ((1 + middle / curvature) * step[i]! * step[j]!) / curvature -
        (product[i]! * step[j]! + step[i]! * product[j]!) / curvature;
    }
  }
  return true;
}

/** Central differences with a step of about the cube root of the rounding error, turned inwards at a bound. */
function differences(
  f: (x: readonly number[]) => number,
  x: readonly number[],
  lower: readonly number[],
  upper: readonly number[],
): number[] {
  return x.map((at, k) => {
    const step = 6e-6 * Math.max(1, Math.abs(at));
    const low = Math.max(lower[k]!, at - step);
    const high = Math.min(upper[k]!, at + step);
    const value = (y: number): number => f(x.map((old, i) => (i === k ? y : old)));
    return high > low ? (value(high) - value(low)) / (high - low) : 0;
  });
}
