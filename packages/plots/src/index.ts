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
  FurtherPool,
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
export { formatNumber } from "@rekindle/stats";
export { grouped, percent, percentLevel, pValueText, significant } from "./format.ts";
export type { Theme } from "./theme.ts";
export type { FigureHead } from "./layers/text-blocks.ts";
export type { PlotSpec } from "./spec.ts";
export { FIGURE_MARGIN } from "./spec.ts";
export type { FontWeight, TextStyle } from "./text/text-width.ts";
export { textWidth } from "./text/text-width.ts";
export {
  cumulativeForest,
  type ForestSummaryOptions,
  leaveOneOutForest,
  type SummaryEntry,
  summaryForest,
} from "./forest/forest-summary.ts";
export type { PanelOptions } from "./panel/panel-figure.ts";
export type { EffectOptions } from "./panel/effect-axis.ts";
export type { EffectPoint } from "./panel/effect-points.ts";
export { funnelPlot, type FunnelPlotOptions } from "./small-study/funnel-plot.ts";
export { radialPlot, type RadialPlotOptions } from "./small-study/radial-plot.ts";
export { type DraperyCurve, draperyPlot, type DraperyPlotOptions } from "./small-study/drapery-plot.ts";
export { bubblePlot, type BubblePlotOptions, type BubbleStudy, type CurvePoint } from "./heterogeneity/bubble-plot.ts";
export { baujatPlot, type BaujatStudy } from "./heterogeneity/baujat-plot.ts";
export { goshPlot, type GoshPlotOptions, type GoshColumns } from "./heterogeneity/gosh-plot.ts";
export { labbePlot, type LabbePlotOptions, type LabbeStudy } from "./heterogeneity/labbe-plot.ts";
export {
  specificationCurve,
  type SpecificationCurveOptions,
  type SpecificationResult,
} from "./specification/specification-curve.ts";
export { type DensityCurve, densityPlot, type DensityPlotOptions } from "./density/density-plot.ts";
