import type { Cell } from "@rekindle/trial";
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

/** The figure in words, for readers who cannot see it. */
export function powerDescription(power: readonly PowerSeries[], typeOne: readonly PowerSeries[]): string {
  return [...power.map((each) => tell("Power", each)), ...typeOne.map((each) => tell("Type I error", each))].join(" ");
}

function tell(what: string, series: PowerSeries): string {
  const values = series.points.map((point) => `${percent(point.rejected)} % at ${grouped(point.x)}`).join(", ");
  return `${what}${series.name === "" ? "" : ` (${series.name})`}: ${values}.`;
}
