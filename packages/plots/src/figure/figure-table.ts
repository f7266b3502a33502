import type { PlotSpec } from "../spec.ts";

/** What a figure shows, as a table for those who cannot see it or want the numbers. */
export interface FigureTable {
  readonly columns: readonly string[];
  /** One text per column. */
  readonly rows: readonly (readonly string[])[];
}

/**
 * The table that stands for a figure: everything a reader could read off it, as printed. Undefined for a specification of another origin.
 *
 * @example figureTable(forestPlot(pooled, options))?.rows[0]; // ["Ho 2013", "12", "20", "60.0", "36.1 to 80.9", "12.1"]
 */
export function figureTable(spec: PlotSpec): FigureTable | undefined {
  return spec.usermeta?.["table"] as FigureTable | undefined;
}
