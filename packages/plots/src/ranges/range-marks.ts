import { percent } from "../format.ts";
import { type Channel, layer, percentLabels, pixels } from "../layers/layer.ts";
import type { TextCell } from "../layers/text-cells.ts";
import type { Layer } from "../spec.ts";
import { textWidth } from "../text/text-width.ts";
import { colours, lineHeight, textStyles } from "../theme.ts";
import type { RangeRow, RangeTable, rangeColumns } from "./range-rows.ts";

type Columns = ReturnType<typeof rangeColumns>;

/** Bands, prediction intervals, confidence intervals and points, from the back to the front. */
export function rangeLayers({ rows }: RangeTable, axisTitle: string): Layer[] {
  const x = (field: string): Channel => ({
    field,
    type: "quantitative",
    scale: { domain: [0, 1], nice: false, zero: false },
    axis: {
      title: axisTitle,
      orient: "bottom",
      values: [0, 0.2, 0.4, 0.6, 0.8, 1],
      labelExpr: percentLabels,
    },
  });
  const bands = rows.flatMap((row) =>
    row.kind === "range"
      ? [{ lower: row.range.lower, upper: row.range.upper, top: bandMiddle(row) - 6, bottom: bandMiddle(row) + 6 }]
      : [],
  );
  const pools = rows.flatMap((row) => (row.kind === "pool" ? [row] : []));
  const predictions = pools.flatMap(({ pooled, y }) =>
    pooled.prediction.kind === "estimated"
      ? [{ lower: pooled.prediction.interval.lower, upper: pooled.prediction.interval.upper, y }]
      : [],
  );
  const means = pools.flatMap(({ pooled, y }) =>
    pooled.mean.kind === "estimated"
      ? [
          {
            model: pooled.model,
            value: pooled.mean.value,
            lower: pooled.mean.interval.lower,
            upper: pooled.mean.interval.upper,
            y,
          },
        ]
      : [],
  );
  const span = { x: x("lower"), x2: { field: "upper" }, y: pixels("y") };
  return [
    layer(
      bands,
      { type: "rect", color: colours.bandFill, stroke: colours.bandEdge, strokeWidth: 0.75 },
      { ...span, y: pixels("top"), y2: { field: "bottom" } },
    ),
    ...(predictions.length > 0
      ? [layer(predictions, { type: "rule", color: colours.accentSoft, strokeWidth: 5 }, span)]
      : []),
    ...(means.length > 0
      ? [
          layer(means, { type: "rule", color: colours.accent, strokeWidth: 1.5 }, span),
          layer(
            means,
            { type: "point", shape: "circle", filled: true, opacity: 1, size: 52, color: colours.accent },
            { x: x("value"), y: pixels("y") },
          ),
        ]
      : []),
  ];
}

/** The band stands over the names of the studies at its ends. */
function bandMiddle(row: RangeRow): number {
  return row.kind === "range" && row.lines.length === 1 ? row.y - 7 * row.ends.lines : row.y;
}

/** Labels, numbers, and the studies at the ends of the ranges. */
export function rangeCells({ rows }: RangeTable, columns: Columns): TextCell[] {
  return rows.flatMap((row) => [...labelCells(row, columns), ...numberCells(row, columns), ...endCells(row)]);
}

function labelCells(row: RangeRow, columns: Columns): TextCell[] {
  const style = row.kind === "head" ? textStyles.head : textStyles.body;
  const x = columns.label + (row.kind === "head" ? 0 : columns.indent);
  const y = row.kind === "range" ? bandMiddle(row) : row.y;
  return row.lines.map((text, index) => ({ x, y: y + index * lineHeight(style), text, align: "left", style }));
}

function numberCells(row: RangeRow, columns: Columns): TextCell[] {
  if (row.kind === "head") return [];
  const style = textStyles.body;
  const interval = (y: number, lower: string, upper: string): TextCell[] => [
    { x: columns.lower, y, text: lower, align: "right", style },
    { x: columns.to, y, text: "to", align: "center", style },
    { x: columns.upper, y, text: upper, align: "left", style },
  ];
  if (row.kind === "range") return interval(bandMiddle(row), percent(row.range.lower, 0), percent(row.range.upper, 0));
  const { mean } = row.pooled;
  if (mean.kind === "notEstimable")
    return [{ x: columns.right, y: row.y, text: "not estimable", align: "right", style }];
  const rate: TextCell = {
    x: columns.rate,
    y: row.y,
    text: percent(mean.value),
    align: "right",
    style: textStyles.head,
  };
  return [rate, ...interval(row.y, percent(mean.interval.lower), percent(mean.interval.upper))];
}

/** The lowest study's name begins under its end of the band and the highest's ends under its own, or as near as the panel lets them. */
function endCells(row: RangeRow): TextCell[] {
  if (row.kind !== "range") return [];
  const { lines, lower, upper } = row.ends;
  const y = bandMiddle(row) + 15;
  const style = textStyles.small;
  const colour = colours.quiet;
  return [
    { ...lower, y, align: "left", style, colour },
    { ...upper, y: y + (lines - 1) * lineHeight(style), align: "right", style, colour },
  ];
}

/** Heads of the columns. */
export function rangeHeads(columns: Columns): TextCell[] {
  const middle = (columns.lower - textWidth("100.0", textStyles.body) + columns.right) / 2;
  return [
    { x: columns.rate, y: -13, text: "Rate, %", align: "right", style: textStyles.head },
    { x: middle, y: -13, text: "Range or CI", align: "center", style: textStyles.head },
  ];
}
