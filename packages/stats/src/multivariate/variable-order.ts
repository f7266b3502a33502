import { standardNormalPdf } from "../distributions/normal.ts";
import type { Matrix } from "./cholesky.ts";
import { intervalMass } from "./interval-mass.ts";

/** A rectangle as bounds on independent standard normals y: row r says low <= y_k + Σ_{j<k} coefficient_j y_j <= high for its variable k. */
export interface OrderedRectangle {
  /** How many independent variables: the rank of the correlation. */
  readonly rank: number;
  /** Rows of variable k are start[k] … start[k + 1] - 1; more than one where the correlation is singular. */
  readonly start: Int32Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Row r from r · rank. */
  readonly coefficients: Float64Array;
  /** How far coefficients and pivots were rounded to zero, as a bound on the probability. */
  readonly error: number;
}

/** Pivots below are those of a singular matrix whose entries were rounded. */
const SPENT = 1e-14;

/**
 * Cholesky factor with the variables in the order of G. J. Gibson, C. A. Glasbey, D. A. Elston (1994), as Genz and Bretz (2009), section
 * 4.1.3: next comes the coordinate with the least expected mass, given the truncated means of those before it.
 */
export function orderVariables(
  lower: readonly number[],
  upper: readonly number[],
  correlation: Matrix,
): OrderedRectangle {
  const size = lower.length;
  const order = lower.map((_, i) => i);
  const factor = lower.map(() => new Float64Array(size));
  const means = new Float64Array(size);
  let rank = 0;
  let error = 0;
  for (; rank < size; rank++) {
    const next = leastMass(rank, { order, lower, upper, factor, means });
    if (next === undefined) break;
    const [taken] = order.splice(next.place, 1);
    order.splice(rank, 0, taken!);
    const root = Math.sqrt(next.variance);
    const row = factor[taken!]!;
    row[rank] = root;
    for (const i of order.slice(rank + 1)) {
      const other = factor[i]!;
      let sum = correlation[i]![taken!]!;
      for (let j = 0; j < rank; j++) sum -= row[j]! * other[j]!;
      other[rank] = sum / root;
    }
    means[rank] = truncatedMean((lower[taken!]! - next.shift) / root, (upper[taken!]! - next.shift) / root);
  }
  for (const i of order.slice(rank)) error += Math.sqrt(Math.abs(restVariance(factor[i]!, rank)));
  const rows = order.map((i, place) => ({ i, last: place < rank ? place : lastVariable(factor[i]!, rank) }));
  error += rows.slice(rank).reduce((sum, { i, last }) => sum + dropped(factor[i]!, last, rank), 0);
  return { ...flatten(rows, rank, { lower, upper, factor }), error };
}

interface Progress {
  readonly order: readonly number[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  readonly factor: readonly Float64Array[];
  readonly means: Float64Array;
}

function leastMass(
  rank: number,
  { order, lower, upper, factor, means }: Progress,
): { readonly place: number; readonly variance: number; readonly shift: number } | undefined {
  let best: { readonly place: number; readonly variance: number; readonly shift: number } | undefined;
  let least = Infinity;
  for (let place = rank; place < order.length; place++) {
    const i = order[place]!;
    const variance = restVariance(factor[i]!, rank);
    if (variance <= SPENT) continue;
    let shift = 0;
    for (let j = 0; j < rank; j++) shift += factor[i]![j]! * means[j]!;
    const root = Math.sqrt(variance);
    const mass = intervalMass((lower[i]! - shift) / root, (upper[i]! - shift) / root);
    if (mass < least) {
      least = mass;
      best = { place, variance, shift };
    }
  }
  return best;
}

function restVariance(row: Float64Array, rank: number): number {
  let variance = 1;
  for (let j = 0; j < rank; j++) variance -= row[j]! * row[j]!;
  return variance;
}

/** E(Z | a < Z < b), or the nearer limit where the mass is too small to divide by. */
function truncatedMean(a: number, b: number): number {
  const mass = intervalMass(a, b);
  if (mass > 1e-10) return (standardNormalPdf(a) - standardNormalPdf(b)) / mass;
  return a > 0 ? a : b < 0 ? b : (a + b) / 2;
}

/** Coefficients of a dependent row below this are rounding. */
const NOTHING = 1e-7;

function lastVariable(row: Float64Array, rank: number): number {
  let last = rank - 1;
  while (last > 0 && Math.abs(row[last]!) <= NOTHING) last--;
  return last;
}

function dropped(row: Float64Array, last: number, rank: number): number {
  let sum = 0;
  for (let j = last + 1; j < rank; j++) sum += Math.abs(row[j]!);
  return sum;
}

interface Placed {
  readonly i: number;
  readonly last: number;
}

function flatten(
  rows: readonly Placed[],
  rank: number,
  { lower, upper, factor }: Pick<Progress, "lower" | "upper" | "factor">,
): Omit<OrderedRectangle, "error"> {
  const start = new Int32Array(rank + 1);
  for (const { last } of rows) start[last + 1]!++;
  for (let k = 0; k < rank; k++) start[k + 1]! += start[k]!;
  const sorted = rows.toSorted((a, b) => a.last - b.last);
  const divided = sorted.map(({ i, last }) => ({ i, by: factor[i]![last]!, last }));
  return {
    rank,
    start,
    low: Float64Array.from(divided, ({ i, by }) => (by > 0 ? lower[i]! : upper[i]!) / by),
    high: Float64Array.from(divided, ({ i, by }) => (by > 0 ? upper[i]! : lower[i]!) / by),
    coefficients: Float64Array.from({ length: rows.length * rank }, (_, at) => {
      const { i, by, last } = divided[Math.floor(at / rank)]!;
      return at % rank < last ? factor[i]![at % rank]! / by : 0;
    }),
  };
}
