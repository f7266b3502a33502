import { checkWith, exp, log, orThrow, standardNormalIsf, standardNormalSf, studentT } from "@rekindle/stats";
import { z } from "zod";
import { binomialTable, saturatedLogLikelihood } from "../binomial-normal/binomial-table.ts";
import type { ComparisonCounts, Table } from "../comparisons/comparison.ts";
import { climb, climbFromAll } from "../likelihood/climb.ts";
import { covarianceAt, type Likelihood, type LikelihoodAt } from "../likelihood/likelihood.ts";
import { profileLimits } from "../likelihood/profile-limits.ts";
import { profiledVariance } from "../likelihood/profiled-variance.ts";
import { checkComparisons, tableOf } from "../measure-comparisons.ts";
import { partNamed } from "../parts.ts";
import type { PoolParts } from "../pool-options.ts";
import type { PooledEstimate, Tau2 } from "../pooled.ts";
import { predictionIntervals } from "../prediction-intervals/index.ts";
import { likelihoodRatioTest, waldTest } from "./heterogeneity.ts";
import { type ModelLikelihood, modelLabels, modelLikelihood, type TwoArmModel } from "./models.ts";
import type { PooledOddsRatio } from "./pooled-odds-ratio.ts";

const twoArmSchema = z.strictObject({
  model: z.enum(["UM.FS", "UM.RS", "CM.EL", "CM.AL"]),
  level: z.exactOptional(z.number().gt(0).lt(1)),
  prediction: z.exactOptional(z.strictObject({ kind: z.string() })),
});

export interface TwoArmOptions {
  readonly model: TwoArmModel;
  /** Of every interval; 0.95 by default. */
  readonly level?: number;
  /** `higginsThompsonSpiegelhalter` (default), `tKMinus1` or `normal`. */
  readonly prediction?: { readonly kind: string };
  readonly parts?: Pick<PoolParts, "predictions">;
}

const FARTHEST = 60;

/**
 * Pools two-arm counts as odds ratios by one of the four models of Stijnen, Hamza & Özdemir (2010), doi:10.1002/sim.4040: maximum
 * likelihood with quadrature converged to rounding, profile-likelihood intervals, and no continuity correction.
 *
 * `UM.FS` and `UM.RS` take both arms as binomial, with fixed or random study effects, and the spread of log odds ratios as ±1/2 in the
 * arms (metafor's `coding = 1/2`). `CM.EL` conditions on the events of both arms: exactly; `CM.AL` takes that law as binomial, which
 * needs rare events. Studies without events, or without non-events, in both arms say nothing of the odds ratio in `UM.FS` and the
 * conditional models and are left out there; `UM.RS` keeps them.
 * @param rows { id, label, experimental: { events, n }, control: { events, n } }, in patients.
 * @throws InvalidInput on impossible counts or an unknown model or prediction interval.
 * @example
 * const pooled = poolTwoArms(rows, { model: "CM.EL" });
 * pooled.natural.mean; // an odds ratio with its profile-likelihood interval
 */
