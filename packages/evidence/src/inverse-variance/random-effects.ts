import {
  inverseVarianceWeights,
  type LinearProblem,
  residualDf,
  type WeightedFit,
  weightedFit,
} from "../linear/weighted-fit.ts";

/** A random-effects fit at a given tau2: all that intervals and predictions are made of. */
export interface RandomEffectsFit {
  readonly fit: WeightedFit;
  readonly k: number;
  /** k minus the number of coefficients. */
  readonly df: number;
  readonly tau2: number;
  /** Residual weighted sum of squares over df: Hartung and Knapp's scale factor. 0 where df is 0. */
  readonly scale: number;
}

/** The fit with weights 1 / (v + tau2), or undefined if the columns are not independent. */
export function randomEffectsFit(problem: LinearProblem, tau2: number): RandomEffectsFit | undefined {
  const fit = weightedFit(problem, inverseVarianceWeights(problem, tau2));
  if (fit === undefined) return undefined;
  const df = residualDf(problem);
  return { fit, k: problem.y.length, df, tau2, scale: df > 0 ? fit.Q / df : 0 };
}
