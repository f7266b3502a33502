import type { Interval } from "@rekindle/evidence";
import { type Axis, coordinate, within, xChannel } from "../axis/axis.ts";
import { layer, pixels } from "../layers/layer.ts";
import type { Layer } from "../spec.ts";
import { colours } from "../theme.ts";
import { diamondCorners } from "./diamond-corners.ts";
import type { ModelKey } from "./drawn-pool.ts";
import type { ForestLayout } from "./forest-layouts.ts";
import type { ForestBlock, ForestRow, ForestTable } from "./forest-rows.ts";

/** What the marks share. `told` says what a study's or pool's mark shows, for screen readers. */
export interface ForestPanel {
  readonly axis: Axis;
  readonly layout: ForestLayout;
  readonly height: number;
  readonly pooledLine: "shown" | "none";
  readonly reference: number | undefined;
  readonly band: { readonly lower: number; readonly upper: number } | undefined;
  readonly told: (row: ForestRow) => string;
  /** Where marks stand under their texts, lines from top to bottom would cross those. */
  readonly lines: "whole" | "besideMarks";
}

const halfDiamondPx = 6;

/** Everything in the plotting area, from the back to the front. */
export function panelLayers(table: ForestTable, panel: ForestPanel): Layer[] {
  const rows = table.blocks.flatMap((block) => block.rows);
  return [
    ...bandLayers(panel),
    ...referenceLayers(rows, panel),
    ...pooledLineLayers(table, panel),
    ...predictionLayers(rows, panel),
    ...studyLayers(rows, panel),
    ...arrowLayers(rows, panel),
    ...diamondLayers(rows, panel),
  ];
}

function bandLayers({ band, axis, height }: ForestPanel): Layer[] {
  if (band === undefined) return [];
  const [from, to] = axis.domain;
  const at = (value: number) => coordinate(Math.min(Math.max(value, from), to), axis);
  const values = [{ lower: at(band.lower), upper: at(band.upper), top: 0, bottom: height }];
  const ends = [band.lower, band.upper]
    .filter((value) => within(value, axis.domain))
    .map((value) => ({ value: at(value), top: 0, bottom: height }));
  return [
    layer(
      values,
      { type: "rect", color: colours.band, clip: true },
      { x: xChannel("lower", axis), x2: { field: "upper" }, y: pixels("top"), y2: { field: "bottom" } },
    ),
    ...(ends.length === 0
      ? []
      : [
          layer(
            ends,
            { type: "rule", color: colours.bandEdge, strokeWidth: 0.75, strokeDash: [1, 2], clip: true },
            { x: xChannel("value", axis), y: pixels("top"), y2: { field: "bottom" } },
          ),
        ]),
  ];
}

function referenceLayers(rows: readonly ForestRow[], { reference, axis, height, lines }: ForestPanel): Layer[] {
  if (reference === undefined || !within(reference, axis.domain)) return [];
  const extents =
    lines === "whole"
      ? [{ top: 0, bottom: height }]
      : [...rows.flatMap(besideMark), { top: height - 8, bottom: height }];
  const values = extents.map((extent) => ({ reference: coordinate(reference, axis), ...extent }));
  const mark = { type: "rule", color: colours.ink, strokeWidth: 0.75, clip: true };
  return [layer(values, mark, { x: xChannel("reference", axis), y: pixels("top"), y2: { field: "bottom" } })];
}

const phoneLinePx = 8;

function besideMark(row: ForestRow): { top: number; bottom: number }[] {
  if (row.kind === "head" || row.kind === "remark") return [];
  return [{ top: row.markY - phoneLinePx, bottom: row.markY + phoneLinePx }];
}

