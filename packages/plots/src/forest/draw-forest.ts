import { type Axis, pixelOf } from "../axis/axis.ts";
import type { FigureParts } from "../figure/figure.ts";
import { percent } from "../format.ts";
import { hairlineLayer } from "../layers/hairlines.ts";
import { layer, pixels } from "../layers/layer.ts";
import { noteBlock, titleBlock } from "../layers/text-blocks.ts";
import { type TextCell, textLayers } from "../layers/text-cells.ts";
import { FIGURE_MARGIN, type Layer } from "../spec.ts";
import { textWidth } from "../text/text-width.ts";
import { wrapText } from "../text/wrap-text.ts";
import { colours, lineHeight } from "../theme.ts";
import type { ValueStyle } from "../value-text.ts";
import type { DrawnPool } from "./drawn-pool.ts";
import { forestAxis } from "./forest-axis.ts";
import { headCells, tableCells } from "./forest-cells.ts";
import { columnPlans, type ForestCell } from "./forest-columns.ts";
import { favoursCells } from "./forest-favours.ts";
import { forestGeometry, type ForestGeometry } from "./forest-geometry.ts";
import type { ForestLayout } from "./forest-layouts.ts";
import { panelLayers } from "./forest-marks.ts";
import type { ForestPlotOptions } from "./forest-options.ts";
import { type BlockContent, cellOf, type ForestTable, placeRows, widestLabel } from "./forest-rows.ts";
import { accessibleTable } from "./forest-table.ts";
import { commonLevel, rowSentence } from "./forest-texts.ts";
import { biasMarks, biasNotes } from "./risk-of-bias.ts";

export interface ForestDrawing extends Pick<FigureParts, "frame" | "layers" | "table"> {
  readonly style: ValueStyle;
}

const axisLabelHeight = 26;
const widestLabelPx = 250;

/** Table and marks of a forest plot of any content. */
export function drawForest(
  content: readonly BlockContent[],
  pools: readonly DrawnPool[],
  {
    options,
    layout,
    notes,
  }: { readonly options: ForestPlotOptions; readonly layout: ForestLayout; readonly notes: readonly string[] },
): ForestDrawing {
  const { quantity } = pools[0]!;
  const page = options.page ?? "wide";
  const style = { unit: quantity.unit, decimals: options.decimals ?? (quantity.unit === "percent" ? 1 : 2) };
  const plans = columnPlans(pools, { layout, style, level: commonLevel(pools), options });
  const rows = content.flatMap((block) => block.rows);
  const cells = plans.map((plan) => rows.flatMap((row): ForestCell[] => [cellOf(row, plan) ?? []].flat()));
  const geometry = forestGeometry({
    plans,
    cells,
    labels: { wanted: widestLabel(content, layout), most: widestLabelPx },
    biasDomains: options.riskOfBias?.domains.length ?? 0,
    layout,
    page,
  });
  const table = placeRows(content, { plans, geometry, layout, page });
  const reference = options.reference === "none" ? undefined : (options.reference ?? quantity.noEffect);
  const title = `${options.axisTitle}${quantity.unit === "percent" ? " (%)" : ""}`;
  const axis = forestAxis(pools, options, { lengthPx: geometry.panelWidth, title: "", reference });
  const band = options.publishedRange;
  const marks = panelLayers(table, {
    axis,
    layout,
    height: table.height,
    pooledLine: options.pooledLine ?? layout.look.pooledLine,
    reference,
    band,
    lines: page === "narrow" ? "besideMarks" : "whole",
    told: (row) => rowSentence(row, style),
  });
  const bias = biasMarks(options.riskOfBias, table, geometry);
  const texts = aroundTexts({ options, layout, geometry, table, axis, title, reference, notes });
  const left = geometry.left;
  const width = geometry.right - left;
  return {
    style,
    table: accessibleTable(table, geometry, page === "narrow" ? undefined : options.riskOfBias),
    frame: {
      width: geometry.panelWidth,
      height: table.height,
      padding: {
        top: texts.above,
        right: Math.max(left + width - geometry.panelWidth, 0) + FIGURE_MARGIN,
        bottom: texts.below,
        left: FIGURE_MARGIN - left,
      },
    },
    layers: [
      ...washLayers(layout, geometry, table, texts.headTop),
      ...marks,
      ...bias.layers,
      hairlineLayer(
        [texts.headTop, -2].map((y) => ({ x: left, x2: geometry.right, y, y2: y })),
        colours.ink,
        0.75,
      ),
      ...textLayers([...texts.cells, ...tableCells(table, geometry, layout), ...bias.cells]),
    ],
  };
}

