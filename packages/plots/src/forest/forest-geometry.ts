import { AXIS_OVERHANG } from "../axis/axis.ts";
import { widestText } from "../text/text-width.ts";
import { wrapText } from "../text/wrap-text.ts";
import { type ColumnPlan, type ForestCell, segmentWidths } from "./forest-columns.ts";
import type { ForestLayout } from "./forest-layouts.ts";

/** Where a column stands, in pixels from the left edge of the plotting area. */
export interface PlacedColumn {
  readonly plan: ColumnPlan;
  readonly left: number;
  readonly right: number;
  /** Left edges of the segments, and the widths they have. */
  readonly segments: readonly { readonly left: number; readonly width: number }[];
  readonly headLines: readonly string[];
}

export interface ForestGeometry {
  readonly panelWidth: number;
  /** Left edge of the studies' names, and how wide they may be. */
  readonly labelLeft: number;
  readonly labelWidth: number;
  /** How far remarks under a pool may run. */
  readonly remarkWidth: number;
  readonly columns: readonly PlacedColumn[];
  /** Middles of the circles of bias. */
  readonly bias: readonly number[];
  readonly left: number;
  readonly right: number;
  readonly headLineCount: number;
}

const space = { panel: 22, column: 18, bias: 16 } as const;
const narrowestRemarkPx = 230;
/** Beyond both ends of a phone’s panel the labels of its outermost ticks have room. */
const phone = { panelPx: 300, asidePx: AXIS_OVERHANG } as const;

export interface GeometryRequest {
  readonly plans: readonly ColumnPlan[];
  /** Of each plan, what its rows say. */
  readonly cells: readonly (readonly ForestCell[])[];
  readonly labels: { readonly wanted: number; readonly most: number };
  readonly biasDomains: number;
  readonly layout: ForestLayout;
  readonly page: "wide" | "narrow";
}

/** Columns as wide as their widest text: left and right of the plot, or on a phone all above it. */
export function forestGeometry(request: GeometryRequest): ForestGeometry {
  const sized = request.plans.map((plan, index) => sizeColumn(plan, request.cells[index]!, request.layout));
  return request.page === "narrow" ? phoneGeometry(sized) : wideGeometry(sized, request);
}

interface SizedColumn {
  readonly plan: ColumnPlan;
  readonly widths: readonly number[];
  readonly headLines: readonly string[];
  readonly width: number;
}

function sizeColumn(plan: ColumnPlan, cells: readonly ForestCell[], layout: ForestLayout): SizedColumn {
  const widths = segmentWidths(plan, cells, layout);
  const whole = widestText(
    cells.map((cell) => (cell.kind === "whole" ? cell.text : "")),
    layout.text.head,
  );
  const content = Math.max(
    whole,
    widths.reduce((sum, width) => sum + width, 0),
  );
  const longestWord = widestText(plan.title.split(" "), layout.text.head);
  const headLines = wrapText(plan.title, layout.text.head, Math.max(content, 74, Math.min(longestWord, 120)));
  return { plan, widths, headLines, width: Math.ceil(Math.max(content, widestText(headLines, layout.text.head))) };
}

function placeColumn({ plan, widths, headLines, width }: SizedColumn, left: number): PlacedColumn {
  const content = widths.reduce((sum, each) => sum + each, 0);
  const align = plan.aligns.length > 1 ? "center" : plan.aligns[0]!;
  let at = left + (align === "left" ? 0 : align === "right" ? width - content : (width - content) / 2);
  const segments = widths.map((each) => {
    const segment = { left: at, width: each };
    at += each;
    return segment;
  });
  return { plan, left, right: left + width, segments, headLines };
}

function wideGeometry(sized: readonly SizedColumn[], { labels, biasDomains, layout }: GeometryRequest): ForestGeometry {
  const columns: PlacedColumn[] = [];
  let left = -space.panel;
  const leftOnes = sized.filter(({ plan }) => plan.side === "left");
  for (const column of leftOnes.toReversed()) {
    left -= column.width;
    columns.unshift(placeColumn(column, left));
    left -= space.column;
  }
  const between = -space.panel - left;
  const labelWidth = Math.ceil(Math.max(Math.min(labels.wanted, labels.most), narrowestRemarkPx - between, 120));
  const labelLeft = left - labelWidth;
  let right = layout.panelWidth;
  sized
    .filter(({ plan }) => plan.side === "right")
    .forEach((column, index) => {
      right += index === 0 ? space.panel : space.column;
      columns.push(placeColumn(column, right));
      right += column.width;
    });
  const bias = Array.from({ length: biasDomains }, (_, index) => right + space.panel + (index + 0.5) * space.bias);
  return {
    panelWidth: layout.panelWidth,
    labelLeft,
    labelWidth,
    remarkWidth: -space.panel - labelLeft,
    columns,
    bias,
    left: labelLeft,
    right: biasDomains === 0 ? Math.max(right, layout.panelWidth + AXIS_OVERHANG) : bias.at(-1)! + space.bias / 2,
    headLineCount: Math.max(1, ...columns.map((column) => column.headLines.length)),
  };
}

function phoneGeometry(sized: readonly SizedColumn[]): ForestGeometry {
  const columns: PlacedColumn[] = [];
  const right = phone.panelPx + phone.asidePx;
  let left: number = right;
  for (const column of sized.toReversed()) {
    left -= column.width;
    columns.unshift(placeColumn(column, left));
    left -= 10;
  }
  return {
    panelWidth: phone.panelPx,
    labelLeft: -phone.asidePx,
    labelWidth: left + phone.asidePx,
    remarkWidth: right + phone.asidePx,
    columns,
    bias: [],
    left: -phone.asidePx,
    right,
    headLineCount: Math.max(1, ...columns.map((column) => column.headLines.length)),
  };
}
