import type { Pooled } from "@rekindle/evidence";
import { percent } from "../format.ts";
import { hairlineLayer } from "../layers/hairlines.ts";
import { noteBlock, titleBlock } from "../layers/text-blocks.ts";
import { type TextCell, textLayers } from "../layers/text-cells.ts";
import { FIGURE_MARGIN, type PlotSpec, roundFrame } from "../spec.ts";
import { textWidth } from "../text/text-width.ts";
import { colours, config, textStyles } from "../theme.ts";
import { headCells, tableCells } from "./forest-cells.ts";
import { type ForestColumns, forestColumns, panelWidth } from "./forest-columns.ts";
import { panelLayers } from "./forest-marks.ts";
import { checkForest, type ForestPlotOptions } from "./forest-options.ts";
import { forestTable } from "./forest-rows.ts";
import { forestDescription, forestNotes, forestTexts } from "./forest-texts.ts";

const axisHeight = 52;

/**
 * A forest plot as a Vega-Lite specification: a row per study with its counts, rate, interval and weight, a diamond for each
 * pooled rate, a bar for each prediction interval, and the heterogeneity in words.
 *
 * Several pools of the same studies by different models are drawn beside each other: filled diamonds for the binomial-normal model,
 * open ones for inverse variance. Squares have areas proportional to the inverse-variance weights; without weights they are equal
 * and the figure says so. Rates are proportions in [0, 1] in the specification and percentages on the page. Text is measured, so
 * that nothing overlaps for any number of studies.
 *
 * @throws InvalidInput without a pool, with a pool without studies, with pools of different studies in a group, or with a domain
 * or range outside [0, 1].
 * @example
 * forestPlot([glmm, inverseVariance], { title: "Uptake restored", axisTitle: "Uptake restored among evaluable patients" });
 */
export function forestPlot(pooled: Pooled | readonly Pooled[], options: ForestPlotOptions): PlotSpec {
  const overall = "model" in pooled ? [pooled] : pooled;
  const groups = options.subgroups ?? [];
  checkForest([...groups, { title: "pooled", pooled: overall }], options);

  const pools = [...groups.flatMap((group) => group.pooled), ...overall];
  const texts = forestTexts(pools, options);
  const table = forestTable(groups, overall, options);
  const columns = forestColumns(table, texts);
  const domain = options.domain ?? [0, 1];
  const panel = { domain, ticks: axisTicks(domain), axisTitle: texts.axis, height: table.height };
  const width = columns.right - columns.left;
  const above = titleBlock(options, { left: columns.left, bottom: -36, width });
  const heads = [...headCells(texts, columns, -13), ...rangeCells(options, domain)];
  const below = noteBlock(
    forestNotes([...groups, { title: options.overallTitle ?? "All studies", pooled: overall }], options),
    { left: columns.left, top: table.height + axisHeight, width },
  );
  const frame = roundFrame({
    width: panelWidth,
    height: table.height,
    padding: {
      top: above.height,
      right: columns.right - panelWidth + FIGURE_MARGIN,
      bottom: axisHeight + below.height,
      left: FIGURE_MARGIN - columns.left,
    },
  });
  const description = forestDescription(groups, overall, options);
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    description,
    usermeta: { title: options.title, description },
    config,
    autosize: { type: "none" },
    ...frame,
    layer: [
      ...panelLayers(table, panel, options.publishedRange),
      hairlineLayer(tableRules(columns), colours.ink, 0.75),
      ...textLayers([...above.cells, ...heads, ...tableCells(table, columns), ...below.cells]),
    ],
  };
}

/** Names the band where it begins, between the heads of the columns. */
function rangeCells({ publishedRange: range }: ForestPlotOptions, [from, to]: readonly [number, number]): TextCell[] {
  if (range === undefined) return [];
  const middle = (Math.max(range.lower, from) + Math.min(range.upper, to)) / 2;
  const text = `${percent(range.lower, 0)} to ${percent(range.upper, 0)} %, published`;
  const half = textWidth(text, textStyles.small) / 2;
  const x = Math.min(panelWidth - half, Math.max(half, ((middle - from) / (to - from)) * panelWidth));
  return [{ x, y: -13, text, align: "center", style: textStyles.small, colour: colours.quiet }];
}

/** The table's rules: above and under the heads. */
function tableRules({ left, right }: ForestColumns) {
  return [-24, -2].map((y) => ({ x: left, x2: right, y, y2: y }));
}

/** Five to ten round ticks that include the ends where those are round. */
function axisTicks([from, to]: readonly [number, number]): number[] {
  const step = [0.01, 0.02, 0.05, 0.1, 0.2].find((each) => (to - from) / each <= 8) ?? 0.2;
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toFixed(4)));
}
