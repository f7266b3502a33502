import type { Pooled } from "@rekindle/evidence";
import { counted, percent, percentLevel } from "../format.ts";
import type { ForestGroup, ForestPlotOptions } from "./forest-options.ts";
import { modelNames, pooledSentence } from "./forest-wording.ts";

/** Heads of the columns and the axis title. */
export interface ForestOptionTexts {
  readonly study: string;
  readonly events: string;
  readonly patients: string;
  readonly rate: string;
  readonly interval: string;
  readonly weight: string;
  readonly axis: string;
}

export function forestTexts(pools: readonly Pooled[], options: ForestPlotOptions): ForestOptionTexts {
  const level = commonLevel(pools);
  return {
    study: "Study",
    events: options.eventsTitle ?? "Events",
    patients: options.patientsTitle ?? "Patients",
    rate: "Rate, %",
    interval: level === undefined ? "Interval" : `${percentLevel(level)} CI`,
    weight: "Weight, %",
    axis: `${options.axisTitle} (%)`,
  };
}

/** The level of all confidence intervals shown, if they share one. */
function commonLevel(pools: readonly Pooled[]): number | undefined {
  const levels = new Set(
    pools.flatMap(({ studies, mean }) => [
      ...studies.map((study) => study.interval.level),
      ...(mean.kind === "estimated" ? [mean.interval.level] : []),
    ]),
  );
  return levels.size === 1 ? [...levels][0] : undefined;
}

/** What the marks mean and how the numbers were made, one line of thought per entry. */
export function forestNotes(groups: readonly ForestGroup[], options: ForestPlotOptions): string[] {
  const pools = groups.flatMap((group) => group.pooled);
  return [
    squaresNote(pools),
    ...diamondNotes(groups),
    ...predictionNote(pools),
    ...rangeNote(options),
    ...(options.notes ?? []),
    ...new Set(pools.flatMap((pooled) => pooled.warnings)),
  ];
}

function squaresNote(pools: readonly Pooled[]): string {
  const weighted = pools.some((pooled) => pooled.studies.some((study) => study.weight !== undefined));
  const methods = [...new Set(pools.flatMap((pooled) => pooled.studies.map((study) => study.interval.method)))].join(
    ", ",
  );
  const squares = weighted
    ? "Squares: observed rates, with areas proportional to the inverse-variance weights."
    : "Squares: observed rates, all of one size, since the model gives studies no weights.";
  return `${squares} Lines: confidence intervals (${methods}).`;
}

const diamondLooks: Readonly<Record<Pooled["model"], string>> = {
  binomialNormal: "Filled diamonds (GLMM)",
  betaBinomial: "Filled diamonds (beta-binomial)",
  inverseVariance: "Open diamonds",
};

/** How each model was fitted, and where groups had to be treated differently, in which. */
function diamondNotes(groups: readonly ForestGroup[]): string[] {
  const pools = groups.flatMap((group) => group.pooled.map((pooled) => ({ title: group.title, pooled })));
  return [...new Set(pools.map((each) => each.pooled.model))].map((model) => {
    const own = pools.filter((each) => each.pooled.model === model);
    const methods = [...new Set(own.map((each) => each.pooled.method))];
    const described = methods.map((method) => {
      const titles = own.filter((each) => each.pooled.method === method).map((each) => each.title);
      return methods.length === 1 ? method : `${titles.join(", ")}: ${method}`;
    });
    return `${diamondLooks[model]}: ${described.join(". ")}.`;
  });
}

function predictionNote(pools: readonly Pooled[]): string[] {
  const prediction = pools.flatMap((pooled) =>
    pooled.prediction.kind === "estimated" ? [pooled.prediction.interval] : [],
  )[0];
  if (prediction === undefined) return [];
  return [
    `Bars: ${percentLevel(prediction.level)} prediction intervals, where the rate of a further study is expected.`,
  ];
}

function rangeNote({ publishedRange: range }: ForestPlotOptions): string[] {
  if (range === undefined) return [];
  return [
    `Band: ${range.label}, ${percent(range.lower, 0)} to ${percent(range.upper, 0)} %; lowest ${range.lowerSource}, highest ${range.upperSource}.`,
  ];
}

/** The figure in words, for readers who cannot see it. */
export function forestDescription(
  groups: readonly ForestGroup[],
  overall: readonly Pooled[],
  options: ForestPlotOptions,
): string {
  const told = [
    ...groups.map((group) => ({ title: group.title, pooled: group.pooled })),
    ...(overall.length > 0 ? [{ title: options.overallTitle ?? "All studies", pooled: overall }] : []),
  ];
  const sentences = told.map(({ title, pooled }) => {
    const studies = counted(pooled[0]?.studies.length ?? 0, "study", "studies");
    const pools = pooled.map((each) => `${modelNames[each.model]} ${pooledSentence(each.mean)}`).join("; ");
    return `${title}: ${studies}, ${pools}.`;
  });
  return [`Forest plot, ${options.axisTitle.toLowerCase()}.`, ...sentences].join(" ");
}
