import { requireAll } from "../../arguments.ts";
import { standardNormalIsf, standardNormalSf } from "../../distributions/normal.ts";
import { exp } from "../../elementary/exp.ts";
import { checkLevel, type Interval } from "../../proportions/interval.ts";
import type { ChiSquaredTest } from "../cox/cox-regression.ts";
import { dot, factorise, invertWith, solveWith } from "../symmetric-solve.ts";
import { climbInterval } from "./climb-interval.ts";
import {
  checkCovariates,
  dependentColumn,
  type IntervalRegressionSample,
  scaledColumns,
} from "./interval-covariates.ts";
import { describeFailure, type IntervalFailure } from "./interval-failure.ts";
import {
  baselineNames,
  checkModel,
  effectOf,
  type IntervalModel,
  likelihoodOf,
  placement,
  scaleAt,
  startOf,
} from "./interval-model.ts";
import { checkIntervals } from "./interval-sample.ts";
import { chiSquaredTest, toNatural, waldTest } from "./natural-parameters.ts";

export interface IntervalParameter {
  readonly name: string;
  readonly estimate: number;
  readonly standardError: number;
}

export interface IntervalCoefficient {
  readonly covariate: string;
  /** Log ratio of times or of hazards per unit of the covariate. */
  readonly estimate: number;
  readonly standardError: number;
  readonly z: number;
  readonly pValue: number;
  /** Of times or hazards, by the effect of the model. */
  readonly ratio: number;
  /** Wald interval of the ratio. */
  readonly interval: Interval;
}

export interface IntervalFit {
  readonly kind: "converged";
  readonly coefficients: readonly IntervalCoefficient[];
  /** `intercept` and `logScale`; with proportional hazards `logHazard` (of cumulative hazard at time 1) and `logShape`; or `logHazard1`, …. */
  readonly baseline: readonly IntervalParameter[];
  /** Inverse of the observed information: the baseline, then the coefficients, row by row. */
  readonly covariance: readonly (readonly number[])[];
  /** Exact times enter by their density, per unit of time. */
  readonly logLikelihood: { readonly null: number; readonly fitted: number };
  readonly likelihoodRatio: ChiSquaredTest;
  readonly wald: ChiSquaredTest;
  /** With the observed information of the null fit. */
  readonly score: ChiSquaredTest;
  readonly patients: number;
  readonly iterations: number;
}

export type IntervalRegressionResult =
  | IntervalFit
  | IntervalFailure
  | { readonly kind: "notEstimable"; readonly reason: string };

/**
 * Parametric regression for left-, right-, interval-censored and exact times by maximum likelihood, with standard errors from the
 * analytic observed information. Source: J. P. Klein, M. L. Moeschberger, "Survival Analysis" (2003), section 3.5 (likelihood) and
 * chapter 12 (models).
 * @returns the fit; `monotone` where there is no finite maximum, since a parameter is driven to infinity (an arm without events) or the scale to
 * 0 (times fitted without error); `notEstimable` with constant or
 * dependent covariates; `notConverged` with its reason.
 * @throws InvalidInput for bad columns, exact events at time 0, bad covariates, model, cuts or level.
 * @example intervalRegression({ left, right, covariates: { arm } }, { model: { kind: "weibull", effect: "proportionalHazards" }, level: 0.95 })
 */
export function intervalRegression(
  sample: IntervalRegressionSample,
  options: { readonly model: IntervalModel; readonly level: number },
): IntervalRegressionResult {
  const { model, level } = options;
  const names = Object.keys(sample.covariates);
  requireAll(...checkIntervals(sample), ...checkCovariates(sample, names), ...checkModel(model), checkLevel(level));
  if (Array.from(sample.right).every((time) => time === Infinity)) {
    return { kind: "notEstimable", reason: "no patient is known to have had the event" };
  }
  const columns = scaledColumns(sample, names);
  const constant = names.find((_, j) => columns.spreads[j] === 0);
  if (constant !== undefined) return { kind: "notEstimable", reason: `${constant} is the same for all patients` };
  const dependent = dependentColumn(columns, names);
  if (dependent !== undefined)
    return { kind: "notEstimable", reason: `${dependent} depends on the covariates before it` };
  const baseline = baselineNames(model);
  const start = startOf(sample, model);
  const none = climbInterval(likelihoodOf(sample, new Float64Array(0), 0, model), start, scaleAt(model, 0));
  if (none.kind !== "converged") {
    const order = baseline.map((_, j) => j);
    return describeFailure(none, model, { names: [], centres: [], spreads: [], order });
  }
  const full = likelihoodOf(sample, columns.x, names.length, model);
  const place = placement(model, baseline.length, names.length);
  const theta = new Float64Array(baseline.length + names.length);
  place.baseline.forEach((at, j) => (theta[at] = none.theta[j]!));
  const atNull = full(theta);
  const fitted = climbInterval(full, theta, scaleAt(model, names.length));
  const order = [...place.baseline, ...place.slopes];
  if (fitted.kind !== "converged") {
    const { centres, spreads } = columns;
    return describeFailure(fitted, model, { names, centres, spreads, order });
  }
  const score = factorise(atNull.information, theta.length, () => 0);
  const natural = toNatural(model, fitted.theta, invertWith(fitted.factor), order, columns, names.length);
  const z = standardNormalIsf((1 - level) / 2);
  const size = order.length;
  const errorOf = (j: number): number => Math.sqrt(natural.covariance[j * size + j]!);
  const labels =
    effectOf(model) === "proportionalHazards" && model.kind !== "piecewiseExponential"
      ? ["logHazard", "logShape"]
      : baseline;
  return {
    kind: "converged",
    coefficients: names.map((covariate, j) => {
      const estimate = natural.estimates[baseline.length + j]!;
      const standardError = errorOf(baseline.length + j);
      return {
        covariate,
        estimate,
        standardError,
        z: estimate / standardError,
        pValue: 2 * standardNormalSf(Math.abs(estimate / standardError)),
        ratio: exp(estimate),
        interval: { lower: exp(estimate - z * standardError), upper: exp(estimate + z * standardError) },
      };
    }),
    baseline: baseline.map((_, j) => ({
      name: labels[j]!,
      estimate: natural.estimates[j]!,
      standardError: errorOf(j),
    })),
    covariance: order.map((_, j) => Array.from(natural.covariance.subarray(j * size, (j + 1) * size))),
    logLikelihood: { null: none.end.value, fitted: fitted.end.value },
    likelihoodRatio: chiSquaredTest(2 * (fitted.end.value - none.end.value), names.length),
    wald: waldTest(natural, baseline.length, names.length),
    score: chiSquaredTest(
      score.kind === "factored" ? dot(atNull.score, solveWith(score, atNull.score)) : 0,
      names.length,
    ),
    patients: sample.left.length,
    iterations: fitted.iterations,
  };
}
