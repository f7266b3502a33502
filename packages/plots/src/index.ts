export type { CohortPlotOptions } from "./cohort/cohort-options.ts";
export { cohortPlot } from "./cohort/cohort-plot.ts";
export { figureTable, type FigureTable } from "./figure/figure-table.ts";
export type { AxisScale } from "./axis/axis.ts";
export type { ForestLayoutName } from "./forest/forest-layouts.ts";
export type {
  ForestColumn,
  ForestGroup,
  ForestPlotOptions,
  ForestPool,
  Judgement,
  PublishedRange,
  RiskOfBias,
  TextColumn,
} from "./forest/forest-options.ts";
export { forestPlot } from "./forest/forest-plot.ts";
export { powerCurve } from "./power/power-curve.ts";
export type { PowerCurveOptions } from "./power/power-options.ts";
export type { PublishedRangePlotOptions, RangeComparison } from "./ranges/published-range-plot.ts";
export { publishedRangePlot } from "./ranges/published-range-plot.ts";
export { fixed, grouped, percent, percentLevel, pValueText, significant } from "./format.ts";
export type { Theme } from "./theme.ts";
export type { FigureHead } from "./layers/text-blocks.ts";
export type { PlotSpec } from "./spec.ts";
export { FIGURE_MARGIN } from "./spec.ts";
export type { FontWeight, TextStyle } from "./text/text-width.ts";
export { textWidth } from "./text/text-width.ts";
