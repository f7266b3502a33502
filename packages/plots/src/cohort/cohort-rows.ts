import type { CohortResult, CohortRow } from "@rekindle/cohort";
import { grouped } from "../format.ts";
import { widestText } from "../text/text-width.ts";
import { wrapText } from "../text/wrap-text.ts";
import { lineHeight, textStyles } from "../theme.ts";
import { type CohortPlotOptions, cohortTitles } from "./cohort-options.ts";

/** A row of the figure: one protocol in one genotype. */
export interface PlacedCohortRow {
  readonly row: CohortRow;
  readonly lines: readonly string[];
  readonly y: number;
}

/** The rows of one genotype under its head. */
export interface CohortBlock {
  readonly title: string;
  readonly patients: number;
  readonly y: number;
  readonly rows: readonly PlacedCohortRow[];
}

export interface CohortTable {
  readonly blocks: readonly CohortBlock[];
  readonly height: number;
  readonly labelWidth: number;
}

export const indentPx = 10;
const widestLabelPx = 210;
const heights = { head: 20, row: 19, gap: 8 } as const;

/** Rows grouped by genotype in the order of the result, the whole population first. */
export function cohortTable(result: CohortResult, options: CohortPlotOptions): CohortTable {
  const titles = cohortTitles(options);
  const genotypes = [...new Set(result.rows.map((row) => row.genotype))].toSorted(
    (a, b) => Number(b === "all") - Number(a === "all"),
  );
  const labels = widestText(
    result.rows.map((row) => titles.protocol(row.protocol)),
    textStyles.body,
  );
  const heads = widestText(
    genotypes.map((name) => `${titles.genotype(name)}  n = ${grouped(result.patients)}`),
    textStyles.head,
  );
  const labelWidth = Math.ceil(Math.min(widestLabelPx, Math.max(labels + indentPx, heads, 120)));
  let top = 2;
  const blocks = genotypes.map((genotype): CohortBlock => {
    const own = result.rows.filter((row) => row.genotype === genotype);
    const y = top + heights.head / 2;
    top += heights.head;
    const rows = own.map((row): PlacedCohortRow => {
      const lines = wrapText(titles.protocol(row.protocol), textStyles.body, labelWidth - indentPx);
      const placed = { row, lines, y: top + heights.row / 2 };
      top += heights.row + (lines.length - 1) * lineHeight(textStyles.body);
      return placed;
    });
    top += heights.gap;
    return { title: titles.genotype(genotype), patients: own[0]!.patients, y, rows };
  });
  return { blocks, height: top, labelWidth };
}
