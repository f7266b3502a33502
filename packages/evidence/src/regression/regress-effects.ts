import { checkWith, chiSquared, fDistribution, orThrow } from "@rekindle/stats";
import { z } from "zod";
import { type Choices, chooseParts } from "../inverse-variance/choices.ts";
import { limitsAround, testBy } from "../inverse-variance/fit-mean.ts";
import { cochranQ, inconsistency } from "../inverse-variance/heterogeneity.ts";
import { qProfile } from "../inverse-variance/q-profile.ts";
import { type RandomEffectsFit, randomEffectsFit } from "../inverse-variance/random-effects.ts";
import { invertSymmetric, multiplyVector, type SmallMatrix } from "../linear/small-matrix.ts";
import type { LinearProblem } from "../linear/weighted-fit.ts";
import type { IntervalRule } from "../mean-intervals/mean-interval.ts";
import type { Effect } from "../measures/measure.ts";
import { checkEffects } from "../pool-effects.ts";
import { effectPoolSchema, type PoolParts } from "../pool-options.ts";
import type { PooledEstimate, Tau2 } from "../pooled.ts";
import { type DesignColumn, designColumns, type Moderator, moderatorSchema } from "./moderators.ts";
import { permuteModerators } from "./permute.ts";
import type { Coefficient, OmnibusTest, Regression } from "./regression.ts";

export const regressionSchema = z.strictObject({
  moderators: z.array(moderatorSchema),
  tau2: effectPoolSchema.shape.tau2,
  interval: effectPoolSchema.shape.interval,
  level: effectPoolSchema.shape.level,
  /** Permutation p-values: the moderators are dealt to the studies this many times. */
  permutations: z.exactOptional(
    z.strictObject({ count: z.int().min(99).max(1_000_000), seed: z.union([z.string(), z.int()]) }),
  ),
});

export interface RegressionOptions {
  readonly moderators: readonly Moderator[];
  /** REML by default. */
  readonly tau2?: { readonly kind: string };
  /** `hartungKnapp` by default: Knapp and Hartung's (2003) t and F tests. */
  readonly interval?: { readonly kind: string };
  readonly level?: number;
  readonly permutations?: { readonly count: number; readonly seed: string | number };
  readonly parts?: PoolParts;
}

/**
 * Meta-regression: effects explained by properties of the studies, with what is left between studies as tau2.
 *
 * Intervals and tests default to Knapp & Hartung (2003), doi:10.1002/sim.1482; permutation p-values as Higgins & Thompson (2004),
 * doi:10.1002/sim.1752. With fewer than ten studies per moderator the result warns that little can be learnt.
 * @param effects of `measureEffects`, `measureComparisons` or `givenEffects`.
 * @param options `moderators`: `{ name, values }` or `{ name, levels, reference }`, one entry per study in the order of the effects.
 * @throws InvalidInput on effects without variances, moderators of the wrong length or without variation, and unknown kinds.
 * @example
 * regressEffects(effects, { moderators: [{ name: "latitude", values: latitudes }] });
 */
export function regressEffects(
  effects: { readonly method: string; readonly rows: readonly Effect[] },
  options: RegressionOptions,
): Regression {
  const { parts = {}, ...recipe } = options;
  const asked = orThrow(checkWith(regressionSchema, recipe));
  const { rows } = effects;
  checkEffects(rows);
  const columns = designColumns(asked.moderators, rows.length);
  const df = rows.length - columns.length;
  if (df < 1)
    return {
      kind: "notEstimable",
      reason: `${rows.length} studies cannot tell ${columns.length} coefficients apart from chance`,
    };
  const interval = asked.interval ?? { kind: "hartungKnapp" };
  const choices = chooseParts({ ...pickTau2(asked), interval, level: asked.level ?? 0.95 }, parts);
  const fitted = fitColumns(rows, columns, choices);
  if (fitted.kind === "notEstimable") return fitted;
  const permuted =
    asked.permutations === undefined
      ? undefined
      : permuteModerators(columns, asked.permutations, (shuffled) => statisticsOf(rows, shuffled, choices));
  return describeFit(effects.method, rows, columns, choices, fitted, permuted);
}

function pickTau2({ tau2 }: { readonly tau2?: { readonly kind: string } }) {
  return tau2 === undefined ? {} : { tau2 };
}

type Fitted =
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

