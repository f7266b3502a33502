import { holds, oneOf, requireAll, type Requirement } from "../../arguments.ts";
import { standardNormalIsf, standardNormalSf } from "../../distributions/normal.ts";
import { exp } from "../../elementary/exp.ts";
import { log } from "../../elementary/log.ts";
import { checkLevel, type Interval } from "../../proportions/interval.ts";
import { incompleteGammaUpper } from "../../special/incomplete-gamma.ts";
import { centreAndSpread } from "../cox/cox-columns.ts";
import type { ChiSquaredTest } from "../cox/cox-regression.ts";
import { firstBad, sameLength } from "../sample.ts";
import { dot, factorise, invertWith, solveWith } from "../symmetric-solve.ts";
import { climbInterval, type IntervalMaximum } from "./climb-interval.ts";
import { type IntervalLikelihood, locationScaleLikelihood, piecewiseLikelihood } from "./interval-likelihood.ts";
import { checkIntervals, type IntervalSample } from "./interval-sample.ts";

/** Interval-censored times with named covariates, one entry per patient in each column. */
export interface IntervalRegressionSample extends IntervalSample {
  readonly covariates: Readonly<Record<string, ArrayLike<number>>>;
}

/**
 * What a coefficient multiplies. `acceleratedTime`: log T = intercept + x'b + scale Z, so exp(b) is a ratio of times, above 1 where
 * events come later. `proportionalHazards`: exp(b) is a hazard ratio; for Weibull b is minus the other divided by the scale. Log-logistic
 * and log-normal times have no proportional hazards. `piecewiseExponential` has constant hazards between its cuts and proportional
 * hazards; an event at a cut belongs to the piece that ends there.
 */
export type IntervalModel =
  | { readonly kind: "weibull" | "exponential"; readonly effect: "acceleratedTime" | "proportionalHazards" }
  | { readonly kind: "logLogistic" | "logNormal" }
  | { readonly kind: "piecewiseExponential"; readonly cuts: readonly number[] };

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
  | {
      /** The likelihood rises for ever along a direction: no finite estimate exists. */
      readonly kind: "monotone";
      readonly reason: string;
      /** Parameters that are driven away, and where to. */
      readonly towards: readonly { readonly name: string; readonly limit: "infinity" | "minusInfinity" }[];
    }
  | { readonly kind: "notEstimable"; readonly reason: string }
  | { readonly kind: "notConverged"; readonly reason: string };

const kinds = ["weibull", "exponential", "logLogistic", "logNormal", "piecewiseExponential"];