/** A dashed line through the pooled mean, from the first row it summarises to its diamond. */
function pooledLineLayers(table: ForestTable, { axis, pooledLine, layout, lines: extent }: ForestPanel): Layer[] {
  if (pooledLine === "none") return [];
  const overall = table.blocks.filter((block) => block.overall && block.mean !== undefined);
  const lines = (overall.length > 0 ? overall : table.blocks).flatMap((block) =>
    pooledLineOf(block, overall.length > 0),
  );
  const marked = table.blocks.flatMap((block) => block.rows.flatMap(besideMark));
  const pieces = lines.flatMap(({ mean, top, bottom }) =>
    extent === "whole"
      ? [{ mean, top, bottom }]
      : marked.filter((each) => each.bottom > top && each.top < bottom).map((each) => ({ mean, ...each })),
  );
  const seen = pieces
    .filter(({ mean }) => within(mean, axis.domain))
    .map(({ mean, ...ends }) => ({ mean: coordinate(mean, axis), ...ends }));
  if (seen.length === 0) return [];
  const mark = { type: "rule", color: layout.look.diamond, strokeWidth: 0.75, strokeDash: [3, 3], clip: true };
  return [layer(seen, mark, { x: xChannel("mean", axis), y: pixels("top"), y2: { field: "bottom" } })];
}

function pooledLineOf(block: ForestBlock, wholeHeight: boolean): { mean: number; top: number; bottom: number }[] {
  const diamond = block.rows.find((row) => row.kind === "pooled");
  if (diamond === undefined || block.mean?.kind !== "estimated") return [];
  return [{ mean: block.mean.value, top: wholeHeight ? 4 : block.top, bottom: diamond.markY }];
}

function predictionLayers(rows: readonly ForestRow[], { axis, layout }: ForestPanel): Layer[] {
  const values = rows
    .flatMap((row) =>
      row.kind === "prediction" ? [{ ...clipped(row.interval, axis), y: row.markY, model: row.pool.model }] : [],
    )
    .filter(isSeen);
  if (values.length === 0) return [];
  const bar = { type: "rule", color: layout.look.prediction, strokeWidth: 5, clip: true };
  return [layer(values, bar, { x: xChannel("x", axis), x2: { field: "x2" }, y: pixels("y") })];
}

function studyLayers(rows: readonly ForestRow[], { axis, layout, told }: ForestPanel): Layer[] {
  const studies = rows.flatMap((row) => (row.kind === "study" ? [row] : []));
  const largest = Math.max(...studies.map((row) => row.study.weight ?? 0));
  const values = studies.map((row) => {
    const { study, markY: y } = row;
    const { weight, events, n } = study;
    return {
      ...clipped(study.interval, axis),
      y,
      study: study.label,
      ...(events === undefined ? {} : { events, n }),
      estimate: study.estimate,
      at: coordinate(study.estimate, axis),
      ...(weight === undefined ? {} : { weight }),
      areaPx2: weight === undefined || !(largest > 0) ? 49 : (layout.look.largestSquarePx2 * weight) / largest,
      told: told(row),
    };
  });
  const shown = values.filter(({ estimate, at }) => within(estimate, axis.domain) && Number.isFinite(at));
  return [
    layer(
      values.filter(isSeen).map(withoutPlace),
      { type: "rule", color: layout.look.line, strokeWidth: 1, clip: true },
      { x: xChannel("x", axis), x2: { field: "x2" }, y: pixels("y") },
    ),
    layer(
      shown,
      { type: "point", shape: "square", filled: true, opacity: 1, color: layout.look.square, clip: false, aria: true },
      {
        x: xChannel("at", axis),
        y: pixels("y"),
        size: { field: "areaPx2", type: "quantitative", scale: null, legend: null },
        description: { field: "told", type: "nominal" },
      },
    ),
  ];
}

