import type { Interval } from "@rekindle/evidence";
import { grouped, percent, percentLevel } from "../format.ts";
import { widestText } from "../text/text-width.ts";
import { wrapText } from "../text/wrap-text.ts";
import { valueText, type ValueStyle } from "../value-text.ts";
import type { DrawnPool, DrawnStudy } from "./drawn-pool.ts";
import type { ForestLayout } from "./forest-layouts.ts";
import type { BuiltInColumn, ForestColumn, ForestPlotOptions, TextColumn } from "./forest-options.ts";

export type Align = "left" | "right" | "center";

/** Lines of segments that stand under each other in their column, or a text over all of them. */
export type ForestCell =
  | { readonly kind: "segments"; readonly lines: readonly (readonly string[])[] }
  | { readonly kind: "whole"; readonly text: string };

/** What a column says in each kind of row. */
export interface ColumnPlan {
  readonly title: string;
  readonly side: "left" | "right";
  /** Of its segments. */
  readonly aligns: readonly Align[];
  ofStudy(study: DrawnStudy): ForestCell | undefined;
  ofPool(pool: DrawnPool, place: PoolPlace): ForestCell | undefined;
  ofPrediction(interval: Interval): ForestCell | undefined;
}

/** The first pool of its studies bears their counts; the one over all studies bears the user's totals. */
export interface PoolPlace {
  readonly first: boolean;
  readonly overall: boolean;
}

export interface ColumnContext {
  readonly layout: ForestLayout;
  readonly style: ValueStyle;
  readonly level: number | undefined;
  readonly options: ForestPlotOptions;
}

const widestTextColumnPx = 150;

/** The columns asked for, or those of the layout; a column of weights is left out where the model has none. */
export function columnPlans(pools: readonly DrawnPool[], context: ColumnContext): readonly ColumnPlan[] {
  const { options, layout } = context;
  const usual = layout.columns(pools[0]!);
  const narrow = options.page === "narrow";
  const left = narrow
    ? pools[0]!.events === undefined
      ? []
      : (["eventsOfPatients"] as const)
    : (options.leftColumns ?? usual.left);
  const right = narrow ? (["estimateAndInterval"] as const) : (options.rightColumns ?? usual.right);
  const weighted = pools.some((pool) => pool.studies.some((study) => study.weight !== undefined));
  const plan = (side: "left" | "right") => (column: ForestColumn) =>
    column === "weight" && !weighted
      ? []
      : [{ side, ...(typeof column === "string" ? builtIn(column, pools[0]!, context) : textColumn(column, context)) }];
  return [...left.flatMap(plan("left")), ...right.flatMap(plan("right"))];
}

type Plan = Omit<ColumnPlan, "side">;

const line = (...segments: readonly string[]): ForestCell => ({ kind: "segments", lines: [segments] });
const none = () => undefined;

function builtIn(column: BuiltInColumn, pool: DrawnPool, context: ColumnContext): Plan {
  const { options, style } = context;
  const count = (title: string, of: (counted: { events?: number; n?: number }) => number | undefined): Plan => {
    const cell = (counted: { events?: number; n?: number }) => {
      const value = of(counted);
      return value === undefined ? undefined : line(grouped(value));
    };
    return {
      title,
      aligns: ["right"],
      ofStudy: cell,
      ofPool: (each, { first }) => (first ? cell(each) : undefined),
      ofPrediction: none,
    };
  };
  const events = options.eventsTitle ?? "Events";
  const patients = options.patientsTitle ?? (context.layout.wording === "RevMan5" ? "Total" : "Patients");
  if (column === "events") return count(events, ({ events: value }) => value);
  if (column === "patients") return count(patients, ({ n }) => n);
  if (column === "eventsOfPatients") return eventsOfPatients(`${events} / ${patients.toLowerCase()}`);
  if (column === "weight") return weights(context);
  if (column === "standardError") return standardErrors(pool);
  const estimate = options.estimateTitle ?? estimateName(pool);
  const named = pool.quantity.unit === "percent" ? `${estimate}, %` : estimate;
  if (column === "estimate") return { title: named, ...estimates(style) };
  if (column === "interval") return { title: levelName(context), ...intervals(context, "", "") };
  return { title: `${named} (${levelName(context)})`, ...estimatesAndIntervals(context) };
}

function estimateName({ quantity }: DrawnPool): string {
  return quantity.name === "rates" ? "Rate" : `${quantity.name.slice(0, 1).toUpperCase()}${quantity.name.slice(1)}`;
}

function levelName({ level, layout }: ColumnContext): string {
  return level === undefined
    ? "Interval"
    : `${percentLevel(level).replace(" %", layout.percentSign)}\u00A0CI`.replaceAll(" ", "\u00A0");
}