/**
 * Parametric regression for left-, right-, interval-censored and exact times by maximum likelihood, with standard errors from the
 * analytic observed information. Source: J. P. Klein, M. L. Moeschberger, "Survival Analysis" (2003), section 3.5 (likelihood) and
 * chapter 12 (models).
 * @returns the fit; `monotone` where a parameter is driven to infinity, such as an arm without events; `notEstimable` with constant or
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
  const none = climbInterval(likelihoodOf(sample, new Float64Array(0), 0, model), start);
  if (none.kind !== "converged")
    return describeFailure(
      none,
      baseline,
      columns.spreads.map(() => 1),
      model,
    );
  const full = likelihoodOf(sample, columns.x, names.length, model);
  const place = placement(model, baseline.length, names.length);
  const theta = new Float64Array(baseline.length + names.length);
  place.baseline.forEach((at, j) => (theta[at] = none.theta[j]!));
  const atNull = full(theta);
  const fitted = climbInterval(full, theta);
  const order = [...place.baseline, ...place.slopes];
  if (fitted.kind !== "converged") {
    return describeFailure(
      fitted,
      order.map((_, j) => [...baseline, ...names][j]!),
      columns.spreads,
      model,
      order,
    );
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

function checkCovariates(sample: IntervalRegressionSample, names: readonly string[]): Requirement[] {
  return [
    firstExactAtZero(sample),
    firstBad(sample.right, (time) => time === Infinity || time < 1e150, "right", "must be below 1e150, or Infinity"),
    holds(names.length > 0, "covariates", "there are no covariates"),
    ...names.flatMap((name) => [
      sameLength(name, sample.covariates[name]!, sample.left.length),
      firstBad(sample.covariates[name]!, (value) => Math.abs(value) < 1e150, name, "must be a finite number"),
    ]),
  ];
}

function firstExactAtZero({ left, right }: IntervalSample): Requirement {
  return holds(
    !Array.from(left).some((time, i) => time === 0 && right[i] === 0),
    "right",
    "an event at time 0 has no density",
    "must be above 0",
  );
}

function checkModel(model: IntervalModel): Requirement[] {
  const isHazard = model.kind === "weibull" || model.kind === "exponential";
  const cuts = model.kind === "piecewiseExponential" ? model.cuts : [];
  return [
    oneOf("model", model.kind, kinds),
    isHazard ? oneOf("effect", model.effect, ["acceleratedTime", "proportionalHazards"]) : undefined,
    holds(
      cuts.every((cut, k) => cut > (cuts[k - 1] ?? 0) && cut < Infinity),
      "cuts",
      `${cuts.join(", ")} are no cuts`,
      "must be finite, above 0 and rising",
    ),
  ];
}

function effectOf(model: IntervalModel): "acceleratedTime" | "proportionalHazards" {
  if (model.kind === "weibull" || model.kind === "exponential") return model.effect;
  return model.kind === "piecewiseExponential" ? "proportionalHazards" : "acceleratedTime";
}

interface ScaledColumns {
  readonly x: Float64Array;
  readonly centres: readonly number[];
  readonly spreads: readonly number[];
}

function scaledColumns({ covariates, left }: IntervalRegressionSample, names: readonly string[]): ScaledColumns {
  const scales = names.map((name) => centreAndSpread(covariates[name]!));
  const x = new Float64Array(left.length * names.length);
  for (const [j, name] of names.entries()) {
    const { centre, spread } = scales[j]!;
    for (let i = 0; i < left.length; i++) {
      x[i * names.length + j] = spread === 0 ? 0 : (covariates[name]![i]! - centre) / spread;
    }
  }
  return { x, centres: scales.map(({ centre }) => centre), spreads: scales.map(({ spread }) => spread) };
}

function dependentColumn({ x }: ScaledColumns, names: readonly string[]): string | undefined {
  const size = names.length;
  const products = new Float64Array(size * size);
  for (let i = 0; i < x.length; i += size) {
    for (let j = 0; j < size; j++) for (let k = 0; k < size; k++) products[j * size + k]! += x[i + j]! * x[i + k]!;
  }
  const factor = factorise(products, size, (row) => 1e-12 * products[row * size + row]!);
  return factor.kind === "singular" ? names[factor.row] : undefined;
}

function baselineNames(model: IntervalModel): readonly string[] {
  if (model.kind === "piecewiseExponential") return [...model.cuts, 0].map((_, k) => `logHazard${k + 1}`);
  return model.kind === "exponential" ? ["intercept"] : ["intercept", "logScale"];
}

/** Where baseline and slopes stand in the parameters of the likelihood. */
function placement(
  model: IntervalModel,
  baseline: number,
  slopes: number,
): { readonly baseline: number[]; readonly slopes: number[] } {
  const isPiecewise = model.kind === "piecewiseExponential";
  const after = isPiecewise ? baseline : 1;
  return {
    baseline: Array.from({ length: baseline }, (_, j) => (isPiecewise || j === 0 ? j : slopes + 1)),
    slopes: Array.from({ length: slopes }, (_, j) => after + j),
  };
}

function likelihoodOf(
  sample: IntervalSample,
  x: Float64Array,
  columns: number,
  model: IntervalModel,
): IntervalLikelihood {
  switch (model.kind) {
    case "piecewiseExponential":
      return piecewiseLikelihood(sample, x, columns, model.cuts);
    case "logLogistic":
      return locationScaleLikelihood(sample, x, columns, "logistic", true);
    case "logNormal":
      return locationScaleLikelihood(sample, x, columns, "normal", true);
    default:
      return locationScaleLikelihood(sample, x, columns, "extremeValue", model.kind === "weibull");
  }
}

/** Mean and spread of the logarithms of rough times. */
function startOf({ left, right }: IntervalSample, model: IntervalModel): Float64Array {
  const logs = Float64Array.from(left, (from, i) => {
    const to = right[i]!;
    return log(to === Infinity ? (from === 0 ? 1 : from) : (from + to) / 2);
  });
  const { centre, spread } = centreAndSpread(logs);
  if (model.kind === "piecewiseExponential") return new Float64Array(model.cuts.length + 1).fill(-centre);
  return model.kind === "exponential" ? Float64Array.of(centre) : Float64Array.of(centre, log(Math.max(0.05, spread)));
}

function chiSquaredTest(chiSquared: number, df: number): ChiSquaredTest {
  return { chiSquared, df, pValue: incompleteGammaUpper(df / 2, Math.max(0, chiSquared) / 2) };
}

