import type { Cell } from "@rekindle/trial";
import type { FigureTable } from "../figure/figure-table.ts";
import { grouped, percent } from "../format.ts";
import type { PowerCurveOptions } from "./power-options.ts";
import type { PowerSeries } from "./power-series.ts";

/** Replicates, analytic methods, and what could not be tested. */
export function powerNotes(cells: readonly Cell[], options: PowerCurveOptions): string[] {
  const replicates = [...new Set(cells.map((cell) => cell.characteristics.replicates))]
    .toSorted((a, b) => a - b)
    .map(grouped);
  const methods = new Set(
    cells.flatMap(({ analytic }) =>
      analytic.kind === "analytic" ? [`Analytic: ${analytic.method}${analytic.exact ? "" : " (approximate)"}.`] : [],
    ),
  );
  const none = new Set(
    cells.flatMap(({ analytic }) => (analytic.kind === "none" ? [`No analytic answer: ${analytic.reason}.`] : [])),
  );
  const untestable = cells.reduce(
    (sum, cell) => sum + Object.values(cell.characteristics.notEstimable).reduce((a, b) => a + b, 0),
    0,
  );
  return [
    `Points: ${replicates.join(" or ")} replicates each; vertical lines are 95 % Monte-Carlo intervals (Wilson).`,
    ...methods,
    ...none,
    ...(untestable > 0 ? [`${grouped(untestable)} replicates could not be tested and count as not rejecting.`] : []),
    ...(options.notes ?? []),
  ];
}

/** The figure as a table. */
export function powerTable(
  power: readonly PowerSeries[],
  typeOne: readonly PowerSeries[],
  options: PowerCurveOptions,
): FigureTable {
  const rows = (what: string, series: readonly PowerSeries[]) =>
    series.flatMap(({ name, points }) =>
      points.map((point) => [
        name === "" ? what : `${what}, ${name}`,
        grouped(point.x),
        percent(point.rejected, 2),
        percent(point.standardError, 2),
        point.analytic === undefined ? "" : percent(point.analytic, 2),
      ]),
    );
  const x = options.xTitle ?? (options.x === "patients" ? "Patients randomised" : options.x);
  return {
    columns: ["What", x, "Simulated, %", "Standard error, %", "Analytic, %"],
    rows: [...rows("Power", power), ...rows("Type I error", typeOne)],
  };
}

/** The figure in words, for readers who cannot see it. */
export function powerDescription(power: readonly PowerSeries[], typeOne: readonly PowerSeries[]): string {
  return [...power.map((each) => tell("Power", each)), ...typeOne.map((each) => tell("Type I error", each))].join(" ");
}

function tell(what: string, series: PowerSeries): string {
  const values = series.points.map((point) => `${percent(point.rejected)} % at ${grouped(point.x)}`).join(", ");
  return `${what}${series.name === "" ? "" : ` (${series.name})`}: ${values}.`;
}
