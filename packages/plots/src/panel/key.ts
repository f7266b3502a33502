import { layer, pixels } from "../layers/layer.ts";
import type { TextCell } from "../layers/text-cells.ts";
import type { Layer } from "../spec.ts";
import { textWidth } from "../text/text-width.ts";
import { lineHeight, textStyles } from "../theme.ts";

/** A sample of a mark with its meaning. */
export interface KeyEntry {
  readonly kind: "point" | "line" | "area";
  readonly text: string;
  readonly colour: string;
  /** Of a point; `circle` by default. */
  readonly shape?: string;
  readonly hollow?: true;
  /** Of a line. */
  readonly dash?: readonly number[];
  readonly widthPx?: number;
}

export interface Key {
  readonly layers: readonly Layer[];
  readonly cells: readonly TextCell[];
  readonly height: number;
}

const samplePx = 18;
const style = textStyles.small;

/** Entries beside each other, on as many lines as they need; the last line's middle is at `bottom`. */
export function keyBlock(
  entries: readonly KeyEntry[],
  { left, bottom, width }: { readonly left: number; readonly bottom: number; readonly width: number },
): Key {
  if (entries.length === 0) return { layers: [], cells: [], height: 0 };
  const rowHeight = lineHeight(style) + 3;
  let row = 0;
  let x = left;
  const placed = entries.map((entry) => {
    const wide = samplePx + 5 + textWidth(entry.text, style);
    if (x > left && x + wide > left + width) {
      row += 1;
      x = left;
    }
    const at = { entry, x, row };
    x += wide + 16;
    return at;
  });
  const height = (row + 1) * rowHeight;
  const yOf = (each: number) => bottom - (row - each) * rowHeight;
  return {
    height,
    layers: placed.map(({ entry, x: at, row: each }) => sample(entry, at, yOf(each))),
    cells: placed.map(({ entry, x: at, row: each }) => ({
      x: at + samplePx + 5,
      y: yOf(each),
      text: entry.text,
      align: "left",
      style,
    })),
  };
}

function sample(
  { kind, colour, shape = "circle", hollow, dash, widthPx = 1.5 }: KeyEntry,
  x: number,
  y: number,
): Layer {
  if (kind === "line") {
    const mark = {
      type: "rule",
      color: colour,
      strokeWidth: widthPx,
      clip: false,
      ...(dash === undefined ? {} : { strokeDash: [...dash] }),
    };
    return layer([{ x, x2: x + samplePx, y }], mark, { x: pixels("x"), x2: { field: "x2" }, y: pixels("y") });
  }
  if (kind === "area") {
    const values = [{ x, x2: x + samplePx, y: y - 5, y2: y + 5 }];
    return layer(
      values,
      { type: "rect", color: colour, clip: false },
      { x: pixels("x"), x2: { field: "x2" }, y: pixels("y"), y2: { field: "y2" } },
    );
  }
  const mark = {
    type: "point",
    shape,
    filled: hollow === undefined,
    opacity: 1,
    color: colour,
    size: 40,
    strokeWidth: 1.25,
    clip: false,
  };
  return layer([{ x: x + samplePx / 2, y }], mark, { x: pixels("x"), y: pixels("y") });
}