interface Natural {
  readonly estimates: Float64Array;
  readonly covariance: Float64Array;
}

/** From scaled covariates and log T to the user's units and effect, by the delta method. */
function toNatural(
  model: IntervalModel,
  theta: Float64Array,
  inverse: Float64Array,
  order: readonly number[],
  { centres, spreads }: ScaledColumns,
  slopes: number,
): Natural {
  const size = order.length;
  const before = size - slopes;
  const isPiecewise = model.kind === "piecewiseExponential";
  const jacobian = new Float64Array(size * size);
  const estimates = Float64Array.from(order, (at) => theta[at]!);
  for (let j = 0; j < size; j++) jacobian[j * size + j] = j < before ? 1 : 1 / spreads[j - before]!;
  for (let s = 0; s < slopes; s++) {
    estimates[before + s]! /= spreads[s]!;
    const intercepts = isPiecewise ? before : 1;
    for (let j = 0; j < intercepts; j++) {
      jacobian[j * size + before + s] = -centres[s]! / spreads[s]!;
      estimates[j]! -= centres[s]! * estimates[before + s]!;
    }
  }
  const permuted = new Float64Array(size * size);
  order.forEach((from, j) => order.forEach((to, k) => (permuted[j * size + k] = inverse[from * size + to]!)));
  const covariance = sandwich(jacobian, permuted, size);
  if (isPiecewise || effectOf(model) === "acceleratedTime") return { estimates, covariance };
  return toHazards({ estimates, covariance }, before, size);
}

/** H(t | x) = exp(-(intercept + x'b) / scale) t^(1 / scale). */
function toHazards({ estimates, covariance }: Natural, before: number, size: number): Natural {
  const shape = before === 2 ? exp(-estimates[1]!) : 1;
  const jacobian = new Float64Array(size * size);
  const hazards = Float64Array.from(estimates, (value, j) => (before === 2 && j === 1 ? -value : -value * shape));
  for (let j = 0; j < size; j++) {
    const isScale = before === 2 && j === 1;
    jacobian[j * size + j] = isScale ? -1 : -shape;
    if (before === 2 && !isScale) jacobian[j * size + 1] = -hazards[j]!;
  }
  return { estimates: hazards, covariance: sandwich(jacobian, covariance, size) };
}

function sandwich(j: Float64Array, middle: Float64Array, size: number): Float64Array {
  const half = new Float64Array(size * size);
  const whole = new Float64Array(size * size);
  for (let a = 0; a < size; a++)
    for (let b = 0; b < size; b++)
      for (let c = 0; c < size; c++) half[a * size + b]! += j[a * size + c]! * middle[c * size + b]!;
  for (let a = 0; a < size; a++)
    for (let b = 0; b < size; b++)
      for (let c = 0; c < size; c++) whole[a * size + b]! += half[a * size + c]! * j[b * size + c]!;
  return whole;
}

function waldTest({ estimates, covariance }: Natural, before: number, slopes: number): ChiSquaredTest {
  const size = before + slopes;
  const block = new Float64Array(slopes * slopes);
  for (let a = 0; a < slopes; a++)
    for (let b = 0; b < slopes; b++) block[a * slopes + b] = covariance[(before + a) * size + before + b]!;
  const beta = estimates.subarray(before);
  const factor = factorise(block, slopes, () => 0);
  return chiSquaredTest(factor.kind === "factored" ? dot(beta, solveWith(factor, beta)) : 0, slopes);
}

function describeFailure(
  failure: Exclude<IntervalMaximum, { kind: "converged" }>,
  names: readonly string[],
  spreads: readonly number[],
  model: IntervalModel,
  order: readonly number[] = names.map((_, j) => j),
): IntervalRegressionResult {
  if (failure.kind === "notConverged") return failure;
  const slopes = names.length - baselineNames(model).length;
  const turn = model.kind !== "piecewiseExponential" && effectOf(model) === "proportionalHazards" ? -1 : 1;
  const most = failure.direction.reduce((top, value) => Math.max(top, Math.abs(value)), 0);
  const towards = names.flatMap((name, j) => {
    const step = failure.direction[order[j]!]! * (j >= names.length - slopes && spreads.length > 0 ? turn : 1);
    if (Math.abs(step) < 1e-3 * most) return [];
    return [{ name, limit: step > 0 ? ("infinity" as const) : ("minusInfinity" as const) }];
  });
  const reason = `the likelihood rises for ever as ${towards.map(({ name }) => name).join(", ")} ${towards.length > 1 ? "go" : "goes"} to infinity`;
  return { kind: "monotone", reason, towards };
}
