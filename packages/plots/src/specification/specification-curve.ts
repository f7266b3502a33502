import type { PooledEstimate } from "@rekindle/evidence";
import { type Axis, type AxisScale, coordinate, within, yChannel } from "../axis/axis.ts";
import { chooseTicks, domainAround } from "../axis/ticks.ts";
import { figure } from "../figure/figure.ts";
import { grouped, percentLevel } from "../format.ts";
import { layer, pixels } from "../layers/layer.ts";
import { noteBlock, titleBlock } from "../layers/text-blocks.ts";
import { textLayers } from "../layers/text-cells.ts";
import { finite, optionIssues, refuse, rowIssues, unless } from "../panel/check-values.ts";
import { type KeyEntry, keyBlock } from "../panel/key.ts";
import type { PanelOptions } from "../panel/panel-figure.ts";
import { FIGURE_MARGIN, type Layer, type PlotSpec } from "../spec.ts";
import { widestText } from "../text/text-width.ts";
import { colours, textStyles } from "../theme.ts";
import { tickText, valueText, type ValueStyle } from "../value-text.ts";
import { type PlacedChoice, placeChoices } from "./choices.ts";

/** An analysis with what it does differently from the one asked for, which has no changes: rows of `sensitivity` and `multiverse`. */
export interface SpecificationResult {
  readonly changes: readonly string[];
  readonly pooled: { readonly mean: PooledEstimate };
}

export interface SpecificationCurveOptions extends PanelOptions {
  readonly axisTitle: string;
  /** `percent` by default. */
  readonly unit?: ValueStyle["unit"];
  readonly scale?: AxisScale;
  /** Choices under common heads; the others stand first, without one. */
  readonly groups?: readonly { readonly title: string; readonly changes: readonly string[] }[];
  /** What changes are called in the figure; their own names where none is given. */
  readonly titles?: Readonly<Record<string, string>>;
  /** A line at a natural value of interest. */
  readonly reference?: number;
}

const topHeight = 170;

/**
 * A specification curve (Simonsohn, Simmons & Nelson 2020): the pooled value of every defensible analysis in order of size, with its
 * interval, over a matrix that shows what each analysis does differently. The analysis as asked stands out by colour, size and a line.
 *
 * @throws InvalidInput without an analysis that has an estimate, and on estimates outside their intervals.
 * @example
 * specificationCurve(multiverse(library, asked), { title: "Every reading of the evidence", axisTitle: "Uptake restored" });
 */