export function poolTwoArms(rows: readonly ComparisonCounts[], options: TwoArmOptions): PooledOddsRatio {
  const { parts = {}, ...recipe } = options;
  checkComparisons(rows);
  const { model, level = 0.95, prediction } = orThrow(checkWith(twoArmSchema, recipe));
  const ahead = partNamed(
    prediction?.kind ?? "higginsThompsonSpiegelhalter",
    [...predictionIntervals, ...(parts.predictions ?? [])],
    ["prediction", "kind"],
  );
  const all = rows.map((row) => tableOf(row)).toSorted((x, y) => x.a - y.a || x.b - y.b || x.c - y.c || x.d - y.d);
  const tables = model === "UM.RS" ? all : all.filter(isInformative);
  const warnings = leftOut(all.length - tables.length);
  const base = {
    model,
    method: `${modelLabels[model]} (${model}), maximum likelihood`,
    studies: rows.length,
    informative: tables.length,
  };
  const refuse = (reason: string): PooledOddsRatio => {
    const none = { kind: "notEstimable", reason } as const;
    return { ...base, mean: none, prediction: none, natural: { mean: none, prediction: none }, warnings };
  };
  const fault = withoutEstimate(tables);
  if (fault !== undefined) return refuse(fault);
  const crude = crudeLogOddsRatio(tables);
  const common = modelLikelihood(model, tables, "none");
  const flat = climbFromAll(common.likelihood, [common.starts(crude, 0)]);
  if (flat.kind === "notConverged") return refuse(flat.reason);
  if (tables.length === 1 && model !== "UM.RS")
    return describe({ ...base, tables, level, fit: common, best: flat.at, warnings });
  if (tables.length === 1) return refuse("one study cannot tell random study effects from anything else");
  const between = modelLikelihood(model, tables, "between");
  const found = climbBetween(between, flat.at);
  if (found.kind === "notConverged") return refuse(found.reason);
  const pooled = describe({ ...base, tables, level, fit: between, best: found.at, warnings });
  const [ratio, wald] = [likelihoodRatioTest(model, tables, flat.at.value), waldTest(model, tables)];
  return {
    ...pooled,
    ...predict(pooled, found.at.theta.at(-1)!, { rule: ahead.rule(tables.length, 1), label: ahead.label }, level),
    ...(ratio === undefined ? {} : { heterogeneity: ratio }),
    ...(wald === undefined ? {} : { heterogeneityWald: wald }),
  };
}

/** From several spreads; the fit without spread is one of the candidates. */
function climbBetween(between: ModelLikelihood, flat: LikelihoodAt) {
  const others = flat.theta;
  const starts = [0.2, 0.7, 1.5].map((tau) => [
    ...others.map((value, i) => (i > 1 ? Math.max(value, 0.1) : value)),
    tau,
  ]);
  const found = climbFromAll(between.likelihood, starts);
  const without = climb(between.likelihood, { start: [...others, 0], held: others.length });
  if (found.kind === "notConverged" || without.kind === "notConverged") return found;
  return without.at.value >= found.at.value - 1e-10 * (1 + Math.abs(found.at.value)) ? without : found;
}

interface Described {
  readonly model: TwoArmModel;
  readonly method: string;
  readonly studies: number;
  readonly informative: number;
  readonly tables: readonly Table[];
  readonly level: number;
  readonly fit: ModelLikelihood;
  readonly best: LikelihoodAt;
  readonly warnings: readonly string[];
}

function describe({ tables, level, fit, best, warnings, ...base }: Described): PooledOddsRatio {
  const { likelihood, effect } = fit;
  const standardError = Math.sqrt(covarianceAt(best, likelihood)?.[effect]?.[effect] ?? NaN);
  const mean = meanEstimate(likelihood, best, effect, level);
  const hasSpread = likelihood.spreads.at(-1) === true && !(base.model === "UM.RS" && likelihood.spreads.length === 3);
  const reason = "one study says nothing of the spread between studies";
  const statistic = best.theta[effect]! / standardError;
  const varianceOf = (parameter: number): Tau2 =>
    profiledVariance(likelihood, best, { parameter, level, method: "maximum likelihood", farthest: FARTHEST });
  return {
    ...base,
    method: `${base.method}, quadrature converged to rounding; profile-likelihood intervals`,
    mean,
    prediction: { kind: "notEstimable", reason },
    natural: { mean: naturally(mean), prediction: { kind: "notEstimable", reason } },
    ...(Number.isFinite(standardError)
      ? {
          standardError,
          test: { statistic, pValue: 2 * standardNormalSf(Math.abs(statistic)), law: { kind: "normal" } as const },
        }
      : {}),
    ...(hasSpread ? { tau2: varianceOf(best.theta.length - 1) } : {}),
    ...(base.model === "UM.RS" ? { studyVariance: varianceOf(2) } : {}),
    logLikelihood: best.value + constantOf(base.model, tables),
    warnings,
  };
}

