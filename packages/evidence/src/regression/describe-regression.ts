import { chiSquared, fDistribution } from "@rekindle/stats";
import type { Choices } from "../inverse-variance/choices.ts";
import { limitsAround, testBy, withTau2Interval } from "../inverse-variance/fit-mean.ts";
import { cochranQ, inconsistency } from "../inverse-variance/heterogeneity.ts";
import type { IntervalRule } from "../mean-intervals/mean-interval.ts";
import type { Effect } from "../measures/measure.ts";
import type { PooledEstimate } from "../pooled.ts";
import { type Fitted, fitColumns, wald } from "./fit-columns.ts";
import type { DesignColumn } from "./moderators.ts";
import type { Coefficient, OmnibusTest, Regression } from "./regression.ts";

interface Described {
  readonly effectMethod: string;
  readonly rows: readonly Effect[];
  readonly columns: readonly DesignColumn[];
  readonly choices: Choices;
  readonly fitted: Extract<Fitted, { kind: "fitted" }>;
  /** One p-value per coefficient, then that of all moderators. */
  readonly permuted: readonly number[] | undefined;
}

/** Everything that is said about a fit. */
export function describeFit(described: Described): Regression {
  const { effectMethod, rows, columns, choices, fitted, permuted } = described;
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
    tau2: withTau2Interval(problem, fitted.tau2, choices),
    residualHeterogeneity: cochranQ(problem),
    ...(before > 0 && columns.length > 1 ? { R2: Math.max(0, (before - fitted.tau2.value) / before) } : {}),
    I2FromTau2: inconsistency(problem, fitted.tau2.value).I2FromTau2,
    studies: rows.length,
    warnings: tooFewStudies(rows.length, columns.length - 1),
  };
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
