import { standardNormalIsf, studentT } from "@rekindle/stats";
import { expit } from "../measures/logit-proportion.ts";
import { partNamed } from "../parts.ts";
import type { BinomialNormalOptions, PoolParts } from "../pool-options.ts";
import type { Pooled, PooledEstimate, Tau2 } from "../pooled.ts";
import { predictionIntervals } from "../prediction-intervals/index.ts";
import type { PredictionRule } from "../prediction-intervals/prediction-interval.ts";
import type { BinomialCounts } from "../select/counts.ts";
import { pooledStudy } from "../study-interval.ts";
import { type BinomialTable, binomialTable, saturatedLogLikelihood } from "./binomial-table.ts";
import { exactPool } from "./exact-pool.ts";
import { maximise } from "./fit.ts";
import { separateRatesTest } from "./separate-rates-test.ts";
import type { LikelihoodPoint } from "./likelihood.kernel.ts";
import type { ProfileLimit } from "./profile.ts";
import { limitsOfMarginal, limitsOfMu, limitsOfTau, marginalMean, standardErrorOfMu } from "./limits.ts";

const METHOD =
  "binomial-normal model (random-intercept logistic regression), maximum likelihood, adaptive quadrature converged to rounding";

/** The random-intercept logistic model, or the exact pooled binomial where that model has nothing to estimate. */
export function poolBinomialNormal(
  rows: readonly BinomialCounts[],
  options: BinomialNormalOptions,
  parts: PoolParts,
  warnings: readonly string[],
): Pooled {
  const level = options.level ?? 0.95;
  const chosen = partNamed(
    options.prediction?.kind ?? "higginsThompsonSpiegelhalter",
    [...predictionIntervals, ...(parts.predictions ?? [])],
    ["prediction", "kind"],
  );
  const table = binomialTable(rows);
  const exact = exactPool(rows, table, level);
  if (exact !== undefined) return { ...exact, warnings: [...warnings, ...exact.warnings] };
  const studies = rows.map((row) => pooledStudy(row, level));
  const base = { model: "binomialNormal", studies, events: table.totalEvents, n: table.totalN } as const;
  const found = maximise(table);
  const heterogeneity = separateRatesTest(table);
  if (found.kind === "notConverged") {
    const none = { kind: "notEstimable", reason: found.reason } as const;
    return { ...base, method: METHOD, mean: none, marginalMean: none, prediction: none, heterogeneity, warnings };
  }
  const best = found.at;
  const standardError = standardErrorOfMu(best);
  const prediction = predict(best, standardError, { rule: chosen.rule(table.studies, 1), label: chosen.label }, level);
  return {
    ...base,
    method: `${METHOD}; profile-likelihood intervals`,
    mean: meanEstimate(table, best, level),
    marginalMean: marginalEstimate(table, best, level),
    prediction,
    logit: { mean: best.mu, standardError },
    tau2: tau2Estimate(table, best, level),
    heterogeneity,
    logLikelihood: best.value + saturatedLogLikelihood(table),
    warnings,
  };
}

function meanEstimate(table: BinomialTable, best: LikelihoodPoint, level: number): PooledEstimate {
  return onRateScale(expit(best.mu), limitsOfMu(table, best, level), level);
}

function marginalEstimate(table: BinomialTable, best: LikelihoodPoint, level: number): PooledEstimate {
  return onRateScale(marginalMean(best.mu, best.tau), limitsOfMarginal(table, best, level), level);
}

/** A rate that the likelihood does not bound on one side reaches 0 or 1 there; one whose limit was not found is not estimable. */
function onRateScale(value: number, limits: readonly [ProfileLimit, ProfileLimit], level: number): PooledEstimate {
  const [lower, upper] = limits;
  if (lower.kind === "notConverged") return { kind: "notEstimable", reason: lower.reason };
  if (upper.kind === "notConverged") return { kind: "notEstimable", reason: upper.reason };
  const interval = {
    lower: lower.kind === "unbounded" ? 0 : expit(lower.value),
    upper: upper.kind === "unbounded" ? 1 : expit(upper.value),
    level,
    method: "profile likelihood",
  };
  return { kind: "estimated", value, interval };
}

function predict(
  best: LikelihoodPoint,
  standardError: number,
  { rule, label }: { readonly rule: PredictionRule; readonly label: string },
  level: number,
): PooledEstimate {
  if (rule.kind === "notEstimable") return rule;
  const tail = (1 - level) / 2;
  const quantile = rule.quantile === "normal" ? standardNormalIsf(tail) : studentT(rule.quantile).isf(tail);
  const half = quantile * Math.sqrt(best.tau * best.tau + standardError * standardError);
  const method = `${label}, ${rule.quantile === "normal" ? "z" : `t(${rule.quantile.df})`}`;
  const interval = { lower: expit(best.mu - half), upper: expit(best.mu + half), level, method };
  return { kind: "estimated", value: expit(best.mu), interval };
}

function tau2Estimate(table: BinomialTable, best: LikelihoodPoint, level: number): Tau2 {
  const [lower, upper] = limitsOfTau(table, best, level);
  const point = { value: best.tau * best.tau, method: "maximum likelihood" };
  if (lower.kind === "notConverged") return { ...point, noInterval: lower.reason };
  if (upper.kind === "notConverged") return { ...point, noInterval: upper.reason };
  const squared = {
    lower: lower.kind === "unbounded" ? 0 : lower.value * lower.value,
    upper: upper.kind === "unbounded" ? Infinity : upper.value * upper.value,
  };
  return { ...point, interval: { ...squared, level, method: "profile likelihood" } };
}
