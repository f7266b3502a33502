import { formatNumber, InvalidInput } from "@rekindle/stats";
import { figure } from "../figure/figure.ts";
import { percent, twoDecimals } from "../format.ts";
import type { FigureHead } from "../layers/text-blocks.ts";
import type { PlotSpec } from "../spec.ts";
import { checkForest } from "./check-forest.ts";
import { drawForest } from "./draw-forest.ts";
import { type DrawnPool, drawnPool, type DrawnStudy } from "./drawn-pool.ts";
import { forestLayouts } from "./forest-layouts.ts";
import type { PoolColumn } from "./forest-columns.ts";
import type { ForestPlotOptions, ForestPool } from "./forest-options.ts";
import type { BlockContent, RowContent } from "./forest-rows.ts";
import { pooledSentence } from "./forest-wording.ts";

/** A pool under a name of its own. */
export interface SummaryEntry {
  readonly label: string;
  readonly pooled: ForestPool;
}

export interface ForestSummaryOptions
  extends FigureHead,
    Pick<
      ForestPlotOptions,
      | "axisTitle"
      | "layout"
      | "page"
      | "scale"
      | "domain"
      | "ticks"
      | "reference"
      | "favours"
      | "decimals"
      | "estimateTitle"
      | "notes"
    > {
  /** The pool of all studies, with a diamond under the others and a dashed line. */
  readonly overall?: ForestPool;
  /** What it is called; `All studies` by default. */
  readonly overallTitle?: string;
}

/**
 * Several pools in one forest plot, a diamond each, with their prediction intervals: other outcomes, subgroups, methods or priors.
 *
 * @throws InvalidInput without entries, on pools of different quantities, and on axes that cannot show them.
 * @example
 * summaryForest([{ label: "REML", pooled: reml }, { label: "Paule-Mandel", pooled: pm }], { title: "By method", axisTitle: "Odds ratio" });
 */
export function summaryForest(entries: readonly SummaryEntry[], options: ForestSummaryOptions): PlotSpec {
  return drawSummary(entries, options, { name: "Summary forest plot", rows: diamonds });
}

/**
 * A cumulative forest plot: the pool each time a study was added, from top to bottom; what `cumulate` of evidence returns.
 *
 * @throws InvalidInput without steps, and as `summaryForest` does.
 * @example
 * cumulativeForest(cumulate(counts, (rows) => pool(rows)), { title: "As the evidence grew", axisTitle: "Uptake restored" });
 */
export function cumulativeForest(
  steps: readonly { readonly added: { readonly label: string }; readonly result: ForestPool }[],
  options: ForestSummaryOptions,
): PlotSpec {
  const entries = steps.map(({ added, result }, index) => ({
    label: index === 0 ? added.label : `+ ${added.label}`,
    pooled: result,
  }));
  return drawSummary(entries, options, { name: "Cumulative forest plot", rows: squares });
}

/**
 * A leave-one-out forest plot: the pool without each study in turn; what `leaveOneOut` of evidence returns.
 *
 * @throws InvalidInput without steps, and as `summaryForest` does.
 * @example
 * leaveOneOutForest(leaveOneOut(counts, (rows) => pool(rows)), { title: "Without each study", axisTitle: "Uptake restored", overall: pool(counts) });
 */
export function leaveOneOutForest(
  omissions: readonly { readonly omitted: { readonly label: string }; readonly result: ForestPool }[],
  options: ForestSummaryOptions,
): PlotSpec {
  const entries = omissions.map(({ omitted, result }) => ({ label: `Without ${omitted.label}`, pooled: result }));
  return drawSummary(entries, options, { name: "Leave-one-out forest plot", rows: squares });
}

interface Manner {
  readonly name: string;
  readonly rows: (entries: readonly DrawnEntry[]) => RowContent[];
}

interface DrawnEntry {
  readonly id: string;
  readonly label: string;
  readonly pool: DrawnPool;
}