interface Surroundings {
  readonly options: ForestPlotOptions;
  readonly layout: ForestLayout;
  readonly geometry: ForestGeometry;
  readonly table: ForestTable;
  readonly axis: Axis;
  readonly title: string;
  readonly reference: number | undefined;
  readonly notes: readonly string[];
}

/** Heads, titles and notes, and how much room they take. */
function aroundTexts({ options, layout, geometry, table, axis, title, reference, notes }: Surroundings) {
  const { left, right, headLineCount } = geometry;
  const headTop = -24 - (headLineCount - 1) * lineHeight(layout.text.head);
  const place = { left, width: right - left };
  const above = titleBlock(options, { ...place, bottom: headTop - 12 });
  let bottom = table.height + axisLabelHeight;
  const favours = favoursCells(options.favours, { axis, geometry, layout, reference, top: bottom });
  bottom += favours.height;
  const axisTitle = wrapText(title, layout.text.body, Math.min(geometry.panelWidth + 24, right - left)).map(
    (text, index): TextCell => ({
      x: geometry.panelWidth / 2,
      y: bottom + (index + 0.5) * lineHeight(layout.text.body),
      text,
      align: "center",
      style: layout.text.body,
    }),
  );
  bottom += axisTitle.length * lineHeight(layout.text.body) + 12;
  const below = noteBlock([...biasNotes(options.page === "narrow" ? undefined : options.riskOfBias), ...notes], {
    ...place,
    top: bottom,
  });
  return {
    above: above.height,
    below: bottom - table.height + below.height,
    headTop,
    cells: [
      ...above.cells,
      ...headCells(geometry, layout, -13),
      ...rangeCells(options, axis, layout),
      ...favours.cells,
      ...axisTitle,
      ...below.cells,
    ],
  };
}

/** Names the band where it begins, between the heads of the columns. */
function rangeCells(
  { publishedRange: range, page }: ForestPlotOptions,
  axis: Axis,
  { text: { small } }: ForestLayout,
): TextCell[] {
  if (range === undefined || page === "narrow") return [];
  const text = `${percent(range.lower, 0)} to ${percent(range.upper, 0)} %, published`;
  const half = textWidth(text, small) / 2;
  const clamp = (value: number) => Math.min(Math.max(value, 0), axis.lengthPx);
  const middle = (clamp(pixelOf(range.lower, axis)) + clamp(pixelOf(range.upper, axis))) / 2;
  const x = Math.min(axis.lengthPx - half, Math.max(half, middle));
  return [{ x, y: -13, text, align: "center", style: small, colour: colours.quiet }];
}

/** Colour behind the heads and behind every second study, where the layout has it. */
function washLayers(
  { look }: ForestLayout,
  { left, right }: ForestGeometry,
  table: ForestTable,
  headTop: number,
): Layer[] {
  const studies = table.blocks.flatMap((block) => block.rows.filter((row) => row.kind === "study"));
  const stripes = studies
    .filter((_, index) => index % 2 === 0)
    .map((row) => ({ top: row.top, bottom: row.top + row.height }));
  const areas = [
    ...(look.headWash === undefined ? [] : [{ colour: look.headWash, values: [{ top: headTop, bottom: -2 }] }]),
    ...(look.stripes === undefined ? [] : [{ colour: look.stripes, values: stripes }]),
  ];
  return areas.map(({ colour, values }) =>
    layer(
      values.map((value) => ({ left: left - 4, right: right + 4, ...value })),
      { type: "rect", color: colour, clip: false },
      { x: pixels("left"), x2: { field: "right" }, y: pixels("top"), y2: { field: "bottom" } },
    ),
  );
}
