import { checkWith, chiSquared, exp, log, orThrow, standardNormalIsf } from "@rekindle/stats";
import { z } from "zod";
import { checkComparisons, tableOf } from "../measure-comparisons.ts";
import type { PooledEstimate } from "../pooled.ts";
import type { ComparisonCounts, Table } from "./comparison.ts";

export const mantelHaenszelSchema = z.strictObject({
  measure: z.enum(["oddsRatio", "riskRatio", "riskDifference"]),
  level: z.exactOptional(z.number().gt(0).lt(1)),
});

export type MantelHaenszelOptions = Readonly<z.output<typeof mantelHaenszelSchema>>;

/** A chi-squared test with its degrees of freedom. */
export interface ChiSquaredTest {
  readonly statistic: number;
  readonly df: number;
  readonly pValue: number;
}

/** A Mantel-Haenszel estimate of a common effect. */
export interface MantelHaenszel {
  readonly measure: MantelHaenszelOptions["measure"];
  readonly method: string;
  /** On the natural scale: odds ratio, risk ratio or risk difference. */
  readonly estimate: PooledEstimate;
  /** Of the log ratio, or of the risk difference; absent where the estimate is. */
  readonly standardError?: number;
  /** Cochran-Mantel-Haenszel test of no association, with a continuity correction of 0.5; only for odds ratios. */
  readonly association?: ChiSquaredTest;
  /** Tarone's (1985) adjusted Breslow-Day test of a common odds ratio; only for odds ratios. */
  readonly homogeneity?: ChiSquaredTest;
}

/**
 * Mantel-Haenszel estimate of a common odds ratio, risk ratio or risk difference. Empty cells need no correction; studies without
 * information drop out.
 *
 * Variances: odds ratio Robins, Breslow & Greenland (1986), doi:10.2307/2531052; risk ratio Greenland & Robins (1985),
 * doi:10.2307/2530643; risk difference Sato, Greenland & Robins, Biometrics 45 (1989) 1323.
 * @throws InvalidInput on impossible counts or an unknown measure.
 * @example
 * poolMantelHaenszel(rows, { measure: "riskRatio" }).estimate; // { kind: "estimated", value: 0.635, … }
 */
export function poolMantelHaenszel(rows: readonly ComparisonCounts[], options: MantelHaenszelOptions): MantelHaenszel {
  checkComparisons(rows);
  const { measure, level = 0.95 } = orThrow(checkWith(mantelHaenszelSchema, options));
  // in an order of their own, so that sums do not depend on how the studies are listed
  const tables = rows.map((row) => tableOf(row)).toSorted((x, y) => x.a - y.a || x.b - y.b || x.c - y.c || x.d - y.d);
  const method = `Mantel-Haenszel ${wordsFor[measure]}`;
  const found = estimators[measure](tables);
  if (found === undefined) {
    const reason = "the studies together have no events, or no non-events, in one arm";
    return { measure, method, estimate: { kind: "notEstimable", reason } };
  }
  const { value, variance, ratio } = found;
  const standardError = Math.sqrt(variance);
  const half = standardNormalIsf((1 - level) / 2) * standardError;
  const natural = (x: number): number => (ratio ? exp(x) : x);
  const interval = { lower: natural(value - half), upper: natural(value + half), level, method: "Wald, z" };
  const base = {
    measure,
    method,
    estimate: { kind: "estimated", value: natural(value), interval },
    standardError,
  } as const;
  if (measure !== "oddsRatio") return base;
  return { ...base, ...association(tables), ...homogeneity(tables, natural(value)) };
}

const wordsFor = { oddsRatio: "odds ratio", riskRatio: "risk ratio", riskDifference: "risk difference" } as const;

interface Found {
  readonly value: number;
  readonly variance: number;
  readonly ratio: boolean;
}

const estimators: Readonly<Record<MantelHaenszelOptions["measure"], (tables: readonly Table[]) => Found | undefined>> =
  {
    oddsRatio,
    riskRatio,
    riskDifference,
  };

function total(tables: readonly Table[], of: (table: Table, n: number) => number): number {
  return tables.reduce((sum, table) => sum + of(table, table.a + table.b + table.c + table.d), 0);
}

