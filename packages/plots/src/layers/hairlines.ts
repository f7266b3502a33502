import type { Layer } from "../spec.ts";
import { layer, pixels } from "./layer.ts";

/** A straight line at a fixed place, in pixels from the plotting area's upper left corner. */
export interface Hairline {
  readonly x: number;
  readonly x2: number;
  readonly y: number;
  readonly y2: number;
}

/** A layer that draws the lines in one colour and width. */
export function hairlineLayer(lines: readonly Hairline[], colour: string, widthPx: number): Layer {
  const mark = { type: "rule", color: colour, strokeWidth: widthPx, clip: false };
  return layer(lines, mark, { x: pixels("x"), x2: { field: "x2" }, y: pixels("y"), y2: { field: "y2" } });
}
