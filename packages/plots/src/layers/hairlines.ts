import type { Layer } from "../spec.ts";

/** A straight line at a fixed place, in pixels from the plotting area's upper left corner. */
export interface Hairline {
  readonly x: number;
  readonly x2: number;
  readonly y: number;
  readonly y2: number;
}

/** A layer that draws the lines in one colour and width. */
export function hairlineLayer(lines: readonly Hairline[], colour: string, widthPx: number): Layer {
  return {
    data: { values: lines.map((line) => ({ ...line })) },
    mark: { type: "rule", color: colour, strokeWidth: widthPx, clip: false },
    encoding: {
      x: { field: "x", type: "quantitative", scale: null, axis: null },
      x2: { field: "x2" },
      y: { field: "y", type: "quantitative", scale: null, axis: null },
      y2: { field: "y2" },
    },
  };
}