function drawSummary(given: readonly SummaryEntry[], options: ForestSummaryOptions, manner: Manner): PlotSpec {
  const { overall, overallTitle = "All studies", ...rest } = options;
  if (given.length === 0)
    throw new InvalidInput([
      { kind: "notDrawable", path: ["entries"], message: "there is no pool to draw", hint: "give one or more" },
    ]);
  checkForest(
    [
      ...given.map(({ label, pooled }) => ({ title: label, pooled: [pooled] })),
      ...(overall === undefined ? [] : [{ title: overallTitle, pooled: [overall] }]),
    ],
    rest,
  );
  const layout = { ...forestLayouts[options.layout ?? "default"] };
  const entries = given.map(({ label, pooled }, index) => ({ id: `entry${index}`, label, pool: drawnPool(pooled) }));
  const whole = overall === undefined ? undefined : drawnPool(overall);
  const content: BlockContent[] = [
    {
      overall: true,
      rows: [
        ...manner.rows(entries),
        ...(whole === undefined ? [] : poolRow({ id: "overall", label: overallTitle, pool: whole })),
      ],
      mean: whole?.mean,
    },
  ];
  // The rows' own numbers stand for studies: of them the columns and the axis are made.
  const pools = [...entries.map(({ pool }) => pool), ...(whole === undefined ? [] : [whole])];
  const shown = pools.map((pool, index) => ({ ...pool, studies: index === 0 ? entries.flatMap(asStudy) : [] }));
  const drawn = drawForest(content, shown, {
    options: { ...rest, ...columnsOf(entries), pooledLine: whole === undefined ? "none" : "shown" },
    layout,
    notes: notesOf(pools, options),
  });
  const told = [...entries, ...(whole === undefined ? [] : [{ label: overallTitle, pool: whole }])].map(
    ({ label, pool }) => `${label}: ${pooledSentence(pool.mean, drawn.style)}`,
  );
  return figure({
    ...drawn,
    head: options,
    description: `${manner.name}, ${options.axisTitle.toLowerCase()}. ${told.join(". ")}.`,
  });
}

function asStudy({ id, label, pool: { mean, n, events } }: DrawnEntry): DrawnStudy[] {
  if (mean.kind === "notEstimable") return [];
  return [
    {
      id,
      label,
      estimate: mean.value,
      interval: mean.interval,
      ...(n === undefined || events === undefined ? {} : { n, events }),
    },
  ];
}

function diamonds(entries: readonly DrawnEntry[]): RowContent[] {
  return entries.flatMap(poolRow);
}

function poolRow({ label, pool }: DrawnEntry): RowContent[] {
  return [
    { kind: "pooled", label, pool: { ...pool, model: "effects" }, first: true, overall: true },
    ...(pool.prediction.kind === "estimated"
      ? [{ kind: "prediction", label: "Prediction interval", pool, interval: pool.prediction.interval } as const]
      : []),
    ...(pool.mean.kind === "notEstimable"
      ? [{ kind: "remark", label: `No estimate: ${pool.mean.reason}` } as const]
      : []),
  ];
}

function squares(entries: readonly DrawnEntry[]): RowContent[] {
  return entries.flatMap((entry): RowContent[] => {
    const [study] = asStudy(entry);
    return study === undefined ? poolRow(entry) : [{ kind: "study", label: entry.label, study, indented: false }];
  });
}

/** Numbers of studies left of the plot, and heterogeneity right of the estimates. */
function columnsOf(entries: readonly DrawnEntry[]): Pick<ForestPlotOptions, "leftColumns" | "rightColumns"> {
  const column = (title: string, ofPool: (pool: DrawnPool) => string): PoolColumn => ({
    kind: "text",
    title,
    values: Object.fromEntries(entries.map(({ id, pool }) => [id, ofPool(pool)])),
    align: "right",
    ofPool,
  });
  const hasTau2 = entries.some(({ pool }) => pool.tau2 !== undefined);
  const hasI2 = entries.some(({ pool }) => pool.I2 !== undefined);
  return {
    leftColumns: [
      column("Studies", (pool) => String(pool.studies.length)),
      ...(entries[0]!.pool.n === undefined ? [] : [column("Patients", (pool) => String(pool.n ?? ""))]),
    ],
    rightColumns: [
      "estimate",
      "interval",
      ...(hasTau2
        ? [column("τ²", ({ tau2 }) => (tau2 === undefined ? "" : formatNumber(tau2.value, twoDecimals)))]
        : []),
      ...(hasI2 ? [column("I², %", ({ I2 }) => (I2 === undefined ? "" : percent(I2.value, 0)))] : []),
    ],
  };
}

function notesOf(pools: readonly DrawnPool[], { notes = [] }: ForestSummaryOptions): string[] {
  const methods = [
    ...new Set(pools.map((pool) => pool.method.replaceAll(`t(${pool.studies.length - 1})`, "t(k − 1)"))),
  ];
  return [...(methods.length === 1 ? [`Each pool: ${methods[0]!}.`] : []), ...notes];
}
