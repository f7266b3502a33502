import { checkWith, chiSquared, InvalidInput, type Issue, orThrow } from "@rekindle/stats";
import { z } from "zod";
import { chooseParts } from "../inverse-variance/choices.ts";
import { type RandomEffectsFit, randomEffectsFit } from "../inverse-variance/random-effects.ts";
import { inverseVarianceWeights, type LinearProblem, weightedFit } from "../linear/weighted-fit.ts";
import type { Effect } from "../measures/measure.ts";
import { checkedRows } from "../pool-effects.ts";
import { effectPoolSchema, type PoolParts } from "../pool-options.ts";
import { designColumns, type Moderator, moderatorSchema } from "../regression/moderators.ts";
import type { Tau2Estimator } from "../tau2/tau2-estimator.ts";
import { describeOmission } from "./describe-omission.ts";

/** A diagnostic by which a study stands out. */
export type InfluenceFlag = "dffits" | "cooksDistance" | "hat" | "dfbetas";

/** What one study does to the pooled mean, or to a meta-regression. */
export interface StudyInfluenceEstimate {
  readonly kind: "estimated";
  readonly id: string;
  readonly label: string;
  /** Its distance from what the others predict for it, in standard deviations of that difference. */
  readonly studentisedResidual: number;
  /** Change of its fitted value when it is left out, in standard deviations of that value. */
  readonly dffits: number;
  /** Squared change of the coefficients over their covariance. */
  readonly cooksDistance: number;
  /** Determinant of the coefficients' covariance without it over that with it; below 1, leaving it out makes the estimate more precise. */
  readonly covarianceRatio: number;
  /** Its leverage; of a plain mean its share of the weights. */
  readonly hat: number;
  /** Its share of the weights, in [0, 1]. */
  readonly weight: number;
  /** Change of each coefficient, in standard errors at the tau2 without it. */
  readonly dfbetas: readonly number[];
  readonly coefficientsWithout: readonly number[];
  /** The first coefficient without it: the mean, or of a meta-regression its intercept. */
  readonly meanWithout: number;
  readonly tau2Without: number;
  readonly QWithout: number;
  /** Baujat's axes: its contribution to Q, and its influence on its fitted value. Baujat et al. (2002), doi:10.1002/sim.1221. */
  readonly baujat: { readonly heterogeneity: number; readonly influence: number };
  /**
   * The diagnostics beyond Viechtbauer and Cheung's limits for p coefficients of k studies: |DFFITS| > 3 √(p / (k − p)); Cook's distance
   * above the median of χ²(p); hat > 3 p / k; any |DFBETAS| > 1.
   */
  readonly flags: readonly InfluenceFlag[];
}

/** The influence of a study, or why what remains without it cannot be estimated. */
export type StudyInfluence =
  | StudyInfluenceEstimate
  | { readonly kind: "notEstimable"; readonly id: string; readonly label: string; readonly reason: string };

/** Influence of each study, or why there is none. */
export type Influence =
  | {
      readonly kind: "estimated";
      /** `mean`, or of a meta-regression `intercept` and its moderators: what dfbetas are of. */
      readonly coefficients: readonly string[];
      readonly studies: readonly StudyInfluence[];
    }
  | { readonly kind: "notEstimable"; readonly reason: string };

export interface InfluenceOptions {
  /** REML by default. */
  readonly tau2?: { readonly kind: string };
  /** Of a meta-regression: as in `regressEffects`; a plain mean without. */
  readonly moderators?: readonly Moderator[];
  readonly parts?: Pick<PoolParts, "tau2">;
}

const influenceSchema = z.strictObject({
  tau2: effectPoolSchema.shape.tau2,
  moderators: z.exactOptional(z.array(moderatorSchema)),
});

/**
 * Leave-one-out diagnostics of a pooled mean or a meta-regression with tau2 estimated anew each time. Viechtbauer & Cheung (2010),
 * doi:10.1002/jrsm.11.
 * @param effects of `measureEffects`, `measureComparisons` or `givenEffects`; at least two more than there are coefficients.
 * @throws InvalidInput on fewer, on variances that are not above 0, on moderators of another length, and on an unknown estimator.
 * @example
 * influence(measureEffects(counts, { kind: "logitProportion" }), { tau2: { kind: "REML" } });
 */