/** Arrow heads where an interval goes on beyond an end of the axis. */
function arrowLayers(rows: readonly ForestRow[], { axis, layout }: ForestPanel): Layer[] {
  const [from, to] = axis.domain;
  const heads = rows.flatMap((row) => {
    const drawn = drawnInterval(row, layout);
    if (drawn === undefined) return [];
    const { interval, colour, headPx2 } = drawn;
    const head = (end: number, shape: string) => ({
      end,
      x: coordinate(end, axis),
      y: row.markY,
      shape,
      colour,
      headPx2,
    });
    return [
      ...(interval.lower < from ? [head(from, "triangle-left")] : []),
      ...(interval.upper > to ? [head(to, "triangle-right")] : []),
    ];
  });
  if (heads.length === 0) return [];
  const encoding = {
    x: xChannel("x", axis),
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
  { look }: ForestLayout,
): { readonly interval: Interval; readonly colour: string; readonly headPx2: number } | undefined {
  if (row.kind === "study") return { interval: row.study.interval, colour: look.line, headPx2: 42 };
  if (row.kind === "prediction") return { interval: row.interval, colour: look.prediction, headPx2: 100 };
  if (row.kind !== "pooled" || row.pool.mean.kind === "notEstimable") return undefined;
  return { interval: row.pool.mean.interval, colour: look.diamond, headPx2: 60 };
}

/** The part of an interval that the axis shows, as coordinates, beside its true ends. */
function clipped({ lower, upper }: Interval, axis: Axis) {
  const [from, to] = axis.domain;
  const shown = { lower: Math.max(lower, from), upper: Math.min(upper, to) };
  const coordinates =
    shown.lower <= shown.upper ? { x: coordinate(shown.lower, axis), x2: coordinate(shown.upper, axis) } : {};
  return { ...shown, ...coordinates, intervalLower: finiteOrText(lower), intervalUpper: finiteOrText(upper) };
}

/** JSON has no infinity. */
function finiteOrText(value: number): number | string {
  return Number.isFinite(value) ? value : value > 0 ? "∞" : "−∞";
}

function isSeen(value: { readonly lower: number; readonly upper: number }): boolean {
  return value.lower <= value.upper;
}

/** A diamond per pooled mean that was estimated: filled, but open for inverse variance beside a likelihood model, and for further pools. */
function diamondLayers(rows: readonly ForestRow[], { axis, layout, told }: ForestPanel): Layer[] {
  const pools = rows.flatMap((row) => (row.kind === "pooled" ? [row] : []));
  const models = [...new Set(pools.map((row) => row.pool.model))];
  return models.flatMap((model): Layer[] => {
    const corners = pools.flatMap((row, diamond) => {
      const { mean } = row.pool;
      if (row.pool.model !== model || mean.kind !== "estimated") return [];
      const { value, interval } = mean;
      const shape = diamondCorners({ lower: interval.lower, mean: value, upper: interval.upper }, axis);
      return shape.map((corner, order) => ({
        diamond,
        model,
        value: corner.value,
        x: coordinate(corner.value, axis),
        y: row.markY + corner.offset * halfDiamondPx,
        order,
        told: told(row),
      }));
    });
    if (corners.length === 0) return [];
    const mark = {
      type: "line",
      interpolate: "linear-closed",
      filled: true,
      fill: isOpen(model, models) ? colours.paper : layout.look.diamondFill,
      stroke: layout.look.diamond,
      strokeWidth: 1.25,
      strokeJoin: "miter",
      clip: false,
      aria: true,
    };
    const encoding = {
      x: xChannel("x", axis),
      y: pixels("y"),
      detail: { field: "diamond", type: "nominal" },
      order: { field: "order", type: "quantitative" },
      description: { field: "told", type: "nominal" },
    };
    return [layer(corners, mark, encoding)];
  });
}

/** An interval has no square's place: on a log or logit axis that may be infinitely far. */
function withoutPlace<T extends { readonly at: number }>({ at, ...rest }: T): Omit<T, "at"> & { readonly at?: number } {
  return Number.isFinite(at) ? { ...rest, at } : rest;
}

function isOpen(model: ModelKey, models: readonly ModelKey[]): boolean {
  const isLikelihood = (each: ModelKey) => each === "binomialNormal" || each === "betaBinomial";
  return model === "further" || (model === "inverseVariance" && models.some(isLikelihood));
}
