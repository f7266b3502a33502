import { counted, percent, percentLevel } from "../format.ts";
import { valueText, type ValueStyle } from "../value-text.ts";
import type { DrawnPool, ModelKey } from "./drawn-pool.ts";
import type { ForestLayout } from "./forest-layouts.ts";
import type { ForestPlotOptions } from "./forest-options.ts";
import type { ForestRow } from "./forest-rows.ts";
import { modelNames, pooledSentence } from "./forest-wording.ts";

/** Pools under the title that their group has in the figure. */
export interface TitledPools {
  readonly title: string;
  readonly pools: readonly DrawnPool[];
}

/** The level of all confidence intervals shown, if they share one. */
export function commonLevel(pools: readonly DrawnPool[]): number | undefined {
  const levels = new Set(
    pools.flatMap(({ studies, mean }) => [
      ...studies.map((study) => study.interval.level),
      ...(mean.kind === "estimated" ? [mean.interval.level] : []),
    ]),
  );
  return levels.size === 1 ? [...levels][0] : undefined;
}

/** What the marks mean and how the numbers were made, one line of thought per entry. */
export function forestNotes(
  groups: readonly TitledPools[],
  options: ForestPlotOptions,
  layout: ForestLayout,
): string[] {
  const pools = groups.flatMap((group) => group.pools);
  return [
    ...(layout.marksNote === "shown" ? [squaresNote(pools)] : []),
    ...diamondNotes(groups),
    ...furtherNotes(options),
    ...(layout.marksNote === "shown" ? predictionNote(pools) : []),
    ...offAxisNote(pools, options),
    ...rangeNote(options),
    ...(options.notes ?? []),
    ...new Set(pools.flatMap((pool) => pool.warnings)),
  ];
}

function squaresNote(pools: readonly DrawnPool[]): string {
  const studies = pools.flatMap((pool) => pool.studies);
  const weighted = studies.some((study) => study.weight !== undefined);
  const methods = [...new Set(studies.map((study) => study.interval.method))].join(", ");
  const noun = pools[0]!.quantity.name === "rates" ? "observed rates" : "estimates of the studies";
  const squares = weighted
    ? `Squares: ${noun}, with areas proportional to the inverse-variance weights.`
    : `Squares: ${noun}, all of one size, since the model gives studies no weights.`;
  return `${squares} Lines: confidence intervals (${methods}).`;
}

const diamondLooks: Readonly<Record<ModelKey, string>> = {
  binomialNormal: "Filled diamonds (GLMM)",
  betaBinomial: "Filled diamonds (beta-binomial)",
  inverseVariance: "Open diamonds",
  effects: "Diamonds",
  further: "Further diamonds",
};

/** How each model was fitted, and where groups had to be treated differently, in which. */
function diamondNotes(groups: readonly TitledPools[]): string[] {
  const pools = groups.flatMap(({ title, pools: own }) => own.map((pool) => ({ title, pool })));
  const models = [...new Set(pools.map((each) => each.pool.model))];
  return models.map((model) => {
    const own = pools.filter((each) => each.pool.model === model);
    const methods = commonMethod(own.map(({ pool }) => pool)) ?? [...new Set(own.map((each) => each.pool.method))];
    const described = methods.map((method) => {
      const titles = own.filter((each) => each.pool.method === method).map((each) => each.title);
      return methods.length === 1 ? method : `${titles.join(", ")}: ${method}`;
    });
    return `${models.length === 1 ? "Diamonds" : diamondLooks[model]}: ${described.join(". ")}.`;
  });
}

function furtherNotes({ further = [] }: ForestPlotOptions): string[] {
  if (further.length === 0) return [];
  const methods = further.flatMap(({ label, method }) => (method === undefined ? [] : [`${label}: ${method}`]));
  return [`Open diamonds below: for comparison.${methods.length === 0 ? "" : ` ${methods.join(". ")}.`}`];
}

/** One text for pools whose methods differ in nothing but a number of studies that t(k − 1) follows from. */
function commonMethod(pools: readonly DrawnPool[]): readonly string[] | undefined {
  const general = pools.map(({ method, studies }) => method.replaceAll(`t(${studies.length - 1})`, "t(k − 1)"));
  return new Set(general).size === 1 && new Set(pools.map(({ method }) => method)).size > 1
    ? general.slice(0, 1)
    : undefined;
}

function predictionNote(pools: readonly DrawnPool[]): string[] {
  const prediction = pools.flatMap((pool) =>
    pool.prediction.kind === "estimated" ? [pool.prediction.interval] : [],
  )[0];
  if (prediction === undefined) return [];
  const what = pools[0]!.quantity.name === "rates" ? "the rate of a further study" : "the result of a further study";
  return [`Bars: ${percentLevel(prediction.level)} prediction intervals, where ${what} is expected.`];
}

/** Rates of 0 and 100 % have no place on a logit axis. */
function offAxisNote(pools: readonly DrawnPool[], { scale }: ForestPlotOptions): string[] {
  const off = (estimate: number) =>
    (scale === "logit" && (estimate === 0 || estimate === 1)) || (scale === "log" && estimate === 0);
  if (!pools.some((pool) => pool.studies.some((study) => off(study.estimate)))) return [];
  return [`Rates of 0${scale === "logit" ? " and 100" : ""} % lie infinitely far on this axis and have no square.`];
}

function rangeNote({ publishedRange: range }: ForestPlotOptions): string[] {
  if (range === undefined) return [];
  return [
    `Band: ${range.label}, ${percent(range.lower, 0)} to ${percent(range.upper, 0)} %; lowest ${range.lowerSource}, highest ${range.upperSource}.`,
  ];
}

/** The figure in words, for readers who cannot see it. */
export function forestDescription(
  groups: readonly TitledPools[],
  options: ForestPlotOptions,
  style: ValueStyle,
): string {
  const sentences = groups.map(({ title, pools }) => {
    const studies = counted(pools[0]?.studies.length ?? 0, "study", "studies");
    const told = pools.map((each) => `${modelNames[each.model]} ${pooledSentence(each.mean, style)}`).join("; ");
    return `${title}: ${studies}, ${told}.`;
  });
  const further = (options.further ?? []).map(({ label, mean }) => `${label}: ${pooledSentence(mean, style)}.`);
  return [`Forest plot, ${options.axisTitle.toLowerCase()}.`, ...sentences, ...further].join(" ");
}

/** A mark in words. */
export function rowSentence(row: ForestRow, style: ValueStyle): string {
  const sign = style.unit === "percent" ? " %" : "";
  if (row.kind === "pooled") return `${row.label}: ${pooledSentence(row.pool.mean, style)}`;
  if (row.kind !== "study") return row.label;
  const { estimate, interval, weight } = row.study;
  const range = `${percentLevel(interval.level)} CI ${valueText(interval.lower, style)} to ${valueText(interval.upper, style)}${sign}`;
  return `${row.label}: ${valueText(estimate, style)}${sign} (${range})${weight === undefined ? "" : `, weight ${percent(weight)} %`}`;
}
