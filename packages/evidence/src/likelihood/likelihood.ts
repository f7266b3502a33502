/** A log-likelihood at a point, with its first and second derivatives. */
export interface LikelihoodAt {
  readonly theta: readonly number[];
  readonly value: number;
  readonly gradient: readonly number[];
  readonly hessian: readonly (readonly number[])[];
}

/** A log-likelihood of a few parameters. */
export interface Likelihood {
  /** undefined where the log-likelihood cannot be computed. */
  readonly at: (theta: readonly number[]) => LikelihoodAt | undefined;
  /**
   * Which parameters are spreads (standard deviations): the log-likelihood is even in them, so that 0 is always stationary, and
   * they are kept at or above 0.
   */
  readonly spreads: readonly boolean[];
  /** No parameter goes further from 0 than this. */
  readonly farthest: number;
}

/** Where a climb ended: at a maximum, or why not. */
export type Climbed =
  | { readonly kind: "converged"; readonly at: LikelihoodAt }
  | { readonly kind: "notConverged"; readonly reason: string };

/** Inverse of the observed information over the parameters that are not held: spreads at 0 and those of `held`, which get rows of 0. */
export function covarianceAt(
  { theta, hessian }: LikelihoodAt,
  { spreads }: Likelihood,
  held: readonly number[] = [],
): readonly (readonly number[])[] | undefined {
  const free = theta.flatMap((value, i) => ((spreads[i] === true && value === 0) || held.includes(i) ? [] : [i]));
  const inverse = solvePositive(
    free.map((i) => free.map((j) => -hessian[i]![j]!)),
    free.map((_, i) => free.map((__, j) => (i === j ? 1 : 0))),
  );
  if (inverse === undefined) return undefined;
  return theta.map((_, i) => theta.map((__, j) => inverse[free.indexOf(i)]?.[free.indexOf(j)] ?? 0));
}

/** Solves A x = b for each b of a symmetric positive definite A; undefined if A is not one. */
export function solvePositive(
  matrix: readonly (readonly number[])[],
  sides: readonly (readonly number[])[],
): readonly (readonly number[])[] | undefined {
  const size = matrix.length;
  const lower = matrix.map((row) => [...row]);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i]![j]!;
      for (let l = 0; l < j; l++) sum -= lower[i]![l]! * lower[j]![l]!;
      if (i !== j) lower[i]![j] = sum / lower[j]![j]!;
      else if (sum > 1e-14 * Math.abs(matrix[i]![i]!)) lower[i]![i] = Math.sqrt(sum);
      else return undefined;
    }
  }
  return sides.map((side) => {
    const x = [...side];
    for (let i = 0; i < size; i++) {
      for (let l = 0; l < i; l++) x[i]! -= lower[i]![l]! * x[l]!;
      x[i]! /= lower[i]![i]!;
    }
    for (let i = size - 1; i >= 0; i--) {
      for (let l = i + 1; l < size; l++) x[i]! -= lower[l]![i]! * x[l]!;
      x[i]! /= lower[i]![i]!;
    }
    return x;
  });
}