function fitColumns(rows: readonly Effect[], columns: readonly DesignColumn[], { estimator, around }: Choices): Fitted {
  const problem = problemOf(rows, columns);
  const estimated = estimator.estimate(problem);
  if (estimated.kind === "notConverged") return { kind: "notEstimable", reason: estimated.reason };
  const fit = randomEffectsFit(problem, estimated.tau2);
  if (fit === undefined) return { kind: "notEstimable", reason: "the moderators are not independent of one another" };
  const rule = around.rule(fit);
  const factor = rule.kind === "applies" ? rule.varianceFactor : 1;
  const covariance = fit.fit.covariance.map((row) => row.map((value) => value * factor));
  const error = estimated.standardError === undefined ? {} : { standardError: estimated.standardError };
  const tau2 = { value: estimated.tau2, method: estimator.label, ...error };
  return { kind: "fitted", fit, rule, covariance, tau2, problem };
}

/** |t| of each coefficient and the omnibus statistic, for permutation. */
function statisticsOf(
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
function wald(coefficients: readonly number[], covariance: SmallMatrix): number {
  if (coefficients.length < 2) return 0;
  const b = coefficients.slice(1);
  const inverse = invertSymmetric(covariance.slice(1).map((row) => row.slice(1)));
  if (inverse === undefined) return 0;
  return multiplyVector(inverse.inverse, b).reduce((sum, value, i) => sum + value * b[i]!, 0);
}

function describeFit(
  effectMethod: string,
  rows: readonly Effect[],
  columns: readonly DesignColumn[],
  choices: Choices,
  fitted: Extract<Fitted, { kind: "fitted" }>,
  permuted: readonly number[] | undefined,
): Regression {
  const { fit, rule, covariance, problem } = fitted;
  const { level, around, estimator } = choices;
  const values = fit.fit.coefficients;
  const coefficients = columns.map(({ name }, i): Coefficient => {
    const value = values[i]!;
    const standardError = Math.sqrt(covariance[i]![i]!);
    const limits = limitsAround(value, standardError, rule, around.label, level);
    const interval: PooledEstimate =
      limits.kind === "notEstimable"
        ? limits
        : {
            kind: "estimated",
            value,
            interval: { lower: limits.lower, upper: limits.upper, level, method: limits.method },
          };
    const test = testBy(value, standardError, rule);
    return {
      name,
      value,
      standardError,
      interval,
      ...(test === undefined ? {} : { test }),
      ...(permuted === undefined ? {} : { permutationP: permuted[i]! }),
    };
  });
  const base = fitColumns(rows, columns.slice(0, 1), choices);
  const before = base.kind === "fitted" ? base.tau2.value : 0;
  const omnibus =
    columns.length < 2 ? undefined : omnibusTest(wald(values, covariance), columns.length - 1, fit.df, rule);
  return {
    kind: "estimated",
    method: `meta-regression, ${effectMethod}, ${estimator.label}, ${around.label}`,
    coefficients,
    covariance,
    ...(omnibus === undefined
      ? {}
      : { moderators: permuted === undefined ? omnibus : { ...omnibus, permutationP: permuted.at(-1)! } }),
    tau2: withInterval(fitted.tau2, problem, level),
    residualHeterogeneity: cochranQ(problem),
    ...(before > 0 && columns.length > 1 ? { R2: Math.max(0, (before - fitted.tau2.value) / before) } : {}),
    I2FromTau2: inconsistency(problem, fitted.tau2.value).I2FromTau2,
    studies: rows.length,
    warnings: tooFewStudies(rows.length, columns.length - 1),
  };
}

function withInterval(tau2: Tau2, problem: LinearProblem, level: number): Tau2 {
  const limits = qProfile(problem, level);
  if (limits.kind === "empty") return tau2;
  return { ...tau2, interval: { lower: limits.lower, upper: limits.upper, level, method: "Q-profile" } };
}

function omnibusTest(statistic: number, df: number, residualDf: number, rule: IntervalRule): OmnibusTest {
  if (rule.kind === "applies" && rule.quantile !== "normal") {
    const F = statistic / df;
    return {
      kind: "F of the moderators",
      statistic: F,
      df,
      residualDf,
      pValue: fDistribution({ df1: df, df2: residualDf }).sf(F),
    };
  }
  return { kind: "Q of the moderators, chi-squared", statistic, df, pValue: chiSquared({ df }).sf(statistic) };
}

function tooFewStudies(studies: number, moderators: number): readonly string[] {
  if (moderators === 0 || studies >= 10 * moderators) return [];
  const per = (studies / moderators).toFixed(1);
  return [
    `${per} studies per moderator: fewer than ten can hardly tell an effect from chance, and studies differ in more than one way`,
  ];
}
