import { standardNormalIsf, standardNormalSf, studentT } from "@rekindle/stats";
import { canonicalOrder, type LinearProblem, meanProblem, residualDf } from "../linear/weighted-fit.ts";
import type { IntervalRule } from "../mean-intervals/mean-interval.ts";
import type { Effect } from "../measures/measure.ts";
import type { Tau2 } from "../pooled.ts";
import type { MeanTest } from "../pooled-effect.ts";
import type { Choices } from "./choices.ts";
import { type RandomEffectsFit, randomEffectsFit } from "./random-effects.ts";

/** Limits on the scale of the effects, or why there are none. */
export type ScaleInterval =
  | { readonly kind: "limits"; readonly lower: number; readonly upper: number; readonly method: string }
  | { readonly kind: "notEstimable"; readonly reason: string };

/** A pooled mean on the scale of the effects. */
export type MeanFit =
  | {
      readonly kind: "fitted";
      readonly fitted: RandomEffectsFit;
      /** Share of each row in the total weight, in the order of the rows. */
      readonly shares: readonly number[];
      readonly mean: number;
      /** As its interval uses it, so scaled by Hartung and Knapp's factor where that applies. */
      readonly standardError: number;
      readonly rule: IntervalRule;
      readonly interval: ScaleInterval;
      readonly prediction: ScaleInterval;
      readonly tau2: Tau2;
    }
  | { readonly kind: "notEstimable"; readonly reason: string };

/** Beyond some sixteen digits between variances an estimator of tau2 has no digit left. */
const TOO_FAR_APART = "the sampling variances of the studies are too far apart to be weighed against each other";

/** Fits the mean of two or more effects by the chosen parts. */
export function fitMean(rows: readonly Effect[], choices: Choices): MeanFit {
  const { estimator, around, ahead, level } = choices;
  const problem = problemOf(rows);
  const estimated = estimator.estimate(problem);
  if (estimated.kind === "notConverged") return { kind: "notEstimable", reason: estimated.reason };
  const fitted = randomEffectsFit(problem, estimated.tau2);
  if (fitted === undefined) return { kind: "notEstimable", reason: TOO_FAR_APART };
  const rule = around.rule(fitted);
  const mean = fitted.fit.coefficients[0]!;
  const variance = fitted.fit.covariance[0]![0]!;
  const standardError = Math.sqrt(variance * (rule.kind === "applies" ? rule.varianceFactor : 1));
  const spread = Math.sqrt(estimated.tau2 + standardError * standardError);
  return {
    kind: "fitted",
    fitted,
    shares: sharesOf(rows, fitted),
    mean,
    standardError,
    rule,
    interval: limitsAround(mean, standardError, rule, around.label, level),
    prediction:
      ahead.limits === undefined
        ? limitsAround(mean, spread, ahead.rule(fitted.k, 1), ahead.label, level)
        : ahead.limits(problem, { level, ...choices.draws }),
    tau2: withTau2Interval(problem, { value: estimated.tau2, method: estimator.label, ...seOf(estimated) }, choices),
  };
}

/** The problem of a plain mean, its rows in canonical order. */
export function problemOf(rows: readonly Effect[]): LinearProblem {
  const sorted = canonicalOrder(rows).map((index) => rows[index]!);
  return meanProblem(
    sorted.map((row) => row.value),
    sorted.map((row) => row.variance),
  );
}

function sharesOf(rows: readonly Effect[], { fit, tau2 }: RandomEffectsFit): readonly number[] {
  const total = fit.weights.reduce((sum, weight) => sum + weight, 0);
  return rows.map(({ variance }) => 1 / (variance + tau2) / total);
}

/** The two-sided test that a value is 0, by the law of its interval; undefined where the interval has none or the error is 0. */
export function testBy(value: number, standardError: number, rule: IntervalRule): MeanTest | undefined {
  if (rule.kind === "notEstimable" || !(standardError > 0)) return undefined;
  const statistic = value / standardError;
  if (rule.quantile === "normal") {
    return { statistic, pValue: 2 * standardNormalSf(Math.abs(statistic)), law: { kind: "normal" } };
  }
  const { df } = rule.quantile;
  return { statistic, pValue: 2 * studentT({ df }).sf(Math.abs(statistic)), law: { kind: "t", df } };
}

/** Left out where rounding leaves nothing of it, as with one study that has all the weight. */
export function seOf({ standardError }: { readonly standardError?: number }): { readonly standardError?: number } {
  return standardError !== undefined && Number.isFinite(standardError) ? { standardError } : {};
}

type QuantileRule =
  | Pick<Extract<IntervalRule, { kind: "applies" }>, "kind" | "quantile">
  | Extract<IntervalRule, { kind: "notEstimable" }>;

/** Centre ± quantile × spread. */
export function limitsAround(
  centre: number,
  spread: number,
  rule: QuantileRule,
  label: string,
  level: number,
): ScaleInterval {
  if (rule.kind === "notEstimable") return rule;
  const tail = (1 - level) / 2;
  const half = spread * (rule.quantile === "normal" ? standardNormalIsf(tail) : studentT(rule.quantile).isf(tail));
  const method = `${label}, ${rule.quantile === "normal" ? "z" : `t(${dfInWords(rule.quantile.df)})`}`;
  return { kind: "limits", lower: centre - half, upper: centre + half, method };
}

function dfInWords(df: number): string {
  return Number.isInteger(df) ? String(df) : df.toFixed(2);
}

/** tau2 with its interval, which is left out where there is none. */
export function withTau2Interval(problem: LinearProblem, tau2: Tau2, { estimator, aroundTau2, level }: Choices): Tau2 {
  if (residualDf(problem) < 1) return { ...tau2, noInterval: "one study says nothing of tau2" };
  const limits = aroundTau2.limits(problem, { tau2: tau2.value, estimator: estimator.kind }, level);
  if (limits.kind === "notEstimable") return { ...tau2, noInterval: limits.reason };
  return { ...tau2, interval: { lower: limits.lower, upper: limits.upper, level, method: aroundTau2.label } };
}
