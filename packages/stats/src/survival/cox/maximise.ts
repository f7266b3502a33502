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

const MOST = 60;

/**
 * Newton's method with halved steps from 0. It ends when the step is at the rounding of the coefficients, never merely because the
 * likelihood is flat: on a separated covariate the likelihood flattens while the steps stay long, and that is told apart.
 */
export function maximiseCox(columns: CoxColumns, ties: CoxTies): CoxMaximum {
  const size = columns.names.length;
  const start = partialLikelihood(columns, new Float64Array(size), ties);
  // Covariates have unit spread, so information below the rounding of a unit for each event is none.
  const rounding = 1e-14 * countOf(columns.events);
  const least = (row: number): number => Math.max(rounding, 1e-12 * start.information[row * size + row]!);
  const first = factorise(start.information, size, least);
  if (first.kind === "singular") return first;
  let beta = new Float64Array(size);
  let now = start;
  let factor = first;
  for (let iteration = 1; iteration <= MOST; iteration++) {
    const step = solveWith(factor, now.score);
    if (isShort(step, beta)) return { kind: "converged", beta, start, end: now, factor, iterations: iteration };
    if (iteration > 6 && isMonotoneAlong(columns, step, ties))
      return { kind: "monotone", direction: step, start, end: now };
    const next = climb(columns, beta, step, now, ties);
    if (next === undefined) return { kind: "notConverged", reason: "no shorter step raises the likelihood" };
    const refactored = factorise(next.at.information, size, (row) => 1e-4 * least(row));
    if (refactored.kind === "singular") {
      if (isMonotoneAlong(columns, step, ties)) return { kind: "monotone", direction: step, start, end: next.at };
      return { kind: "notConverged", reason: "the information matrix became singular" };
    }
    beta = next.beta;
    now = next.at;
    factor = refactored;
  }
  return { kind: "notConverged", reason: `no maximum to the tolerance after ${MOST} steps` };
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

function climb(
  columns: CoxColumns,
  beta: Float64Array,
  step: Float64Array,
  from: Likelihood,
  ties: CoxTies,
): { readonly beta: Float64Array<ArrayBuffer>; readonly at: Likelihood } | undefined {
  const rounding = 1e-13 * Math.abs(from.value) + 1e-13;
  const gain = dot(step, from.score);
  for (let share = 1; share > 1e-6; share /= 2) {
    const trial = Float64Array.from(beta, (value, j) => value + share * step[j]!);
    const at = partialLikelihood(columns, trial, ties);
    // Close to the maximum the gain drowns in rounding, and the whole step is right.
    if (at.value >= from.value - rounding || gain < rounding) return { beta: trial, at };
  }
  return undefined;
}
