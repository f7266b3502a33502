import { beta, log, trigamma } from "@rekindle/stats";
import { binomialTable, saturatedLogLikelihood } from "../binomial-normal/binomial-table.ts";
import { exactPool } from "../binomial-normal/exact-pool.ts";
import type { ProfileLimit } from "../binomial-normal/profile.ts";
import { separateRatesTest } from "../binomial-normal/separate-rates-test.ts";
import { climbFromAll } from "../likelihood/climb.ts";
import { covarianceAt, type Likelihood, type LikelihoodAt } from "../likelihood/likelihood.ts";
import { profileLimits } from "../likelihood/profile-limits.ts";
import { expit } from "../measures/logit-proportion.ts";
import type { BetaBinomialOptions } from "../pool-options.ts";
import type { Interval, Pooled, PooledEstimate, Tau2 } from "../pooled.ts";
import type { BinomialCounts } from "../select/counts.ts";
import { pooledStudy } from "../study-interval.ts";
import { betaBinomialLikelihood } from "./beta-binomial-likelihood.ts";

const METHOD = "beta-binomial model, maximum likelihood";
/** Beyond this a log-likelihood in double precision says too little of small studies. */
const MOST_PATIENTS = 1e7;
const FARTHEST_LOGIT = 60;
const FARTHEST_SPREAD = 1e3;

/** Rates of studies follow a beta law: maximum likelihood in its mean and in the correlation rho of two patients of one study. */
export function poolBetaBinomial(
  rows: readonly BinomialCounts[],
  options: BetaBinomialOptions,
  warnings: readonly string[],
): Pooled {
  const level = options.level ?? 0.95;
  const table = binomialTable(rows);
  const exact = exactPool(rows, table, level);
  if (exact !== undefined) {
    const method = exact.method.replace("binomial-normal model", "beta-binomial model");
    return { ...exact, model: "betaBinomial", method, warnings: [...warnings, ...exact.warnings] };
  }
  const studies = rows.map((row) => pooledStudy(row, level));
  const base = { model: "betaBinomial", studies, events: table.totalEvents, n: table.totalN } as const;
  const heterogeneity = separateRatesTest(table);
  const refuse = (reason: string): Pooled => {
    const none = { kind: "notEstimable", reason } as const;
    return { ...base, method: METHOD, mean: none, marginalMean: none, prediction: none, heterogeneity, warnings };
  };
  if (table.n.some((n) => n > MOST_PATIENTS)) {
    return refuse("a study of more than ten million patients is beyond the accuracy of this likelihood");
  }
  const likelihood = betaBinomialLikelihood(table);
  const pooled = log(table.totalEvents / (table.totalN - table.totalEvents));
  const found = climbFromAll(
    likelihood,
    [0.03, 0.2, 0.6, 2].map((t) => [pooled, t]),
  );
  if (found.kind === "notConverged") return refuse(found.reason);
  const best = found.at;
  const [m, t] = best.theta as readonly [number, number];
  const covariance = covarianceAt(best, likelihood);
  if (covariance === undefined) return refuse("the likelihood is flat at its maximum");
  const mean = meanEstimate(likelihood, best, level);
  return {
    ...base,
    method: `${METHOD}; profile-likelihood intervals`,
    mean,
    marginalMean: mean,
    prediction: predict(m, t, mean, level),
    logit: { mean: m, standardError: Math.sqrt(covariance[0]![0]!) },
    intraclassCorrelation: correlation(likelihood, best, level),
    tau2: equivalentTau2(m, t),
    heterogeneity,
    logLikelihood: best.value + saturatedLogLikelihood(table),
    warnings: t === 0 ? [...warnings, AT_ZERO] : warnings,
  };
}

const AT_ZERO = "rho is at its lower end, 0: the counts vary no more than one binomial rate allows";

function meanEstimate(likelihood: Likelihood, best: LikelihoodAt, level: number): PooledEstimate {
  const walls = [-FARTHEST_LOGIT, FARTHEST_LOGIT] as const;
  const [lower, upper] = profileLimits(likelihood, best, { parameter: 0, level, walls });
  if (lower.kind === "notConverged") return { kind: "notEstimable", reason: lower.reason };
  if (upper.kind === "notConverged") return { kind: "notEstimable", reason: upper.reason };
  const interval: Interval = {
    lower: lower.kind === "limit" ? expit(lower.value) : 0,
    upper: upper.kind === "limit" ? expit(upper.value) : 1,
    level,
    method: "profile likelihood",
  };
  return { kind: "estimated", value: expit(best.theta[0]!), interval };
}

/** rho = t² / (1 + t²). */
function correlationOf(t: number): number {
  return (t * t) / (1 + t * t);
}

function correlation(
  likelihood: Likelihood,
  best: LikelihoodAt,
  level: number,
): NonNullable<Pooled["intraclassCorrelation"]> {
  const value = correlationOf(best.theta[1]!);
  const walls = [0, FARTHEST_SPREAD] as const;
  const [lower, upper] = profileLimits(likelihood, best, { parameter: 1, level, walls });
  if (lower.kind === "notConverged") return { value, noInterval: lower.reason };
  if (upper.kind === "notConverged") return { value, noInterval: upper.reason };
  const at = (limit: ProfileLimit, end: number) => (limit.kind === "limit" ? correlationOf(limit.value) : end);
  return { value, interval: { lower: at(lower, 0), upper: at(upper, 1), level, method: "profile likelihood" } };
}

function shapes(m: number, t: number): { readonly a: number; readonly b: number } {
  return { a: expit(m) / (t * t), b: expit(-m) / (t * t) };
}

function equivalentTau2(m: number, t: number): Tau2 {
  const { a, b } = shapes(m, t);
  const value = t === 0 ? 0 : trigamma(a) + trigamma(b);
  const method = "variance of the logit under the fitted beta law";
  return { value, method, noInterval: "rho is the parameter of this model and has the interval" };
}

function predict(m: number, t: number, mean: PooledEstimate, level: number): PooledEstimate {
  if (mean.kind === "notEstimable") return mean;
  const { a, b } = shapes(m, t);
  if (t === 0 || a > 1e12 || b > 1e12) {
    return { ...mean, interval: { ...mean.interval, method: "rho is 0: the interval of the common rate" } };
  }
  const law = beta({ a, b });
  const tail = (1 - level) / 2;
  const method = "quantiles of the fitted beta law, without the uncertainty of its parameters";
  return {
    kind: "estimated",
    value: expit(m),
    interval: { lower: law.quantile(tail), upper: law.isf(tail), level, method },
  };
}