export function specificationCurve(
  specifications: readonly SpecificationResult[],
  options: SpecificationCurveOptions,
): PlotSpec {
  const { unit = "percent", reference } = options;
  const rows = specifications.flatMap(({ changes, pooled: { mean } }) =>
    mean.kind === "estimated"
      ? [
          {
            changes,
            value: mean.value,
            lower: mean.interval.lower,
            upper: mean.interval.upper,
            level: mean.interval.level,
          },
        ]
      : [],
  );
  refuse([
    ...optionIssues(options),
    ...unless(rows.length > 0, ["specifications"], "no specification has an estimate", "at least one is needed"),
    ...(rows.length === 0 ? [] : rowIssues("specifications", rows, [finite("value")])),
    ...rows.flatMap(({ lower, value, upper }, index) =>
      unless(
        lower <= value && value <= upper,
        ["specifications", index],
        `${value} is not between ${lower} and ${upper}`,
        "estimates inside their intervals",
      ),
    ),
    ...(reference === undefined ? [] : rowIssues("options", [{ reference }], [finite("reference")])),
  ]);
  const sorted = rows.toSorted((a, b) => a.value - b.value || a.changes.length - b.changes.length);
  const narrow = options.page === "narrow";
  const width = narrow ? 180 : 420;
  const y = valueAxis(sorted, options, unit);
  const choices = placeChoices(sorted, options.groups ?? [], {
    top: topHeight + 18,
    labelWidth: narrow ? 120 : 240,
    titles: options.titles ?? {},
  });
  const step = width / sorted.length;
  const placed = sorted.map((row, index) => ({ ...row, x: (index + 0.5) * step, asAsked: row.changes.length === 0 }));
  const style = { unit, decimals: unit === "percent" ? 1 : 2 };
  const left = -choices.labelWidth - 14;
  const whole = { left, width: width + 12 - left };
  const title = unit === "percent" ? `${options.axisTitle} (%)` : options.axisTitle;
  const key = keyBlock(keyOf(placed, reference), { ...whole, bottom: -34 });
  const above = titleBlock(options, { ...whole, bottom: -34 - key.height - 4 });
  const missing = specifications.length - rows.length;
  const notes = [
    `${grouped(rows.length)} analyses in order of their estimates.${missing === 0 ? "" : ` ${grouped(missing)} more have no estimate.`}`,
    ...(options.notes ?? []),
  ];
  const below = noteBlock(notes, { ...whole, top: choices.bottom + 12 });
  const [lowest, highest] = [sorted[0]!.value, sorted.at(-1)!.value];
  return figure({
    head: options,
    description: `Specification curve of ${grouped(rows.length)} analyses: ${options.axisTitle.toLowerCase()} from ${valueText(lowest, style)} to ${valueText(highest, style)}${unit === "percent" ? " %" : ""}.`,
    table: {
      columns: ["Changes", title, "Lower", "Upper"],
      rows: sorted.map((row) => [
        row.changes.map((change) => options.titles?.[change] ?? change).join("; ") || "as asked",
        ...[row.value, row.lower, row.upper].map((value) => valueText(value, style)),
      ]),
    },
    frame: {
      width,
      height: choices.bottom,
      padding: { top: above.height, right: 12 + FIGURE_MARGIN, bottom: 12 + below.height, left: FIGURE_MARGIN - left },
    },
    layers: [
      ...referenceLayers(reference, y, width),
      ...curveLayers(placed, y, step),
      ...matrixLayers(placed, choices.rows, step, width),
      ...key.layers,
      ...textLayers([
        ...above.cells,
        ...key.cells,
        {
          x:
            -widestText(
              y.ticks.map((tick) => tick.label),
              textStyles.body,
            ) - 10,
          y: -14,
          text: title,
          align: "left",
          style: textStyles.body,
        },
        ...choices.cells,
        ...below.cells,
      ]),
    ],
  });
}

interface Placed {
  readonly changes: readonly string[];
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
  readonly level: number;
  readonly x: number;
  readonly asAsked: boolean;
}

function valueAxis(
  rows: readonly Pick<Placed, "value" | "lower" | "upper">[],
  { scale = "linear", reference }: SpecificationCurveOptions,
  unit: ValueStyle["unit"],
): Axis {
  const values = [
    ...rows.flatMap((row) => [row.lower, row.value, row.upper]),
    ...(reference === undefined ? [] : [reference]),
  ];
  const around = domainAround(values, scale);
  const domain: readonly [number, number] =
    unit === "percent" && scale === "linear" && Math.min(...values) >= 0
      ? [Math.max(0, around[0]), Math.min(1, around[1])]
      : around;
  const label = (value: number) => tickText(value, unit);
  const ticks = chooseTicks({ scale, domain, lengthPx: topHeight, label, direction: "vertical" });
  return { scale, domain, ticks, title: "", lengthPx: topHeight };
}

function referenceLayers(reference: number | undefined, y: Axis, width: number): Layer[] {
  if (reference === undefined || !within(reference, y.domain)) return [];
  const rows = [{ x: 0, x2: width, y: coordinate(reference, y) }];
  return [
    layer(
      rows,
      { type: "rule", color: colours.quiet, strokeWidth: 0.75, strokeDash: [3, 3] },
      { x: pixels("x"), x2: { field: "x2" }, y: yChannel("y", y) },
    ),
  ];
}

