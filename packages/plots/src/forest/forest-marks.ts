import type { Interval } from "@rekindle/evidence";
import { type Channel, layer, percentLabels, pixels } from "../layers/layer.ts";
import type { Layer } from "../spec.ts";
import { colours } from "../theme.ts";
import { diamondLayers } from "./forest-diamonds.ts";
import type { PublishedRange } from "./forest-options.ts";
import type { ForestBlock, ForestRow, ForestTable } from "./forest-rows.ts";

/** What the marks share: the axis, the ends of it, and the height of the plotting area. */
export interface ForestPanel {
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
  readonly axisTitle: string;
  readonly height: number;
}

const largestSquarePx2 = 130;

/** Everything in the plotting area, from the back to the front. */
export function panelLayers(table: ForestTable, panel: ForestPanel, range: PublishedRange | undefined): Layer[] {
  const x = (field: string) => xChannel(field, panel);
  const rows = table.blocks.flatMap((block) => block.rows);
  return [
    ...(range === undefined ? [] : bandLayers(range, panel, x)),
    ...referenceLayers(table, x),
    ...predictionLayers(rows, panel, x),
    ...studyLayers(rows, panel, x),
    ...arrowLayers(rows, panel, x),
    ...diamondLayers(rows, x),
  ];
}

function xChannel(field: string, { domain, ticks, axisTitle }: ForestPanel): Channel {
  return {
    field,
    type: "quantitative",
    scale: { domain: [...domain], nice: false, zero: false },
    axis: { title: axisTitle, values: [...ticks], labelExpr: percentLabels, orient: "bottom" },
  };
}

function bandLayers(range: PublishedRange, panel: ForestPanel, x: (field: string) => Channel): Layer[] {
  const values = [{ lower: range.lower, upper: range.upper, top: 0, bottom: panel.height }];
  const ends = [range.lower, range.upper].map((value) => ({ value, top: 0, bottom: panel.height }));
  return [
    layer(
      values,
      { type: "rect", color: colours.band, clip: true },
      { x: x("lower"), x2: { field: "upper" }, y: pixels("top"), y2: { field: "bottom" } },
    ),
    layer(
      ends,
      { type: "rule", color: colours.bandEdge, strokeWidth: 0.75, strokeDash: [1, 2], clip: true },
      { x: x("value"), y: pixels("top"), y2: { field: "bottom" } },
    ),
  ];
}

/** A dashed line through the pooled rate, from the first row it summarises to its diamond. */
function referenceLayers(table: ForestTable, x: (field: string) => Channel): Layer[] {
  const overall = table.blocks.filter((block) => block.overall);
  const lines = (overall.length > 0 ? overall : table.blocks).flatMap((block) =>
    referenceLine(block, overall.length > 0),
  );
  if (lines.length === 0) return [];
  const mark = { type: "rule", color: colours.accent, strokeWidth: 0.75, strokeDash: [3, 3], clip: true } as const;
  return [layer(lines, mark, { x: x("mean"), y: pixels("top"), y2: { field: "bottom" } })];
}

function referenceLine(block: ForestBlock, wholeHeight: boolean): { mean: number; top: number; bottom: number }[] {
  const diamond = block.rows.find((row) => row.kind === "pooled");
  if (diamond === undefined || block.mean?.kind !== "estimated") return [];
  return [{ mean: block.mean.value, top: wholeHeight ? 4 : block.top, bottom: diamond.y }];
}

function predictionLayers(rows: readonly ForestRow[], { domain }: ForestPanel, x: (field: string) => Channel): Layer[] {
  const values = rows.flatMap((row) =>
    row.kind === "prediction" ? [clipped(row.interval, domain, { y: row.y, model: row.model })] : [],
  );
  if (values.length === 0) return [];
  const bar = { type: "rule", color: colours.accentSoft, strokeWidth: 5, clip: true } as const;
  return [layer(values, bar, { x: x("lower"), x2: { field: "upper" }, y: pixels("y") })];
}

function studyLayers(rows: readonly ForestRow[], { domain }: ForestPanel, x: (field: string) => Channel): Layer[] {
  const studies = rows.flatMap((row) => (row.kind === "study" ? [row] : []));
  const largest = Math.max(...studies.map((row) => row.weight ?? 0));
  const values = studies.map(({ y, study, weight }) => ({
    ...clipped(study.interval, domain, { y }),
    study: study.label,
    events: study.events,
    n: study.n,
    proportion: study.proportion,
    ...(weight === undefined ? {} : { weight }),
    areaPx2: weight === undefined || !(largest > 0) ? 49 : (largestSquarePx2 * weight) / largest,
  }));
  const shown = values.filter(({ proportion }) => proportion >= domain[0] && proportion <= domain[1]);
  const size = { field: "areaPx2", type: "quantitative", scale: null, legend: null };
  return [
    layer(
      values.filter(({ lower, upper }) => lower <= upper),
      { type: "rule", color: colours.ink, strokeWidth: 1, clip: true },
      { x: x("lower"), x2: { field: "upper" }, y: pixels("y") },
    ),
    layer(
      shown,
      { type: "point", shape: "square", filled: true, opacity: 1, color: colours.ink, clip: false },
      { x: x("proportion"), y: pixels("y"), size },
    ),
  ];
}

/** Arrow heads where an interval goes on beyond an end of the axis. */
function arrowLayers(rows: readonly ForestRow[], { domain }: ForestPanel, x: (field: string) => Channel): Layer[] {
  const heads = rows.flatMap((row) => {
    const drawn = drawnInterval(row);
    if (drawn === undefined) return [];
    const { interval, colour, headPx2 } = drawn;
    return [
      ...(interval.lower < domain[0] ? [{ end: domain[0], y: row.y, shape: "triangle-left", colour, headPx2 }] : []),
      ...(interval.upper > domain[1] ? [{ end: domain[1], y: row.y, shape: "triangle-right", colour, headPx2 }] : []),
    ];
  });
  if (heads.length === 0) return [];
  const encoding = {
    x: x("end"),
    y: pixels("y"),
    shape: { field: "shape", type: "nominal", scale: null, legend: null },
    color: { field: "colour", type: "nominal", scale: null, legend: null },
    size: { field: "headPx2", type: "quantitative", scale: null, legend: null },
  };
  return [layer(heads, { type: "point", filled: true, opacity: 1, clip: false }, encoding)];
}

/** The interval a row shows, and the colour and size of its arrow heads. */
function drawnInterval(
  row: ForestRow,
): { readonly interval: Interval; readonly colour: string; readonly headPx2: number } | undefined {
  if (row.kind === "study") return { interval: row.study.interval, colour: colours.ink, headPx2: 42 };
  if (row.kind === "prediction") return { interval: row.interval, colour: colours.accentSoft, headPx2: 100 };
  if (row.kind !== "pooled" || row.pooled.mean.kind === "notEstimable") return undefined;
  return { interval: row.pooled.mean.interval, colour: colours.accent, headPx2: 60 };
}

/** The part of an interval that the axis shows, beside its true ends. */
function clipped<T extends object>(interval: Interval, [from, to]: readonly [number, number], rest: T) {
  const { lower, upper } = interval;
  return {
    ...rest,
    lower: Math.max(lower, from),
    upper: Math.min(upper, to),
    intervalLower: lower,
    intervalUpper: upper,
  };
}
