import { figure } from "../figure/figure.ts";
import type { PlotSpec } from "../spec.ts";
import { checkForest } from "./check-forest.ts";
import { drawForest } from "./draw-forest.ts";
import { type DrawnPool, drawnPool, furtherPool } from "./drawn-pool.ts";
import { forestLayouts } from "./forest-layouts.ts";
import type { ForestPlotOptions, ForestPool } from "./forest-options.ts";
import { forestContent } from "./forest-rows.ts";
import { forestDescription, forestNotes } from "./forest-texts.ts";

/**
 * A forest plot as a Vega-Lite specification: a row per study with its columns, a square and an interval, a diamond for each pooled
 * mean, a bar for each prediction interval, and heterogeneity and tests in words; of single-arm rates (`Pooled`) or of comparisons
 * and any other effects (`PooledEffect`).
 *
 * Several pools of the same studies by different models are drawn beside each other: filled diamonds for the binomial-normal model,
 * open ones for inverse variance. Squares have areas proportional to the weights; without weights they are equal and the figure says
 * so. Values are natural ones in the specification; rates are written as percentages. Text is measured, so that nothing overlaps for
 * any number of studies. `page: "narrow"` fits a phone.
 *
 * @throws InvalidInput without a pool, with a pool without studies, with pools of different studies in a group or of different
 * quantities, with an axis that cannot show them, and with names that are not known.
 * @example
 * forestPlot([glmm, inverseVariance], { title: "Uptake restored", axisTitle: "Uptake restored among evaluable patients" });
 * @example
 * forestPlot(poolEffects(oddsRatios), { title: "Response", axisTitle: "Odds ratio", favours: { left: "control", right: "drug" } });
 */
export function forestPlot(pooled: ForestPool | readonly ForestPool[], options: ForestPlotOptions): PlotSpec {
  const overall = "method" in pooled ? [pooled] : pooled;
  const given = options.subgroups ?? [];
  checkForest([...given, { title: "pooled", pooled: overall }], options);
  const layout = forestLayouts[options.layout ?? "default"];
  const overallTitle = options.overallTitle ?? "All studies";
  const whole = { title: overallTitle, pools: overall.map(drawnPool) };
  const groups = given.map(({ title, pooled: own }) => ({
    title,
    pools: own.map((each) => weighedAmongAll(drawnPool(each), whole.pools)),
  }));
  const titled = whole.pools.length > 0 ? [...groups, whole] : groups;
  const pools = titled.flatMap((group) => group.pools);
  const { quantity } = pools[0]!;
  const further = (options.further ?? []).map((each) => ({ label: each.label, pool: furtherPool(each, quantity) }));
  const content = forestContent({
    groups,
    overall: whole.pools,
    grouped: options.subgroups !== undefined,
    overallTitle,
    order: options.order ?? "asGiven",
    interaction: options.interaction,
    further,
    layout,
  });
  const drawn = drawForest(content, [...pools, ...further.map(({ pool }) => pool)], {
    options,
    layout,
    notes: forestNotes(titled, options, layout),
  });
  return figure({ ...drawn, head: options, description: forestDescription(titled, options, drawn.style) });
}

/** Beside a pool over all studies, studies have their share of its weights, so that all squares can be compared. */
function weighedAmongAll(pool: DrawnPool, overall: readonly DrawnPool[]): DrawnPool {
  const all = new Map(overall.flatMap(({ studies }) => studies.map((study) => [study.id, study.weight] as const)));
  if (!pool.studies.every(({ id, weight }) => weight !== undefined && all.get(id) !== undefined)) return pool;
  return { ...pool, studies: pool.studies.map((study) => ({ ...study, weight: all.get(study.id)! })) };
}
