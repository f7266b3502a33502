import type { PoolResult, PublishedRangeResult, Scenario, ScenarioResult, TrialResult } from "@rekindle/scenario";
import {
  cohortPlot,
  type FigureHead,
  forestPlot,
  type ForestPlotOptions,
  grouped,
  percent,
  type PlotSpec,
  powerCurve,
  publishedRangePlot,
  type PublishedRange,
} from "@rekindle/plots";
import {
  denominatorWords,
  endpointNoun,
  endpointWords,
  eventsTitle,
  listWords,
  poolSubject,
  sentenceCase,
} from "../words.ts";

/** A figure of a result: its name for files, what it shows, and its specification. */
export interface Figure {
  /** Letters, digits and `-`; begins with `forest-`, `published-ranges`, `cohort` or `power-`. */
  readonly name: string;
  readonly title: string;
  readonly spec: PlotSpec;
  /** The same, 360 pixels wide for a phone; of forest plots. */
  readonly narrow?: PlotSpec;
}

/**
 * Every figure of a result, in the order of the report: a forest plot of each pool, the published ranges beside our estimates, the
 * cohort, and a power curve of each trial.
 *
 * @param titlePlacement `page` for a page that has the titles as headings.
 * @example for (const { name, spec } of scenarioFigures(result, scenario)) await write(`${name}.svg`, await renderSvg(spec));
 */
export function scenarioFigures(
  result: ScenarioResult,
  scenario: Scenario,
  titlePlacement: TitlePlacement = "figure",
): readonly Figure[] {
  return [
    ...result.pools.map((pool) => forestFigure(pool, result.publishedRanges, titlePlacement)),
    ...rangesFigure(result, titlePlacement),
    ...cohortFigure(result, scenario, titlePlacement),
    ...result.trials.map((trial) => powerFigure(trial, scenario, titlePlacement)),
  ];
}

type TitlePlacement = NonNullable<FigureHead["titlePlacement"]>;

function forestFigure(
  pool: PoolResult,
  ranges: readonly PublishedRangeResult[],
  titlePlacement: TitlePlacement,
): Figure {
  const grouping = pool.by === "genotype";
  const groups = pool.groups.map(({ label, models }) => ({
    title: label,
    pooled: [models.binomialNormal, models.inverseVariance],
  }));
  const range = ranges.find((each) => each.pools.includes(pool.id));
  const pooled = grouping ? [] : (groups[0]?.pooled ?? []);
  const options: ForestPlotOptions = {
    title: pool.title,
    titlePlacement,
    subtitle: `${sentenceCase(poolSubject(pool))}; evidence of ${tierWords(pool)}`,
    axisTitle: sentenceCase(endpointWords(pool)),
    eventsTitle: eventsTitle(pool),
    patientsTitle: pool.denominator === "mixed" ? "Patients" : sentenceCase(pool.denominator),
    ...(grouping ? { subgroups: groups } : {}),
    ...(range === undefined ? {} : { publishedRange: range }),
    notes: pool.notes,
  };
  return {
    name: `forest-${pool.id}`,
    title: pool.title,
    spec: forestPlot(pooled, options),
    narrow: forestPlot(pooled, { ...options, page: "narrow" }),
  };
}

/** `tier A`, `tiers A and B`. */
export function tierWords({ tiers }: Pick<PoolResult, "tiers">): string {
  return `${tiers.length === 1 ? "tier" : "tiers"} ${listWords(tiers)}`;
}

function rangesFigure({ publishedRanges, pools }: ScenarioResult, titlePlacement: TitlePlacement): Figure[] {
  const comparisons = publishedRanges.flatMap((range) => {
    const own = pools.filter((pool) => range.pools.includes(pool.id) && pool.by === "study" && pool.groups.length > 0);
    if (own.length === 0) return [];
    const compared = own.flatMap((pool) => {
      const { binomialNormal, inverseVariance } = pool.groups[0]!.models;
      const name = own.length === 1 ? "Pooled" : pool.title;
      return [
        { title: `${name}, GLMM`, pooled: binomialNormal },
        { title: `${name}, inverse variance`, pooled: inverseVariance },
      ];
    });
    return [{ title: sentenceCase(endpointNoun(range)), range: rangeOf(range), pools: compared }];
  });
  if (comparisons.length === 0) return [];
  const title = "Published ranges beside pooled rates";
  const denominators = new Set(
    pools.filter((pool) => publishedRanges.some((range) => range.pools.includes(pool.id))).map(denominatorWords),
  );
  const axisTitle = sentenceCase(denominators.size === 1 ? [...denominators][0]! : "patients");
  return [
    { name: "published-ranges", title, spec: publishedRangePlot(comparisons, { title, titlePlacement, axisTitle }) },
  ];
}

function rangeOf({ lower, upper, label, lowerSource, upperSource }: PublishedRangeResult): PublishedRange {
  return { lower, upper, label, lowerSource, upperSource };
}

function cohortFigure({ cohort }: ScenarioResult, scenario: Scenario, titlePlacement: TitlePlacement): Figure[] {
  if (cohort === undefined) return [];
  const title = "Virtual patients by genotype and protocol";
  const spec = cohortPlot(cohort, {
    title,
    titlePlacement,
    subtitle: `${grouped(cohort.patients)} virtual patients, the same under each protocol`,
    protocolTitles: armTitles(scenario),
  });
  return [{ name: "cohort", title, spec }];
}

/** What the arms are called. */
export function armTitles({ arms }: Scenario): Readonly<Record<string, string>> {
  return { control: arms.control.title, experimental: arms.experimental.title };
}

function powerFigure(trial: TrialResult, scenario: Scenario, titlePlacement: TitlePlacement): Figure {
  const alpha = trial.looks.at(-1)?.alphaSpent;
  const spec = powerCurve(trial.cells, {
    title: trial.title,
    titlePlacement,
    subtitle: `“${scenario.arms.experimental.title}” against “${scenario.arms.control.title}”`,
    x: "patients",
    ...(alpha === undefined ? {} : { alpha }),
  });
  return { name: `power-${trial.id}`, title: trial.title, spec };
}

/** A rate and its Monte-Carlo standard error in percentage points. */
export function shareWords({
  value,
  standardError,
}: {
  readonly value: number;
  readonly standardError: number;
}): string {
  return `${percent(value)}\u00A0% (SE ${percent(standardError, 2)})`;
}
