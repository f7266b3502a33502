import { checkWith, InvalidInput, orThrow } from "@rekindle/stats";
import { chooseParts } from "../inverse-variance/choices.ts";
import { cochranQ } from "../inverse-variance/heterogeneity.ts";
import { type RandomEffectsFit, randomEffectsFit } from "../inverse-variance/random-effects.ts";
import { meanProblem } from "../linear/weighted-fit.ts";
import type { Effect } from "../measures/measure.ts";
import { checkEffects } from "../pool-effects.ts";
import { effectPoolSchema, type PoolParts } from "../pool-options.ts";
import type { Tau2Estimator } from "../tau2/tau2-estimator.ts";

/** What one study does to the pooled mean. */
export interface StudyInfluence {
  readonly id: string;
  readonly label: string;
  /** Its distance from the mean of the others, in standard deviations of that difference. */
  readonly studentisedResidual: number;
  /** Change of the mean when it is left out, in standard deviations of its fitted value. */
  readonly dffits: number;
  /** Squared change of the mean over the variance of the mean. */
  readonly cooksDistance: number;
  /** Variance of the mean without it over that with it; below 1, leaving it out makes the mean more precise. */
  readonly covarianceRatio: number;
  /** Its share of the weights. */
  readonly hat: number;
  readonly meanWithout: number;
  readonly tau2Without: number;
  readonly QWithout: number;
  /** Baujat's axes: its contribution to Q, and its influence on the mean. Baujat et al. (2002), doi:10.1002/sim.1221. */
  readonly baujat: { readonly heterogeneity: number; readonly influence: number };
}

/** Influence of each study, or why there is none. */
export type Influence =
  | { readonly kind: "estimated"; readonly studies: readonly StudyInfluence[] }
  | { readonly kind: "notEstimable"; readonly reason: string };

/**
 * Leave-one-out diagnostics of a pooled mean with tau2 estimated anew each time. Viechtbauer & Cheung (2010), doi:10.1002/jrsm.11.
 * @param effects of `measureEffects`, `measureComparisons` or `givenEffects`; at least three.
 * @throws InvalidInput on fewer, on variances that are not above 0, and on an unknown estimator.
 * @example
 * influence(measureEffects(counts, { kind: "logitProportion" }), { tau2: { kind: "REML" } });
 */
export function influence(
  effects: { readonly rows: readonly Effect[] },
  options: { readonly tau2?: { readonly kind: string }; readonly parts?: Pick<PoolParts, "tau2"> } = {},
): Influence {
  const { parts = {}, ...recipe } = options;
  const { estimator } = chooseParts(orThrow(checkWith(effectPoolSchema, recipe)), parts);
  const { rows } = effects;
  checkEffects(rows);
  if (rows.length < 3) throw new InvalidInput([tooFew(rows.length)]);
  const full = fitTo(rows, estimator);
  if (full.kind === "notEstimable") return full;
  const studies: StudyInfluence[] = [];
  for (const [index, row] of rows.entries()) {
    const others = [...rows.slice(0, index), ...rows.slice(index + 1)];
    const without = fitTo(others, estimator);
    if (without.kind === "notEstimable") return without;
    studies.push(describe(row, index, full.fit, without.fit, cochranQ(problemOf(others)).statistic));
  }
  return { kind: "estimated", studies };
}

type Fitted =
  | { readonly kind: "fitted"; readonly fit: RandomEffectsFit }
  | { readonly kind: "notEstimable"; readonly reason: string };

function problemOf(rows: readonly Effect[]) {
  return meanProblem(
    rows.map((row) => row.value),
    rows.map((row) => row.variance),
  );
}

function fitTo(rows: readonly Effect[], estimator: Tau2Estimator): Fitted {
  const problem = problemOf(rows);
  const estimated = estimator.estimate(problem);
  if (estimated.kind === "notConverged") return { kind: "notEstimable", reason: estimated.reason };
  return { kind: "fitted", fit: randomEffectsFit(problem, estimated.tau2)! };
}

function describe(
  row: Effect,
  index: number,
  full: RandomEffectsFit,
  without: RandomEffectsFit,
  QWithout: number,
): StudyInfluence {
  const [mean, meanWithout] = [full.fit.coefficients[0]!, without.fit.coefficients[0]!];
  const [variance, varianceWithout] = [full.fit.covariance[0]![0]!, without.fit.covariance[0]![0]!];
  const hat = full.fit.weights[index]! * variance;
  const change = mean - meanWithout;
  const ownVariance = row.variance + without.tau2;
  const residual = row.value - mean;
  return {
    id: row.id,
    label: row.label,
    studentisedResidual: (row.value - meanWithout) / Math.sqrt(ownVariance + varianceWithout),
    dffits: change / Math.sqrt(hat * ownVariance),
    cooksDistance: (change * change) / variance,
    covarianceRatio: varianceWithout / variance,
    hat,
    meanWithout,
    tau2Without: without.tau2,
    QWithout,
    baujat: {
      heterogeneity: (residual * residual) / (row.variance + full.tau2),
      influence: (change * change) / varianceWithout,
    },
  };
}

function tooFew(count: number) {
  const hint = "leaving one out needs two that remain";
  return { kind: "tooFew", path: ["rows"], message: `${count} studies are too few`, hint };
}
