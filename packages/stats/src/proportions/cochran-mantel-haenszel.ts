import { issuesOfEach, requireLists, requireMappings } from "../argument-shapes.ts";
import { finite, holds, oneOf, requireAll, type Requirement } from "../arguments.ts";
import { incompleteGammaUpper } from "../special/incomplete-gamma.ts";
import { quadraticForm } from "../survival/quadratic-form.ts";
import type { ChiSquaredResult, TestOutcome } from "./two-proportion-test.ts";

/** Counts of one stratum, rows (arms) by columns (outcomes). */
export type CountTable = readonly (readonly number[])[];

/** 1, 2, 3, … (`table`), midranks over N + 1 within each stratum (`modifiedRidit`), or numbers of one's own. */
export type Scores = "table" | "modifiedRidit" | readonly number[];

/**
 * What the test looks for.
 *
 * - `generalAssociation`: any difference between rows, all categories without order; df (R - 1)(C - 1).
 * - `rowMeanScores`: different mean column scores of the rows; df R - 1. With two rows and `modifiedRidit` it is van Elteren's test.
 * - `correlation`: a linear trend of column scores with row scores; df 1.
 */
export type CmhStatistic = "generalAssociation" | "rowMeanScores" | "correlation";

/**
 * Cochran–Mantel–Haenszel test of R × C tables over strata: Q = G' V⁻ G, G the sum over strata of the gaps between counts and what their
 * margins lead to expect, combined by the statistic's contrasts, and V its covariance under the multiple hypergeometric law.
 * Source: J. R. Landis, E. R. Heyman, G. G. Koch, Int. Stat. Rev. 46 (1978) 237–254, doi:10.2307/1402373. Rows and columns may be empty in
 * some strata; df counts the contrasts that the data determine, so rows and columns that are empty everywhere take nothing.
 * @returns `notEstimable` where no stratum has two patients that differ in both row and column.
 * @throws InvalidInput for no strata, tables of different shapes or below 2 × 2, counts that are negative or not whole, scores that are not
 * finite or not one for each row or column, or scores for a statistic that takes none.
 * @example cochranMantelHaenszel([[[10, 5, 2], [6, 7, 8]], [[4, 4, 1], [2, 5, 6]]], { statistic: "rowMeanScores" })
 */
export function cochranMantelHaenszel(
  strata: readonly CountTable[],
  options: { readonly statistic: CmhStatistic; readonly rowScores?: Scores; readonly columnScores?: Scores },
): TestOutcome<ChiSquaredResult> {
  requireLists({ strata });
  requireMappings({ options });
  for (const [h, table] of Array.from(strata).entries()) {
    requireLists({ [`strata.${h}`]: table });
    requireLists(Object.fromEntries(Array.from(table, (row, i) => [`strata.${h}.${i}`, row])));
  }
  const { statistic, rowScores = "table", columnScores = "table" } = options;
  const rows = strata[0]?.length ?? 0;
  const columns = strata[0]?.[0]?.length ?? 0;
  requireAll(
    ...checkTables(strata, rows, columns),
    oneOf("statistic", statistic, ["generalAssociation", "rowMeanScores", "correlation"]),
    ...checkScores("rowScores", rowScores, rows),
    ...checkScores("columnScores", columnScores, columns),
    holds(
      statistic === "correlation" || options.rowScores === undefined,
      "rowScores",
      `${statistic} takes no row scores`,
    ),
    holds(
      statistic !== "generalAssociation" || options.columnScores === undefined,
      "columnScores",
      `${statistic} takes no column scores`,
    ),
  );
  const rowCount = statistic === "correlation" ? 1 : rows;
  const columnCount = statistic === "generalAssociation" ? columns : 1;
  const size = rowCount * columnCount;
  const gap = Array.from({ length: size }, () => 0);
  const covariance = Array.from({ length: size }, () => Array.from({ length: size }, () => 0));
  for (const table of strata) {
    const rowSums = table.map((row) => row.reduce((a, b) => a + b, 0));
    const columnSums = table[0]!.map((_, j) => table.reduce((sum, row) => sum + row[j]!, 0));
    const n = rowSums.reduce((a, b) => a + b, 0);
    if (n < 2) continue;
    const u = statistic === "correlation" ? [scoresOf(rowScores, rowSums)] : units(rows);
    const v = statistic === "generalAssociation" ? units(columns) : [scoresOf(columnScores, columnSums)];
    const rowSpread = spreadOf(u, rowSums, n);
    const columnSpread = spreadOf(v, columnSums, n);
    for (let a = 0; a < rowCount; a++) {
      for (let b = 0; b < columnCount; b++) {
        const here = a * columnCount + b;
        gap[here]! += gapOf(table, u[a]!, v[b]!, columnSums, n);
        for (let c = 0; c < rowCount; c++) {
          for (let d = 0; d < columnCount; d++) {
            covariance[here]![c * columnCount + d]! += (rowSpread[a]![c]! * columnSpread[b]![d]!) / (n - 1);
          }
        }
      }
    }
  }
  const form = quadraticForm(covariance, gap);
  if (form === undefined)
    return { kind: "notEstimable", reason: "no stratum has patients that differ in row and column" };
  return {
    kind: "tested",
    statistic: form.value,
    df: form.rank,
    pValue: incompleteGammaUpper(form.rank / 2, form.value / 2),
  };
}

