import { dot, type Factor, factorise, solveWith } from "../symmetric-solve.ts";
import type { CoxColumns } from "./cox-columns.ts";
import { isMonotoneAlong } from "./monotone.ts";
import { type CoxTies, type Likelihood, partialLikelihood } from "./partial-likelihood.ts";

export type CoxMaximum =
  | {
      readonly kind: "converged";
      readonly beta: Float64Array;
      readonly start: Likelihood;
      readonly end: Likelihood;
      readonly factor: Factor & { kind: "factored" };
      readonly iterations: number;
    }
  | {
      readonly kind: "monotone";
      readonly direction: Float64Array;
      readonly start: Likelihood;
      /** The value the likelihood comes close to. */
      readonly end: Likelihood;
    }
  | { readonly kind: "notConverged"; readonly reason: string }
  | { readonly kind: "singular"; readonly row: number };

const MOST = 200;

/** A step of so many squared standard errors is rounding, once monotone likelihoods have had the steps to show themselves. */
const NEGLIGIBLE_GAIN = 1e-20;
const SETTLED = 30;

/**
 * Newton's method with halved steps from 0. It ends when the step is at the rounding of the coefficients or, where they
 * are hardly determined, of their standard errors; never merely because the likelihood is flat: on a separated covariate it flattens
 * while the steps stay long, and that is told apart.
 */
export function maximiseCox(columns: CoxColumns, ties: CoxTies): CoxMaximum {
  const size = columns.names.length;
  const start = partialLikelihood(columns, new Float64Array(size), ties);
  // Covariates have unit spread, so information below the rounding of a unit for each event is none.
  const rounding = 1e-14 * countOf(columns.events);
  const least = (row: number): number => Math.max(rounding, 1e-12 * start.information[row * size + row]!);
  const first = factorise(start.information, size, least);
  if (first.kind === "singular") return first;
  const weakest = (row: number): number => 1e-4 * least(row);
  let at: Position = { beta: new Float64Array(size), now: start, factor: first };
  for (let iteration = 1; iteration <= MOST; iteration++) {
    const { beta, now, factor } = at;
    const step = solveWith(factor, now.score);
    if (isShort(step, beta)) return { kind: "converged", beta, start, end: now, factor, iterations: iteration };
    const next = climb(columns, at, step, ties, weakest);
    if ((iteration > 6 || next === undefined) && isMonotoneAlong(columns, step, ties)) {
      return { kind: "monotone", direction: step, start, end: supremum(columns, next ?? at, ties, weakest) };
    }
    if (iteration > SETTLED && Math.abs(dot(step, now.score)) < NEGLIGIBLE_GAIN) {
      return { kind: "converged", beta, start, end: now, factor, iterations: iteration };
    }
    if (next === undefined) return { kind: "notConverged", reason: "no shorter step raises the likelihood" };
    at = next;
  }
  return { kind: "notConverged", reason: `no maximum to the tolerance after ${MOST} steps` };
}

interface Position {
  readonly beta: Float64Array<ArrayBuffer>;
  readonly now: Likelihood;
  readonly factor: Factor & { kind: "factored" };
}

/** Newton's steps go on while the likelihood gains: each takes the gap to its supremum down to about a third. */
function supremum(columns: CoxColumns, from: Position, ties: CoxTies, weakest: (row: number) => number): Likelihood {
  let at = from;
  for (let iteration = 0; iteration < MOST; iteration++) {
    const next = climb(columns, at, solveWith(at.factor, at.now.score), ties, weakest);
    if (next === undefined || !(next.now.value > at.now.value + 1e-13 * (1 + Math.abs(at.now.value)))) break;
    at = next;
  }
  return at.now;
}

function countOf(events: ArrayLike<number>): number {
  let count = 0;
  for (let i = 0; i < events.length; i++) count += events[i]!;
  return count;
}

function isShort(step: Float64Array, beta: Float64Array): boolean {
  for (let j = 0; j < step.length; j++) if (!(Math.abs(step[j]!) <= 1e-12 * (1 + Math.abs(beta[j]!)))) return false;
  return true;
}

/** The longest share of the step that raises the likelihood and leaves information in every direction. */
function climb(
  columns: CoxColumns,
  { beta, now }: Position,
  step: Float64Array,
  ties: CoxTies,
  weakest: (row: number) => number,
): Position | undefined {
  const rounding = 1e-13 * Math.abs(now.value) + 1e-13;
  const gain = dot(step, now.score);
  for (let share = 1; share > 1e-6; share /= 2) {
    const trial = Float64Array.from(beta, (value, j) => value + share * step[j]!);
    const there = partialLikelihood(columns, trial, ties);
    // Close to the maximum the gain drowns in rounding, and the whole step is right.
    if (!(there.value >= now.value - rounding || gain < rounding)) continue;
    const factor = factorise(there.information, step.length, weakest);
    if (factor.kind === "factored") return { beta: trial, now: there, factor };
  }
  return undefined;
}