function oddsRatio(tables: readonly Table[]): Found | undefined {
  const R = total(tables, ({ a, d }, n) => (a * d) / n);
  const S = total(tables, ({ b, c }, n) => (b * c) / n);
  if (R === 0 || S === 0) return undefined;
  const PR = total(tables, ({ a, d }, n) => ((a + d) / n) * ((a * d) / n));
  const QS = total(tables, ({ b, c }, n) => ((b + c) / n) * ((b * c) / n));
  const cross = total(tables, ({ a, b, c, d }, n) => ((a + d) / n) * ((b * c) / n) + ((b + c) / n) * ((a * d) / n));
  const variance = 0.5 * (PR / (R * R) + cross / (R * S) + QS / (S * S));
  return { value: log(R / S), variance, ratio: true };
}

function riskRatio(tables: readonly Table[]): Found | undefined {
  const R = total(tables, ({ a, c, d }, n) => (a * (c + d)) / n);
  const S = total(tables, ({ a, b, c }, n) => (c * (a + b)) / n);
  if (R === 0 || S === 0) return undefined;
  const P = total(tables, ({ a, b, c, d }, n) => ((a + b) / n) * ((c + d) / n) * (a + c) - (a * c) / n);
  return { value: log(R / S), variance: P / (R * S), ratio: true };
}

function riskDifference(tables: readonly Table[]): Found | undefined {
  const weight = total(tables, ({ a, b, c, d }, n) => ((a + b) * (c + d)) / n);
  const value = total(tables, ({ a, b, c, d }, n) => (a * (c + d) - c * (a + b)) / n) / weight;
  const P = total(tables, ({ a, b, c, d }, n) => {
    const [s1, s2] = [(a + b) / n, (c + d) / n];
    return c * s1 * s1 - a * s2 * s2 + (s1 * s2 * (c + d - a - b)) / 2;
  });
  const Q = total(tables, ({ a, b, c, d }, n) => (a * d + c * b) / (2 * n));
  const variance = (value * P + Q) / (weight * weight);
  return variance > 0 ? { value, variance, ratio: false } : undefined;
}

/** Mean and variance of a under no association. */
function association(tables: readonly Table[]): { readonly association?: ChiSquaredTest } {
  const observed = total(tables, ({ a }) => a);
  const expected = total(tables, ({ a, b, c }, n) => ((a + b) * (a + c)) / n);
  const variance = total(tables, ({ a, b, c, d }, n) =>
    n > 1 ? (((a + b) / n) * ((c + d) / n) * (a + c) * (b + d)) / (n - 1) : 0,
  );
  if (variance === 0) return {};
  const distance = Math.max(0, Math.abs(observed - expected) - 0.5);
  const statistic = (distance * distance) / variance;
  return { association: { statistic, df: 1, pValue: chiSquared({ df: 1 }).sf(statistic) } };
}

/** Breslow and Day's test with Tarone's adjustment, doi:10.1093/biomet/72.1.91. */
function homogeneity(tables: readonly Table[], common: number): { readonly homogeneity?: ChiSquaredTest } {
  const informative = tables.filter(({ a, b, c, d }) => a + c > 0 && b + d > 0);
  if (informative.length < 2) return {};
  let statistic = 0;
  let excess = 0;
  let spread = 0;
  for (const table of informative) {
    const fitted = fittedUnder(table, common);
    const variance = 1 / (1 / fitted.a + 1 / fitted.b + 1 / fitted.c + 1 / fitted.d);
    const distance = table.a - fitted.a;
    statistic += (distance * distance) / variance;
    excess += distance;
    spread += variance;
  }
  statistic = Math.max(0, statistic - (excess * excess) / spread);
  const df = informative.length - 1;
  return { homogeneity: { statistic, df, pValue: chiSquared({ df }).sf(statistic) } };
}

/** The table with the same margins and the given odds ratio: a root of a quadratic, in the form that does not cancel. */
function fittedUnder({ a, b, c, d }: Table, odds: number): Table {
  const [n1, n2, events] = [a + b, c + d, a + c];
  const p = odds * (n1 + events) + (n2 - events);
  const root = Math.sqrt(Math.max(0, p * p - 4 * odds * (odds - 1) * n1 * events));
  const fitted = (2 * odds * n1 * events) / (p + root);
  return { a: fitted, b: n1 - fitted, c: events - fitted, d: n2 - events + fitted };
}