function units(size: number): readonly (readonly number[])[] {
  return Array.from({ length: size }, (_, i) => Array.from({ length: size }, (__, j) => (i === j ? 1 : 0)));
}

function scoresOf(scores: Scores, sums: readonly number[]): readonly number[] {
  if (scores === "table") return sums.map((_, i) => i + 1);
  if (scores !== "modifiedRidit") {
    const largest = scores.reduce((most, score) => Math.max(most, Math.abs(score)), 0);
    return largest > 0 ? scores.map((score) => score / largest) : scores;
  }
  const total = sums.reduce((a, b) => a + b, 0);
  let below = 0;
  return sums.map((sum) => {
    const midrank = below + (sum + 1) / 2;
    below += sum;
    return midrank / (total + 1);
  });
}

/** Σ_k m_k (a_k - ā)(b_k - b̄) / √n for every pair of contrasts: products of rows and columns are the hypergeometric covariance. */
function spreadOf(contrasts: readonly (readonly number[])[], sums: readonly number[], n: number): number[][] {
  const centred = contrasts.map((contrast) => {
    const mean = contrast.reduce((sum, value, k) => sum + value * (sums[k]! / n), 0);
    return contrast.map((value) => value - mean);
  });
  return centred.map((a) => centred.map((b) => a.reduce((sum, value, k) => sum + value * b[k]! * sums[k]!, 0)));
}

/** Σ u_i v_j (n_ij - n_i. n_.j / n). */
function gapOf(
  table: CountTable,
  u: readonly number[],
  v: readonly number[],
  columnSums: readonly number[],
  n: number,
): number {
  const mean = v.reduce((sum, value, j) => sum + value * (columnSums[j]! / n), 0);
  let gap = 0;
  for (let i = 0; i < u.length; i++) {
    if (u[i] === 0) continue;
    let row = 0;
    for (let j = 0; j < v.length; j++) row += (v[j]! - mean) * table[i]![j]!;
    gap += u[i]! * row;
  }
  return gap;
}

function checkTables(strata: readonly CountTable[], rows: number, columns: number): Requirement[] {
  return [
    holds(strata.length > 0, "strata", "there are no strata"),
    holds(
      strata.length === 0 || (rows >= 2 && columns >= 2),
      "strata",
      `tables of ${rows} × ${columns}`,
      "need at least two rows and two columns",
    ),
    ...issuesOfEach(strata, (table, h) => [
      holds(
        table.length === rows && table.every((row) => row.length === columns),
        `strata.${h}`,
        "has another shape than the first table",
      ),
      holds(
        table.every((row) => Array.from(row).every((count) => Number.isSafeInteger(count) && count >= 0)),
        `strata.${h}`,
        "a count is negative or not whole",
      ),
    ]),
  ];
}

function checkScores(name: string, scores: Scores, length: number): Requirement[] {
  if (typeof scores === "string") return [oneOf(name, scores, ["table", "modifiedRidit"])];
  requireLists({ [name]: scores });
  return [
    holds(scores.length === length, name, `${scores.length} scores for ${length}`),
    ...Array.from(scores, (score, i) => finite(`${name}.${i}`, score)),
    holds(!(scores.length > 1) || scores.some((score) => score !== scores[0]), name, "all scores are equal"),
  ];
}
