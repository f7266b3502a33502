import type { AnalysisResult } from "../analysis/analysis-result.ts";
import type { Row } from "./columns.ts";
import { csvOf } from "./columns.ts";
import { estimateFields, poolRows, studyRows, timingWord } from "./pool-rows.ts";
import type { ResultTable } from "./result-tables.ts";

/**
 * Every table of an analysis that has rows: pools, their studies, specification curves, properties of designs, counts beside each other,
 * printed ranges and poolings done again. Proportions are in [0, 1]. `tableOf(rows)` makes a table of arquero of each.
 * @example analysisTables(runAnalysis(analysis, library)).map(({ name }) => name);
 */
export function analysisTables(result: AnalysisResult): readonly ResultTable[] {
  const tables: readonly (readonly [string, readonly Row[]])[] = [
    ["pools", poolRows(result)],
    ["studies", studyRows(result)],
    ["interactions", interactionRows(result)],
    ["specifications", specificationRows(result)],
    ["discrepancies", discrepancyRows(result)],
    ["design-moderators", explanationRows(result)],
    ["counts-beside", besideRows(result)],
    ["published-ranges", rangeRows(result)],
    ["reproductions", reproductionRows(result)],
  ];
  return tables.flatMap(([name, rows]) => (rows.length === 0 ? [] : [{ name, rows, csv: csvOf(rows) }]));
}

/** One row per pool by genotype and model. */
function interactionRows({ pools }: AnalysisResult): readonly Row[] {
  return pools.flatMap(({ id, interaction }) =>
    Object.entries(interaction ?? {}).map(([model, test]) => ({
      pool: id,
      model,
      statistic: test.kind === "tested" ? test.statistic : undefined,
      df: test.kind === "tested" ? test.df : undefined,
      pValue: test.kind === "tested" ? test.pValue : undefined,
      method: test.kind === "tested" ? test.method : `none: ${test.reason}`,
    })),
  );
}

/** One row per specification and method, in the order of their rates within a pool: what a specification curve shows. */
function specificationRows({ pools }: AnalysisResult): readonly Row[] {
  return pools.flatMap(({ id, specifications = [] }) =>
    specifications.map(({ changes, isAsAsked, method, methodTitle, studies, events, n, mean, tau2 }, i) => ({
      pool: id,
      rank: i + 1,
      changes: changes.join("; "),
      isAsAsked,
      method,
      methodTitle,
      studies,
      events,
      n,
      ...estimateFields("mean", mean),
      tau2,
    })),
  );
}

/** One row per discrepancy that changes a pool. */
function discrepancyRows({ pools }: AnalysisResult): readonly Row[] {
  return pools.flatMap(({ id, discrepancies = [] }) =>
    discrepancies.map(({ issue, readings, events, n, mean }) => ({
      pool: id,
      readings: readings.join("; "),
      events,
      n,
      ...estimateFields("mean", mean),
      issue,
    })),
  );
}

/** One row per property of designs and coefficient. */
function explanationRows({ pools }: AnalysisResult): readonly Row[] {
  return pools.flatMap(({ id, explanations = [] }) =>
    explanations.flatMap(({ moderator, label, regression, values, warnings }): readonly Row[] => {
      const levels = values.map(({ value, studies }) => `${value} (${studies})`).join(", ");
      const head = { pool: id, moderator, label, levels };
      const none = { value: undefined, lower: undefined, upper: undefined, pValue: undefined, permutationP: undefined };
      if (regression.kind === "notEstimable")
        return [{ ...head, coefficient: "", ...none, warnings: `none: ${regression.reason}` }];
      return regression.coefficients.slice(1).map(({ name, value, interval, test, permutationP }) => ({
        ...head,
        coefficient: name,
        value,
        lower: interval.kind === "estimated" ? interval.interval.lower : undefined,
        upper: interval.kind === "estimated" ? interval.interval.upper : undefined,
        pValue: test?.pValue,
        permutationP,
        warnings: warnings.join("; "),
      }));
    }),
  );
}

/** One row per study that has counts in both of two pools. */
function besideRows({ pools }: AnalysisResult): readonly Row[] {
  return pools.flatMap(({ id, beside }) =>
    (beside?.rows ?? []).map(({ label, here, there }) => ({
      pool: id,
      beside: beside!.pool,
      study: label,
      events: here.events,
      n: here.n,
      besideEvents: there.events,
      besideN: there.n,
      besideDenominator: there.denominator,
      besideTiming: there.timing.kind === "atDay" ? timingWord(there.timing) : there.timing.kind,
    })),
  );
}

/** One row per end of a printed range, and per count outside of it. */
function rangeRows({ ranges }: AnalysisResult): readonly Row[] {
  return ranges.flatMap(({ endpoint, denominator, lower, upper, ends, outside }) => {
    const row = (place: string, label: string, count: { readonly events: number; readonly n: number }): Row => ({
      endpoint,
      denominator,
      lower,
      upper,
      place,
      study: label,
      events: count.events,
      n: count.n,
      rate: count.events / count.n,
    });
    return [
      row("lower end", `${ends.low.label}, ${ends.low.genotype}`, ends.low),
      row("upper end", `${ends.high.label}, ${ends.high.genotype}`, ends.high),
      ...outside.map((count) => row("outside", count.label, count)),
    ];
  });
}

/** One row per number of a pooling done again. */
function reproductionRows({ reproductions }: AnalysisResult): readonly Row[] {
  return reproductions.flatMap(({ record, group, numbers, differences }) =>
    numbers.map(({ quantity, recorded, found, agrees }) => ({
      record,
      group,
      quantity,
      recorded,
      found,
      agrees,
      differences: differences.join("; "),
    })),
  );
}