function curveLayers(placed: readonly Placed[], y: Axis, step: number): Layer[] {
  const [from, to] = y.domain;
  const rows = placed.map((row) => ({
    ...row,
    y: coordinate(row.value, y),
    y1: coordinate(Math.max(row.lower, from), y),
    y2: coordinate(Math.min(row.upper, to), y),
  }));
  const asked = rows.filter((row) => row.asAsked);
  const others = rows.filter((row) => !row.asAsked);
  const thin = Math.max(0.4, Math.min(1.25, 0.6 * step));
  const interval = (values: readonly object[], colour: string, widthPx: number) =>
    layer(
      values,
      { type: "rule", color: colour, strokeWidth: widthPx, clip: true },
      { x: pixels("x"), y: yChannel("y1", y), y2: { field: "y2" } },
    );
  const points = (values: readonly object[], colour: string, size: number, shape: string) =>
    layer(
      values,
      { type: "point", shape, filled: true, opacity: 1, color: colour, size, clip: false },
      { x: pixels("x"), y: yChannel("y", y) },
    );
  const dot = Math.max(5, Math.min(28, 5 * step));
  return [
    ...(others.length === 0
      ? []
      : [interval(others, colours.hairline, thin), points(others, colours.ink, dot, "circle")]),
    ...(asked.length === 0
      ? []
      : [interval(asked, colours.contrast, 1.75), points(asked, colours.contrast, 60, "diamond")]),
  ];
}

function matrixLayers(
  placed: readonly Placed[],
  choices: readonly PlacedChoice[],
  step: number,
  width: number,
): Layer[] {
  const marks = choices.flatMap(({ change, y }) =>
    placed.filter((row) => row.changes.includes(change)).map((row) => ({ change, x: row.x, y: y - 5, y2: y + 5 })),
  );
  const asked = placed.filter((row) => row.asAsked);
  const bottom = (choices.at(-1)?.y ?? topHeight) + 8;
  return [
    ...(choices.length === 0
      ? []
      : [
          layer(
            choices.map(({ y }) => ({ x: 0, x2: width, y })),
            { type: "rule", color: colours.hairline, strokeWidth: 0.5 },
            { x: pixels("x"), x2: { field: "x2" }, y: pixels("y") },
          ),
        ]),
    ...(marks.length === 0
      ? []
      : [
          layer(
            marks,
            { type: "rule", color: colours.accent, strokeWidth: Math.max(0.6, Math.min(5, 0.75 * step)) },
            { x: pixels("x"), y: pixels("y"), y2: { field: "y2" } },
          ),
        ]),
    ...(asked.length === 0 || choices.length === 0
      ? []
      : [
          layer(
            asked.map(({ x }) => ({ x, y: topHeight + 6, y2: bottom })),
            { type: "rule", color: colours.contrast, strokeWidth: 0.75, strokeDash: [2, 2] },
            { x: pixels("x"), y: pixels("y"), y2: { field: "y2" } },
          ),
        ]),
  ];
}

function keyOf(placed: readonly Placed[], reference: number | undefined): KeyEntry[] {
  const levels = new Set(placed.map((row) => row.level));
  const interval = levels.size === 1 ? `${percentLevel([...levels][0]!)} interval` : "interval";
  return [
    ...(placed.some((row) => row.asAsked)
      ? [{ kind: "point", text: "the analysis as asked", colour: colours.contrast, shape: "diamond" } as const]
      : []),
    { kind: "point", text: "other analyses", colour: colours.ink },
    { kind: "line", text: interval, colour: colours.hairline },
    { kind: "line", text: "what an analysis does differently", colour: colours.accent, widthPx: 5 },
    ...(reference === undefined
      ? []
      : [{ kind: "line", text: "reference", colour: colours.quiet, dash: [3, 3], widthPx: 0.75 } as const]),
  ];
}
