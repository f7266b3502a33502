import type { Layer } from "../spec.ts";
import type { TextStyle } from "../text/text-width.ts";
import { colours } from "../theme.ts";
import { layer, pixels } from "./layer.ts";

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
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [cell]);
    else group.push(cell);
  }
  return [...groups.values()].map(textLayer);
}

function textLayer(cells: readonly TextCell[]): Layer {
  const { align, style, colour = colours.ink } = cells[0]!;
  const values = cells.map(({ x, y, text }) => ({ x, y, text }));
  const fontWeight = style.weight === "semiBold" ? 600 : 400;
  const mark = {
    type: "text",
    align,
    baseline: "middle",
    fontSize: style.fontSizePx,
    fontWeight,
    color: colour,
    clip: false,
  };
  return layer(values, mark, { x: pixels("x"), y: pixels("y"), text: { field: "text", type: "nominal" } });
}
