import { colours } from "../theme.ts";
import type { TextStyle } from "../text/text-width.ts";
import type { Layer } from "../spec.ts";

/** One line of text at a fixed place: pixels from the plotting area's upper left corner, which may be negative. */
export interface TextCell {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly align: "left" | "center" | "right";
  readonly style: TextStyle;
  readonly colour?: string;
}

/** Layers that draw the cells, one for each way of setting them. */
export function textLayers(cells: readonly TextCell[]): Layer[] {
  const groups = new Map<string, TextCell[]>();
  for (const cell of cells.filter((each) => each.text !== "")) {
    const key = JSON.stringify([cell.align, cell.style, cell.colour]);
    groups.set(key, [...(groups.get(key) ?? []), cell]);
  }
  return [...groups.values()].map(textLayer);
}

function textLayer(cells: readonly TextCell[]): Layer {
  const { align, style, colour = colours.ink } = cells[0]!;
  return {
    data: { values: cells.map(({ x, y, text }) => ({ x, y, text })) },
    mark: {
      type: "text",
      align,
      baseline: "middle",
      fontSize: style.fontSizePx,
      fontWeight: style.weight === "semiBold" ? 600 : 400,
      color: colour,
      clip: false,
    },
    encoding: {
      x: { field: "x", type: "quantitative", scale: null, axis: null },
      y: { field: "y", type: "quantitative", scale: null, axis: null },
      text: { field: "text", type: "nominal" },
    },
  };
}
