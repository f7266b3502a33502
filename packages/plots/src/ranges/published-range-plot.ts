import type { Pooled } from "@rekindle/evidence";
import { InvalidInput, type Issue } from "@rekindle/stats";
import type { PublishedRange } from "../forest/forest-options.ts";
import { pooledSentence } from "../forest/forest-wording.ts";
import { percent } from "../format.ts";
import type { FigureTable } from "../figure/figure-table.ts";
import { figure } from "../figure/figure.ts";
import { hairlineLayer } from "../layers/hairlines.ts";
import { type FigureHead, noteBlock, titleBlock } from "../layers/text-blocks.ts";
import { textLayers } from "../layers/text-cells.ts";
import { FIGURE_MARGIN, type PlotSpec } from "../spec.ts";
import { colours } from "../theme.ts";
import { rangeCells, rangeHeads, rangeLayers } from "./range-marks.ts";
import { panelWidth, rangeColumns, rangeTable } from "./range-rows.ts";

/** A published range and the pools of the same endpoint. */
export interface RangeComparison {
  readonly title: string;
  readonly range: PublishedRange;
  readonly pools: readonly { readonly title: string; readonly pooled: Pooled }[];
}

export interface PublishedRangePlotOptions extends FigureHead {
  readonly axisTitle: string;
  readonly notes?: readonly string[];
}

const axisHeight = 52;

/**
 * Published ranges beside pooled rates of the same endpoints as a Vega-Lite specification: the range as a band with the studies at
 * its ends named, and each pooled rate as a point with its confidence interval over its prediction interval.
 *
 * @throws InvalidInput without a comparison, with a comparison without pools, or with a range outside [0, 1].
 * @example
 * publishedRangePlot([{ title: "Uptake restored", range, pools: [{ title: "GLMM", pooled }] }], { title: "Ranges", axisTitle: "Patients" });
 */
export function publishedRangePlot(
  comparisons: readonly RangeComparison[],
  options: PublishedRangePlotOptions,
): PlotSpec {
  check(comparisons);
  const table = rangeTable(comparisons);
  const columns = rangeColumns(table);
  const width = columns.right - columns.left;
  const title = titleBlock(options, { left: columns.left, bottom: -36, width });
  const notes = [
    "Band: the published range, from the lowest to the highest study. Point and line: pooled rate and confidence interval. Pale bar: prediction interval.",
    ...(options.notes ?? []),
  ];
  const below = noteBlock(notes, { left: columns.left, top: table.height + axisHeight, width });
  const description = comparisons.map(describe).join(" ");
  const frame = {
    width: panelWidth,
    height: table.height,
    padding: {
      top: title.height,
      right: columns.right - panelWidth + FIGURE_MARGIN,
      bottom: axisHeight + below.height,
      left: FIGURE_MARGIN - columns.left,
    },
  };
  return figure({
    head: options,
    description,
    table: tableOf(comparisons),
    frame,
    layers: [
      ...rangeLayers(table, `${options.axisTitle} (%)`),
      hairlineLayer(
        [-24, -2].map((y) => ({ x: columns.left, x2: columns.right, y, y2: y })),
        colours.ink,
        0.75,
      ),
      ...textLayers([...title.cells, ...rangeHeads(columns), ...rangeCells(table, columns), ...below.cells]),
    ],
  });
}

function tableOf(comparisons: readonly RangeComparison[]): FigureTable {
  return {
    columns: ["Outcome", "Source", "Rate, %", "Lower, %", "Upper, %"],
    rows: comparisons.flatMap(({ title, range, pools }) => [
      [title, range.label, "", percent(range.lower), percent(range.upper)],
      ...pools.map(({ title: name, pooled: { mean } }) =>
        mean.kind === "notEstimable"
          ? [title, name, "not estimable", "", ""]
          : [title, name, percent(mean.value), percent(mean.interval.lower), percent(mean.interval.upper)],
      ),
    ]),
  };
}

function describe({ title, range, pools }: RangeComparison): string {
  const pooled = pools.map((each) => `${each.title}: ${pooledSentence(each.pooled.mean)}`).join("; ");
  return `${title}: ${range.label}, ${percent(range.lower, 0)} to ${percent(range.upper, 0)} %. ${pooled}.`;
}

function check(comparisons: readonly RangeComparison[]): void {
  const issues: Issue[] = comparisons.flatMap(({ range, pools }, index) => [
    ...(range.lower >= 0 && range.lower <= range.upper && range.upper <= 1
      ? []
      : [
          issue(
            ["comparisons", index, "range"],
            `the range is ${range.lower} to ${range.upper}`,
            "two proportions in [0, 1], the smaller first",
          ),
        ]),
    ...(pools.length > 0
      ? []
      : [issue(["comparisons", index, "pools"], "there is no pool to compare", "give one or more")]),
  ]);
  if (comparisons.length === 0) issues.push(issue(["comparisons"], "there is nothing to compare", "give one or more"));
  if (issues.length > 0) throw new InvalidInput(issues);
}

function issue(path: readonly (string | number)[], message: string, hint: string): Issue {
  return { kind: "notDrawable", path, message, hint };
}
