import { requireLists, requireMappings } from "../argument-shapes.ts";
import { holds, oneOf, requireAll } from "../arguments.ts";
import { standardNormalSf } from "../distributions/normal.ts";
import { incompleteGammaUpper } from "../special/incomplete-gamma.ts";
import { differenceScore } from "./score.ts";
import { checkTable, requireTable, type TwoByTwo } from "./two-by-two.ts";

/** A test that has a result, or the reason why these data allow none. */
export type TestOutcome<T> =
  | ({ readonly kind: "tested" } & T)
  | { readonly kind: "notEstimable"; readonly reason: string };

export interface ZResult {
  /** Positive when the experimental proportion is higher. */
  readonly z: number;
  /** One-sided, for a higher experimental proportion. */
  readonly pUpper: number;
  readonly pTwoSided: number;
}

export type ZVariance = "pooled" | "unpooled" | "farringtonManning" | "miettinenNurminen";

/**
 * z test of two proportions against a difference (experimental minus control).
 *
 * - `pooled`: one common proportion in the variance; only against no difference.
 * - `unpooled`: each arm its own.
 * - `farringtonManning`, `miettinenNurminen`: maximum likelihood under the difference, the latter with factor N / (N - 1).
 *
 * @returns `notEstimable` where the variance is 0.
 * @throws InvalidInput for counts that are not whole or exceed n, a difference outside (-1, 1), or `pooled` with a difference.
 * @example zTest(table, { variance: "pooled", difference: 0 })
 */
export function zTest(
  table: TwoByTwo,
  options: { readonly variance: ZVariance; readonly difference?: number },
): TestOutcome<ZResult> {
  requireTable(table, options);
  const { variance, difference = 0 } = options;
  requireAll(
    ...checkTable(table),
    oneOf("variance", variance, ["pooled", "unpooled", "farringtonManning", "miettinenNurminen"]),
    holds(
      Number.isFinite(difference) && difference > -1 && difference < 1,
      "difference",
      `${difference} is out of range`,
      "must be strictly between -1 and 1",
    ),
    holds(
      variance !== "pooled" || difference === 0,
      "variance",
      "the pooled variance is for no difference",
      "use farringtonManning",
    ),
  );
  const z = zStatistic(table, variance, difference);
  if (!Number.isFinite(z)) return { kind: "notEstimable", reason: "the variance of the difference is 0 in these data" };
  return { kind: "tested", z, pUpper: standardNormalSf(z), pTwoSided: 2 * standardNormalSf(Math.abs(z)) };
}

function zStatistic(table: TwoByTwo, variance: ZVariance, difference: number): number {
  const { experimental, control } = table;
  const { events: x1, n: n1 } = experimental;
  const { events: x2, n: n2 } = control;
  const p1 = x1 / n1;
  const p2 = x2 / n2;
  switch (variance) {
    case "pooled": {
      const p = (x1 + x2) / (n1 + n2);
      return (p1 - p2) / Math.sqrt(p * (1 - p) * (1 / n1 + 1 / n2));
    }
    case "unpooled":
      return (p1 - p2 - difference) / Math.sqrt((p1 * (1 - p1)) / n1 + (p2 * (1 - p2)) / n2);
    case "farringtonManning":
      return scoreOrNothing(table, difference, 1);
    default:
      return scoreOrNothing(table, difference, (n1 + n2) / (n1 + n2 - 1));
  }
}

/** With no events, or nothing but events, and no difference the score is 0 / 0. */
function scoreOrNothing({ experimental, control }: TwoByTwo, difference: number, factor: number): number {
  const events = experimental.events + control.events;
  if (difference === 0 && (events === 0 || events === experimental.n + control.n)) return Number.NaN;
  return differenceScore(experimental.events, experimental.n, control.events, control.n, difference, factor);
}

export interface ChiSquaredResult {
  readonly statistic: number;
  readonly df: number;
  readonly pValue: number;
}

/** `nMinusOne`: the statistic times (N - 1) / N; `yates`: Yates's continuity correction, for 2 × 2 tables alone. */
export type ChiSquaredCorrection = "none" | "yates" | "nMinusOne";

/**
 * Pearson's chi-squared test of a table of counts, rows by columns.
 *
 * `nMinusOne` is the conditional variance's version (E. S. Pearson 1947), which I. Campbell, Stat. Med. 26 (2007) 3661,
 * doi:10.1002/sim.2832, recommends for 2 × 2 tables; of one stratum it is the Cochran–Mantel–Haenszel statistic.
 * @returns `notEstimable` where a row or column sums to 0.
 * @throws InvalidInput for rows of different lengths, negative or non-whole counts, fewer than two rows or columns, or Yates's
 * correction on a table that is not 2 × 2.
 * @example chiSquaredTest([[7, 13], [2, 18]], { correction: "none" })
 */
export function chiSquaredTest(
  counts: readonly (readonly number[])[],
  options: { readonly correction: ChiSquaredCorrection },
): TestOutcome<ChiSquaredResult> {
  requireLists({ counts });
  requireMappings({ options });
  requireLists(Object.fromEntries(Array.from(counts, (row, i) => [`counts.${i}`, row])));
  const rows = counts.length;
  const columns = counts[0]?.length ?? 0;
  requireAll(
    holds(
      rows >= 2 && columns >= 2,
      "counts",
      `a table of ${rows} × ${columns}`,
      "needs at least two rows and two columns",
    ),
    holds(
      counts.every((row) => row.length === columns),
      "counts",
      "the rows have different lengths",
    ),
    holds(
      counts.flatMap((row) => Array.from(row)).every((count) => Number.isSafeInteger(count) && count >= 0),
      "counts",
      "a count is negative or not whole",
    ),
    oneOf("correction", options.correction, ["none", "yates", "nMinusOne"]),
    holds(options.correction !== "yates" || (rows === 2 && columns === 2), "correction", "yates is for 2 × 2 tables"),
  );
  const rowSums = counts.map((row) => row.reduce((a, b) => a + b, 0));
  const columnSums = counts[0]!.map((_, j) => counts.reduce((sum, row) => sum + row[j]!, 0));
  const total = rowSums.reduce((a, b) => a + b, 0);
  if (rowSums.includes(0) || columnSums.includes(0)) {
    return { kind: "notEstimable", reason: "a row or a column of the table is empty" };
  }
  let statistic = 0;
  const yates = options.correction === "yates" ? yatesCorrection(counts, rowSums, columnSums, total) : 0;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const expected = (rowSums[i]! * columnSums[j]!) / total;
      const gap = Math.abs(counts[i]![j]! - expected) - yates;
      statistic += (gap * gap) / expected;
    }
  }
  if (options.correction === "nMinusOne") statistic *= (total - 1) / total;
  const df = (rows - 1) * (columns - 1);
  return { kind: "tested", statistic, df, pValue: incompleteGammaUpper(df / 2, statistic / 2) };
}

/** ½, or the whole gap where that is smaller: the correction never overshoots. */
function yatesCorrection(
  counts: readonly (readonly number[])[],
  rowSums: readonly number[],
  columnSums: readonly number[],
  total: number,
): number {
  return Math.min(0.5, Math.abs(counts[0]![0]! - (rowSums[0]! * columnSums[0]!) / total));
}
