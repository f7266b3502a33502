import type { RandomEffectsFit } from "../inverse-variance/random-effects.ts";
import { invertSymmetric, multiplyVector, type SmallMatrix } from "../linear/small-matrix.ts";
import { inverseVarianceWeights, type LinearProblem, weightedFit } from "../linear/weighted-fit.ts";
import type { StudyInfluenceEstimate } from "./influence.ts";

type Described = Omit<StudyInfluenceEstimate, "kind" | "id" | "label" | "meanWithout" | "QWithout" | "flags">;

/** The diagnostics of Viechtbauer & Cheung (2010), sections 3 and 4, for one row. */
export function describeOmission({
  problem,
  index,
  full,
  without,
}: {
  readonly problem: LinearProblem;
  readonly index: number;
  readonly full: RandomEffectsFit;
  readonly without: RandomEffectsFit;
}): Described {
  const row = problem.columns.map((column) => column[index]!);
  const [y, variance] = [problem.y[index]!, problem.v[index]!];
  const change = full.fit.coefficients.map((value, j) => value - without.fit.coefficients[j]!);
  const changeOfFit = dot(row, change);
  const hat = full.fit.weights[index]! * quadratic(row, full.fit.covariance);
  const ownVariance = variance + without.tau2;
  const fittedVariance = quadratic(row, without.fit.covariance);
  const residual = full.fit.residuals[index]!;
  const total = full.fit.weights.reduce((sum, weight) => sum + weight, 0);
  const precision = invertSymmetric(full.fit.covariance)!.inverse;
  // All rows, at the tau2 without this one.
  const scaled = weightedFit(problem, inverseVarianceWeights(problem, without.tau2))!.covariance;
  return {
    studentisedResidual: (y - dot(row, without.fit.coefficients)) / Math.sqrt(ownVariance + fittedVariance),
    dffits: changeOfFit / Math.sqrt(hat * ownVariance),
    cooksDistance: quadratic(change, precision),
    covarianceRatio: ratioOfDeterminants(full, without),
    hat,
    weight: full.fit.weights[index]! / total,
    dfbetas: change.map((value, j) => value / Math.sqrt(scaled[j]![j]!)),
    coefficientsWithout: without.fit.coefficients,
    tau2Without: without.tau2,
    baujat: {
      heterogeneity: (residual * residual) / (variance + full.tau2),
      influence: (changeOfFit * changeOfFit) / fittedVariance,
    },
  };
}

/** det of the covariance without over det with: pivots are of their inverses. */
function ratioOfDeterminants(full: RandomEffectsFit, without: RandomEffectsFit): number {
  return full.fit.pivots.reduce((ratio, pivot, j) => (ratio * pivot) / without.fit.pivots[j]!, 1);
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, j) => sum + value * b[j]!, 0);
}

function quadratic(a: readonly number[], matrix: SmallMatrix): number {
  return dot(a, multiplyVector(matrix, a));
}
