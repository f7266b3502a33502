import type { Cell } from "@rekindle/trial";
import { monteCarloInterval } from "../layers/monte-carlo-interval.ts";
import { type PowerCurveOptions, positionOf } from "./power-options.ts";

/** A simulated share with its Monte-Carlo interval, and the analytic one where there is one. */
export interface PowerPoint {
  readonly series: string;
  readonly x: number;
  readonly rejected: number;
  readonly standardError: number;
  readonly lower: number;
  readonly upper: number;
  readonly replicates: number;
  readonly analytic?: number;
}

/** The points of one hypothesis that differ in the horizontal axis only, from left to right. */
export interface PowerSeries {
  readonly name: string;
  readonly points: readonly PowerPoint[];
}

/** Series of one hypothesis: one per trial and setting of what else varies. */
export function powerSeries(
  cells: readonly Cell[],
  hypothesis: Cell["hypothesis"],
  options: PowerCurveOptions,
): PowerSeries[] {
  const varied = variedPaths(cells, options.x);
  const manyTrials = new Set(cells.map((cell) => cell.trial)).size > 1;
  const series = new Map<string, PowerPoint[]>();
  for (const cell of cells.filter((each) => each.hypothesis === hypothesis)) {
    const name = seriesName(cell, varied, manyTrials, options);
    series.set(name, [...(series.get(name) ?? []), pointOf(cell, name, options.x)]);
  }
  return [...series].map(([name, points]) => ({ name, points: points.toSorted((a, b) => a.x - b.x) }));
}

/** Paths, the horizontal axis apart, that take more than one value in a trial. */
function variedPaths(cells: readonly Cell[], x: string): string[] {
  const paths = [...new Set(cells.flatMap((cell) => Object.keys(cell.condition)))].filter(
    (path) => path !== x && !isSize(path, x),
  );
  return paths.filter((path) => new Set(cells.map((cell) => cell.condition[path])).size > 1);
}

/** A varied sample size is the horizontal axis `patients` by another name. */
function isSize(path: string, x: string): boolean {
  return x === "patients" && (path === "patients" || path.endsWith(".patients"));
}

function seriesName(cell: Cell, varied: readonly string[], manyTrials: boolean, options: PowerCurveOptions): string {
  const settings = varied.flatMap((path) => {
    const value = cell.condition[path];
    return value === undefined ? [] : [`${options.pathTitles?.[path] ?? path.split(".").at(-1)} ${value}`];
  });
  const trial = manyTrials ? [options.trialTitles?.[cell.trial] ?? cell.trial] : [];
  return [...trial, ...settings].join(", ");
}

function pointOf(cell: Cell, series: string, x: string): PowerPoint {
  const { rejected, replicates } = cell.characteristics;
  return {
    series,
    x: positionOf(cell, x)!,
    rejected: rejected.value,
    standardError: rejected.standardError,
    ...monteCarloInterval(rejected, replicates),
    replicates,
    ...(cell.analytic.kind === "analytic" ? { analytic: cell.analytic.power } : {}),
  };
}
