import { type Axis, AXIS_OVERHANG } from "../axis/axis.ts";
import { figure } from "../figure/figure.ts";
import type { FigureTable } from "../figure/figure-table.ts";
import { type FigureHead, noteBlock, titleBlock } from "../layers/text-blocks.ts";
import { type TextCell, textLayers } from "../layers/text-cells.ts";
import { FIGURE_MARGIN, type Layer, type PlotSpec } from "../spec.ts";
import { widestText } from "../text/text-width.ts";
import { wrapText } from "../text/wrap-text.ts";
import { lineHeight, textStyles } from "../theme.ts";
import { type KeyEntry, keyBlock } from "./key.ts";

export interface PanelFigure {
  readonly head: FigureHead;
  readonly description: string;
  readonly table: FigureTable;
  readonly x: Axis;
  readonly y: Axis;
  /** Marks in the units of the axes. */
  readonly layers: readonly Layer[];
  /** Texts in pixels of the panel. */
  readonly cells?: readonly TextCell[];
  readonly key?: readonly KeyEntry[];
  readonly notes?: readonly string[] | undefined;
  /** Room right of the panel, in pixels. */
  readonly right?: number;
  /** Axis labels under the panel are left out. */
  readonly bare?: true;
}

export interface PanelOptions extends FigureHead {
  /** `narrow` fits a phone of 360 pixels. */
  readonly page?: "wide" | "narrow";
  /** Further lines under the figure. */
  readonly notes?: readonly string[];
}

const phonePx = 360;
/** Numbers left of a vertical axis, with the ticks. */
const usualLabelsPx = 38;

/** Size of the plotting area: with what stands around it, of which `right` pixels are right of it, a narrow one fits a phone. */
export function sizeOf(
  { page = "wide" }: PanelOptions,
  right: number = AXIS_OVERHANG,
): { readonly width: number; readonly height: number } {
  if (page === "wide") return { width: 440, height: 320 };
  return { width: phonePx - 2 * FIGURE_MARGIN - usualLabelsPx - right, height: 250 };
}

/** A panel between its axes, with title and key over it and notes under it. */
export function panelFigure(parts: PanelFigure): PlotSpec {
  const { head, x, y, layers, cells = [], key: entries = [], notes = [], right = AXIS_OVERHANG } = parts;
  const labels = widestText(
    y.ticks.map((tick) => tick.label),
    textStyles.body,
  );
  const left = -Math.ceil(labels + 10);
  const width = x.lengthPx + right - left;
  const yTitle = wrapText(y.title, textStyles.body, width);
  const yTop = -14 - (yTitle.length - 1) * lineHeight(textStyles.body);
  const key = keyBlock(entries, { left, bottom: yTop - 20, width });
  const above = titleBlock(head, { left, bottom: yTop - 20 - key.height - (entries.length > 0 ? 4 : 0), width });
  const axisBottom = y.lengthPx + 26;
  const xTitle = wrapText(x.title, textStyles.body, width);
  const notesTop = axisBottom + xTitle.length * lineHeight(textStyles.body) + 12;
  const below = noteBlock(notes, { left, top: notesTop, width });
  const line = (text: string, at: Pick<TextCell, "x" | "y" | "align">): TextCell => ({
    ...at,
    text,
    style: textStyles.body,
  });
  return figure({
    head,
    description: parts.description,
    table: parts.table,
    frame: {
      width: x.lengthPx,
      height: y.lengthPx,
      padding: {
        top: above.height,
        right: right + FIGURE_MARGIN,
        bottom: notesTop - y.lengthPx + below.height,
        left: FIGURE_MARGIN - left,
      },
    },
    layers: [
      ...layers,
      ...key.layers,
      ...textLayers([
        ...above.cells,
        ...key.cells,
        ...yTitle.map((text, index) =>
          line(text, { x: left, y: yTop + index * lineHeight(textStyles.body), align: "left" }),
        ),
        ...xTitle.map((text, index) =>
          line(text, {
            x: x.lengthPx / 2,
            y: axisBottom + (index + 0.5) * lineHeight(textStyles.body),
            align: "center",
          }),
        ),
        ...cells,
        ...below.cells,
      ]),
    ],
  });
}
