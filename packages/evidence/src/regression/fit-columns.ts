import type { Choices } from "../inverse-variance/choices.ts";
import { seOf } from "../inverse-variance/fit-mean.ts";
import { type RandomEffectsFit, randomEffectsFit } from "../inverse-variance/random-effects.ts";
import { invertSymmetric, multiplyVector, type SmallMatrix } from "../linear/small-matrix.ts";
import { inverseVarianceWeights, type LinearProblem, weightedFit } from "../linear/weighted-fit.ts";
import type { IntervalRule } from "../mean-intervals/mean-interval.ts";
import type { Effect } from "../measures/measure.ts";
import type { Tau2 } from "../pooled.ts";
import type { DesignColumn } from "./moderators.ts";

/** A weighted regression at the estimated tau2, with the covariance that its intervals use. */
export type Fitted =
  | {
      readonly kind: "fitted";
      readonly fit: RandomEffectsFit;
      readonly rule: IntervalRule;
      readonly covariance: SmallMatrix;
      readonly tau2: Tau2;
      readonly problem: LinearProblem;
    }
  | { readonly kind: "notEstimable"; readonly reason: string };

function problemOf(rows: readonly Effect[], columns: readonly DesignColumn[]): LinearProblem {
  return {
    y: Float64Array.from(rows, (row) => row.value),
    v: Float64Array.from(rows, (row) => row.variance),
    columns: columns.map((column) => column.values),
  };
}

const DEPENDENT = "the moderators are not independent of one another";

/** Fits effects by columns. */
export function fitColumns(
  rows: readonly Effect[],
  columns: readonly DesignColumn[],
  { estimator, around }: Choices,
): Fitted {
  const problem = problemOf(rows, columns);
  // An estimator may take independent columns for granted.
  if (weightedFit(problem, inverseVarianceWeights(problem, 0)) === undefined)
    return { kind: "notEstimable", reason: DEPENDENT };
  const estimated = estimator.estimate(problem);
  if (estimated.kind === "notConverged") return { kind: "notEstimable", reason: estimated.reason };
  const fit = randomEffectsFit(problem, estimated.tau2);
  if (fit === undefined) return { kind: "notEstimable", reason: DEPENDENT };
  const rule = around.rule(fit);
  const factor = rule.kind === "applies" ? rule.varianceFactor : 1;
  const covariance = fit.fit.covariance.map((row) => row.map((value) => value * factor));
  const tau2 = { value: estimated.tau2, method: estimator.label, ...seOf(estimated) };
  return { kind: "fitted", fit, rule, covariance, tau2, problem };
}

/** |t| of each coefficient and the omnibus statistic, for permutation. */
export function statisticsOf(
  rows: readonly Effect[],
  columns: readonly DesignColumn[],
  choices: Choices,
): readonly number[] | undefined {
  const fitted = fitColumns(rows, columns, choices);
  if (fitted.kind === "notEstimable") return undefined;
  const { coefficients } = fitted.fit.fit;
  const sizes = coefficients.map((value, i) => Math.abs(value) / Math.sqrt(fitted.covariance[i]![i]!));
  return [...sizes, wald(coefficients, fitted.covariance)];
}

/** b' V⁻¹ b over the coefficients that are not the intercept. */
export function wald(coefficients: readonly number[], covariance: SmallMatrix): number {
  if (coefficients.length < 2) return 0;
  const b = coefficients.slice(1);
  const inverse = invertSymmetric(covariance.slice(1).map((row) => row.slice(1)));
  if (inverse === undefined) return 0;
  return multiplyVector(inverse.inverse, b).reduce((sum, value, i) => sum + value * b[i]!, 0);
}