function meanEstimate(likelihood: Likelihood, best: LikelihoodAt, effect: number, level: number): PooledEstimate {
  const [lower, upper] = profileLimits(likelihood, best, { parameter: effect, level, walls: [-FARTHEST, FARTHEST] });
  if (lower.kind === "notConverged") return { kind: "notEstimable", reason: lower.reason };
  if (upper.kind === "notConverged") return { kind: "notEstimable", reason: upper.reason };
  const limits = {
    lower: lower.kind === "limit" ? lower.value : -Infinity,
    upper: upper.kind === "limit" ? upper.value : Infinity,
  };
  return {
    kind: "estimated",
    value: best.theta[effect]!,
    interval: { ...limits, level, method: "profile likelihood" },
  };
}

function predict(
  { mean, standardError }: PooledOddsRatio,
  tau: number,
  { rule, label }: { readonly rule: ReturnType<(typeof predictionIntervals)[number]["rule"]>; readonly label: string },
  level: number,
): Pick<PooledOddsRatio, "prediction" | "natural"> {
  const none = (reason: string) => {
    const prediction = { kind: "notEstimable", reason } as const;
    return { prediction, natural: { mean: naturally(mean), prediction } };
  };
  if (rule.kind === "notEstimable") return none(rule.reason);
  if (mean.kind === "notEstimable") return none(mean.reason);
  if (standardError === undefined) return none("the likelihood is flat at its maximum");
  const tail = (1 - level) / 2;
  const quantile = rule.quantile === "normal" ? standardNormalIsf(tail) : studentT(rule.quantile).isf(tail);
  const half = quantile * Math.sqrt(tau * tau + standardError * standardError);
  const method = `${label}, ${rule.quantile === "normal" ? "z" : `t(${rule.quantile.df})`}`;
  const interval = { lower: mean.value - half, upper: mean.value + half, level, method };
  const prediction = { kind: "estimated", value: mean.value, interval } as const;
  return { prediction, natural: { mean: naturally(mean), prediction: naturally(prediction) } };
}

function naturally(estimate: PooledEstimate): PooledEstimate {
  if (estimate.kind === "notEstimable") return estimate;
  const { value, interval } = estimate;
  return {
    kind: "estimated",
    value: exp(value),
    interval: { ...interval, lower: exp(interval.lower), upper: exp(interval.upper) },
  };
}

function isInformative({ a, b, c, d }: Table): boolean {
  return a + c > 0 && b + d > 0;
}

function leftOut(count: number): readonly string[] {
  if (count === 0) return [];
  const word = count === 1 ? "study has" : "studies have";
  return [`${count} ${word} no events, or no non-events, in both arms: nothing is known of the odds ratio there`];
}

function withoutEstimate(tables: readonly Table[]): string | undefined {
  if (tables.filter(isInformative).length === 0) return "no study has both events and non-events";
  const lowest = tables.every(({ a, c, d }) => a === Math.max(0, a + c - (c + d)));
  const highest = tables.every(({ a, b, c }) => a === Math.min(a + b, a + c));
  if (lowest || highest)
    return "in every study one arm has no events, or the other no non-events, so that no odds ratio is finite";
  return undefined;
}

function crudeLogOddsRatio(tables: readonly Table[]): number {
  const sum = (of: (table: Table) => number) => tables.reduce((total, table) => total + of(table), 0.5);
  return log((sum(({ a }) => a) / sum(({ b }) => b)) * (sum(({ d }) => d) / sum(({ c }) => c)));
}

/** What the likelihoods leave out. */
function constantOf(model: TwoArmModel, tables: readonly Table[]): number {
  if (model === "CM.EL") return 0;
  const pairs = tables.flatMap(({ a, b, c, d }) =>
    model === "CM.AL"
      ? [{ events: a, n: a + c }]
      : [
          { events: a, n: a + b },
          { events: c, n: c + d },
        ],
  );
  return saturatedLogLikelihood(binomialTable(pairs));
}