export function influence(effects: { readonly rows: readonly Effect[] }, options: InfluenceOptions = {}): Influence {
  const { parts = {}, ...recipe } = options;
  const { moderators = [], tau2 } = orThrow(checkWith(influenceSchema, recipe));
  const { estimator } = chooseParts(tau2 === undefined ? {} : { tau2 }, parts);
  const rows = checkedRows(effects);
  const columns = designColumns(moderators, rows.length);
  if (rows.length < columns.length + 2) throw new InvalidInput([tooFew(rows.length, columns.length)]);
  const problem: LinearProblem = {
    y: Float64Array.from(rows, (row) => row.value),
    v: Float64Array.from(rows, (row) => row.variance),
    columns: columns.map((column) => column.values),
  };
  const full = fitTo(problem, estimator);
  if (full.kind === "notEstimable") return full;
  const limits = limitsOf(rows.length, columns.length);
  return {
    kind: "estimated",
    coefficients: columns.length === 1 ? ["mean"] : columns.map(({ name }) => name),
    studies: rows.map(({ id, label }, index): StudyInfluence => {
      const others = withoutRow(problem, index);
      const without = fitTo(others, estimator);
      if (without.kind === "notEstimable") return { ...without, id, label };
      const QWithout = weightedFit(others, inverseVarianceWeights(others, 0))!.Q;
      const described = describeOmission({ problem, index, full: full.fit, without: without.fit });
      const [meanWithout = 0] = described.coefficientsWithout;
      const flags = flagsOf(described, limits);
      return { kind: "estimated", id, label, ...described, meanWithout, QWithout, flags };
    }),
  };
}

type Fitted =
  | { readonly kind: "fitted"; readonly fit: RandomEffectsFit }
  | { readonly kind: "notEstimable"; readonly reason: string };

function fitTo(problem: LinearProblem, estimator: Tau2Estimator): Fitted {
  // An estimator may take independent columns for granted.
  if (weightedFit(problem, inverseVarianceWeights(problem, 0)) === undefined) return dependent;
  const estimated = estimator.estimate(problem);
  if (estimated.kind === "notConverged") return { kind: "notEstimable", reason: estimated.reason };
  const fit = randomEffectsFit(problem, estimated.tau2);
  return fit === undefined ? dependent : { kind: "fitted", fit };
}

const dependent: Fitted = { kind: "notEstimable", reason: "the moderators are not independent of one another" };

function withoutRow({ y, v, columns }: LinearProblem, index: number): LinearProblem {
  const without = (values: Float64Array) => values.filter((_, row) => row !== index);
  return { y: without(y), v: without(v), columns: columns.map(without) };
}

interface Limits {
  readonly dffits: number;
  readonly cooksDistance: number;
  readonly hat: number;
}

function limitsOf(k: number, p: number): Limits {
  return {
    dffits: 3 * Math.sqrt(p / (k - p)),
    cooksDistance: chiSquared({ df: p }).quantile(0.5),
    hat: (3 * p) / k,
  };
}

function flagsOf(
  found: Pick<StudyInfluenceEstimate, "dffits" | "cooksDistance" | "hat" | "dfbetas">,
  limits: Limits,
): readonly InfluenceFlag[] {
  return [
    ...(Math.abs(found.dffits) > limits.dffits ? ["dffits" as const] : []),
    ...(found.cooksDistance > limits.cooksDistance ? ["cooksDistance" as const] : []),
    ...(found.hat > limits.hat ? ["hat" as const] : []),
    ...(found.dfbetas.some((change) => Math.abs(change) > 1) ? ["dfbetas" as const] : []),
  ];
}

function tooFew(count: number, coefficients: number): Issue {
  const hint =
    coefficients === 1
      ? "leaving one out needs two that remain"
      : `leaving one out of a regression with ${coefficients} coefficients needs ${coefficients + 2}`;
  return { kind: "tooFew", path: ["rows"], message: `${count} studies are too few`, hint };
}
