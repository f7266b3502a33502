import type { SheetPool } from "../pooling/sheet-pool.ts";
import type { Row } from "./columns.ts";
import { csvOf } from "./columns.ts";
import { estimateFields } from "./pool-rows.ts";
import type { ResultTable } from "./result-tables.ts";

/**
 * The tables of a pooled sheet that have rows: studies, the pool, its groups and the coefficients of its regression. Effects are on the
 * scale of their measure and, beside it, on the natural scale; `tableOf(rows)` makes a table of arquero of each.
 * @example sheetPoolTables(pooled).map(({ name, csv }) => [name, csv]);
 */
export function sheetPoolTables(pool: SheetPool): readonly ResultTable[] {
  const tables: readonly (readonly [string, readonly Row[]])[] = [
    ["studies", studyRows(pool)],
    ["pool", [togetherRow(pool)]],
    ["groups", groupRows(pool)],
    ["coefficients", coefficientRows(pool)],
  ];
  return tables.flatMap(([name, rows]) => (rows.length === 0 ? [] : [{ name, rows, csv: csvOf(rows) }]));
}

function studyRows({ together }: SheetPool): readonly Row[] {
  if (together.kind === "rate")
    return together.pooled.studies.map(({ id, label, events, n, proportion, interval, weight }) => ({
      study: id,
      label,
      events,
      n,
      proportion,
      lower: interval.lower,
      upper: interval.upper,
      weight,
    }));
  if (together.kind !== "effect") return [];
  return together.pooled.studies.map(({ id, label, value, standardError, natural, weight }) => ({
    study: id,
    label,
    value,
    standardError,
    natural: natural.value,
    naturalLower: natural.lower,
    naturalUpper: natural.upper,
    weight,
  }));
}

function togetherRow({ together, studies }: SheetPool): Row {
  if (together.kind === "mantelHaenszel") {
    const { estimate, standardError, method } = together.pooled;
    return { studies, ...estimateFields("mean", estimate), standardError, method };
  }
  const { mean, prediction, tau2, heterogeneity, method } = together.pooled;
  const natural = together.kind === "rate" ? undefined : together.pooled.natural;
  return {
    studies,
    ...estimateFields("mean", mean),
    ...estimateFields("prediction", prediction),
    ...(natural === undefined ? {} : estimateFields("naturalMean", natural.mean)),
    ...(natural === undefined ? {} : estimateFields("naturalPrediction", natural.prediction)),
    tau2: tau2?.value,
    heterogeneity: heterogeneity?.statistic,
    heterogeneityP: heterogeneity?.pValue,
    method,
  };
}

function groupRows({ subgroups }: SheetPool): readonly Row[] {
  if (subgroups === undefined) return [];
  const { by } = subgroups;
  if (subgroups.kind === "mantelHaenszel")
    return subgroups.result.groups.map(({ group, studies, pooled }) => ({
      by,
      group,
      studies,
      ...estimateFields("mean", pooled.estimate),
      tau2: undefined,
    }));
  return subgroups.result.groups.map(({ group, pooled }) => ({
    by,
    group,
    studies: pooled.studies.length,
    ...estimateFields("mean", pooled.mean),
    tau2: pooled.tau2?.value,
  }));
}

function coefficientRows({ regression }: SheetPool): readonly Row[] {
  const result = regression?.result;
  if (result?.kind !== "estimated") return [];
  return result.coefficients.map(({ name, value, standardError, interval, test, permutationP }) => ({
    coefficient: name,
    value,
    standardError,
    lower: interval.kind === "estimated" ? interval.interval.lower : undefined,
    upper: interval.kind === "estimated" ? interval.interval.upper : undefined,
    statistic: test?.statistic,
    pValue: test?.pValue,
    permutationP,
  }));
}
