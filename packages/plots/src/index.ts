export type { ForestGroup, ForestPlotOptions, PublishedRange } from "./forest/forest-options.ts";
export { forestPlot } from "./forest/forest-plot.ts";
export type { PlotSpec } from "./spec.ts";
export type { FontWeight, TextStyle } from "./text/text-width.ts";
export { textWidth } from "./text/text-width.ts";
