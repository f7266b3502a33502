import type { Effects } from "../measures/measure.ts";
import type { InverseVarianceOptions, PoolParts } from "../pool-options.ts";
import type { Pooled, PooledEstimate } from "../pooled.ts";
import { clopperPearson, pooledStudy } from "../study-interval.ts";
import { chooseParts } from "./choices.ts";
import { fitMean, problemOf, type ScaleInterval } from "./fit-mean.ts";
import { cochranQ, inconsistency } from "./heterogeneity.ts";

/** Inverse-variance pooling of single proportions, back on the natural scale. */
export function poolInverseVariance(
  effects: Effects,
  options: Omit<InverseVarianceOptions, "model">,
  parts: PoolParts,
  warnings: readonly string[],
): Pooled {
  const choices = chooseParts(options, parts);
  const { level, estimator, around } = choices;
  const { rows, measure } = effects;
  if (rows.length === 1) return oneStudy(effects, level, warnings);
  const counts = rows.map((row) => row.counts);
  const totals = { events: sum(counts.map((row) => row.events)), n: sum(counts.map((row) => row.n)) };
  const problem = problemOf(rows);
  const base = { model: "inverseVariance", method: `inverse variance, ${effects.method}, ${estimator.label}` } as const;
  const fit = fitMean(rows, choices);
  const told = [...warnings, ...cautions(effects, totals)];
  if (fit.kind === "notEstimable") {
    const studies = counts.map((row) => pooledStudy(row, level));
    return {
      ...base,
      studies,
      ...totals,
      mean: fit,
      prediction: fit,
      heterogeneity: cochranQ(problem),
      warnings: told,
    };
  }
  const context = { harmonicMeanN: harmonicMean(counts.map((row) => row.n)) };
  const natural = (interval: ScaleInterval): PooledEstimate => {
    if (interval.kind === "notEstimable") return interval;
    const ends = [measure.toNatural(interval.lower, context), measure.toNatural(interval.upper, context)] as const;
    const limits = { lower: ends[0], upper: ends[1], level, method: interval.method };
    return { kind: "estimated", value: measure.toNatural(fit.mean, context), interval: limits };
  };
  return {
    ...base,
    method: `${base.method}, ${fit.interval.kind === "limits" ? fit.interval.method : around.label}`,
    studies: counts.map((row, i) => pooledStudy(row, level, fit.shares[i])),
    ...totals,
    mean: natural(fit.interval),
    prediction: natural(fit.prediction),
    ...(measure.scale === "logit" ? { logit: { mean: fit.mean, standardError: fit.standardError } } : {}),
    tau2: fit.tau2,
    heterogeneity: cochranQ(problem),
    ...inconsistency(problem, fit.tau2.value),
    warnings: told,
  };
}

function oneStudy({ rows, method }: Effects, level: number, warnings: readonly string[]): Pooled {
  const { counts } = rows[0]!;
  const { events, n } = counts;
  const interval = { ...clopperPearson(events, n, level), method: "Clopper-Pearson, one study" };
  const reason = "one study says nothing of the spread between studies";
  return {
    model: "inverseVariance",
    method: `inverse variance, ${method}; one study, so its own exact interval`,
    studies: [pooledStudy(counts, level, 1)],
    events,
    n,
    mean: { kind: "estimated", value: events / n, interval },
    prediction: { kind: "notEstimable", reason },
    warnings,
  };
}

function cautions({ rows, measure }: Effects, { events, n }: { events: number; n: number }): readonly string[] {
  const atOneEnd = events === 0 || events === n;
  const end = events === 0 ? "0 %" : "100 %";
  return [
    ...(atOneEnd && rows.some((row) => row.corrected)
      ? [`every study is at ${end}: this estimate rests on the continuity correction alone`]
      : []),
    ...(measure.warning === undefined ? [] : [measure.warning]),
  ];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function harmonicMean(values: readonly number[]): number {
  return values.length / sum(values.toSorted((a, b) => a - b).map((value) => 1 / value));
}