function eventsOfPatients(title: string): Plan {
  const cell = ({ events, n }: { readonly events?: number; readonly n?: number }) =>
    events === undefined || n === undefined ? undefined : line(grouped(events), "/", grouped(n));
  return {
    title,
    aligns: ["right", "center", "left"],
    ofStudy: cell,
    ofPool: (pool, { first }) => (first ? cell(pool) : undefined),
    ofPrediction: none,
  };
}

function weights({ layout }: ColumnContext): Plan {
  return {
    title: layout.wording === "RevMan5" || layout.wording === "BMJ" ? "Weight (%)" : "Weight, %",
    aligns: ["right"],
    ofStudy: ({ weight }) => (weight === undefined ? undefined : line(percent(weight))),
    ofPool: ({ studies }, { first }) =>
      first && layout.wording !== "default" && studies.every((study) => study.weight !== undefined)
        ? line(percent(studies.reduce((sum, study) => sum + study.weight!, 0)))
        : undefined,
    ofPrediction: none,
  };
}

function standardErrors({ quantity }: DrawnPool): Plan {
  return {
    title: quantity.scale === "log" ? "SE (log)" : "SE",
    aligns: ["right"],
    ofStudy: ({ standardError }) =>
      standardError === undefined ? undefined : line(valueText(standardError, { unit: "number", decimals: 3 })),
    ofPool: none,
    ofPrediction: none,
  };
}

function estimates(style: ValueStyle): Omit<Plan, "title"> {
  return {
    aligns: ["right"],
    ofStudy: ({ estimate }) => line(valueText(estimate, style)),
    ofPool: ({ mean }) => (mean.kind === "estimated" ? line(valueText(mean.value, style)) : undefined),
    ofPrediction: none,
  };
}

const notEstimable: ForestCell = { kind: "whole", text: "not estimable" };

function intervals(context: ColumnContext, open: string, close: string): Omit<Plan, "title"> {
  const { style, layout } = context;
  const cell = ({ lower, upper }: Interval) =>
    line(`${open}${valueText(lower, style)}`, separator(layout, lower), `${valueText(upper, style)}${close}`);
  return {
    aligns: ["right", separatorAlign(layout), "left"],
    ofStudy: ({ interval }) => cell(interval),
    ofPool: ({ mean }) => (mean.kind === "estimated" ? cell(mean.interval) : notEstimable),
    ofPrediction: cell,
  };
}

/** A comma stands close to what it follows. */
function separatorAlign({ interval }: ForestLayout): Align {
  return interval.between.startsWith(",") ? "left" : "center";
}

/** A hyphen beside a minus sign would be misread. */
function separator({ interval }: ForestLayout, lower: number): string {
  return interval.between === "-" && lower < 0 ? " to " : interval.between;
}

function estimatesAndIntervals(context: ColumnContext): Omit<Plan, "title"> {
  const { style, layout } = context;
  const open = layout.interval.open === "" ? "(" : layout.interval.open;
  const close = layout.interval.close === "" ? ")" : layout.interval.close;
  const ends = ({ lower, upper }: Interval) => [
    `${open}${valueText(lower, style)}`,
    separator(layout, lower),
    `${valueText(upper, style)}${close}`,
  ];
  return {
    aligns: ["right", "left", "right", separatorAlign(layout), "left"],
    ofStudy: ({ estimate, interval }) => line(valueText(estimate, style), " ", ...ends(interval)),
    ofPool: ({ mean }) =>
      mean.kind === "estimated" ? line(valueText(mean.value, style), " ", ...ends(mean.interval)) : notEstimable,
    ofPrediction: (interval) => line("", " ", ...ends(interval)),
  };
}

/** A column that also says something of every pool. */
export interface PoolColumn extends TextColumn {
  readonly ofPool: (pool: DrawnPool) => string;
}

function textColumn(column: TextColumn | PoolColumn, { layout }: ColumnContext): Plan {
  const { title, values, total, align = "left" } = column;
  const ofEach = "ofPool" in column ? column.ofPool : undefined;
  const cell = (text: string | undefined): ForestCell | undefined =>
    text === undefined || text === ""
      ? undefined
      : { kind: "segments", lines: wrapText(text, layout.text.body, widestTextColumnPx).map((each) => [each]) };
  return {
    title,
    aligns: [align],
    ofStudy: ({ id }) => cell(Object.hasOwn(values, id) ? values[id] : undefined),
    ofPool: (pool, { first, overall }) => cell(ofEach?.(pool) ?? (first && overall ? total : undefined)),
    ofPrediction: none,
  };
}

/** Width of a column's segments, from the texts of its rows. */
export function segmentWidths(
  plan: ColumnPlan,
  cells: readonly ForestCell[],
  { text }: ForestLayout,
): readonly number[] {
  const lines = cells.flatMap((cell) => (cell.kind === "segments" ? cell.lines : []));
  return plan.aligns.map((_, index) =>
    widestText(
      lines.map((each) => each[index] ?? ""),
      text.head,
    ),
  );
}
