import type { Interval } from "@rekindle/evidence";
import type { TextCell } from "../layers/text-cells.ts";
import { grouped, percent } from "../format.ts";
import { colours, lineHeight, textStyles } from "../theme.ts";
import { widestText, type TextStyle } from "../text/text-width.ts";
import { counts, type ForestColumns } from "./forest-columns.ts";
import type { ForestRow, ForestTable } from "./forest-rows.ts";
import type { ForestOptionTexts } from "./forest-texts.ts";

/** The table's texts. */
export function tableCells(table: ForestTable, columns: ForestColumns): TextCell[] {
  return table.blocks.flatMap((block) => block.rows.flatMap((row) => rowCells(row, columns, table.indent)));
}

function rowCells(row: ForestRow, columns: ForestColumns, indent: number): TextCell[] {
  const style = styleOf(row);
  const colour = row.kind === "remark" || row.kind === "prediction" ? colours.quiet : colours.ink;
  const x = columns.label + (row.kind === "head" ? 0 : indent);
  const label = row.lines.map(
    (text, index): TextCell => ({ x, y: row.y + index * lineHeight(style), text, align: "left", style, colour }),
  );
  return [
    ...label,
    ...countCells(row, columns, style),
    ...estimateCells(row, columns, style, colour),
    ...weightCells(row, columns),
  ];
}

function styleOf(row: ForestRow): TextStyle {
  if (row.kind === "remark") return textStyles.small;
  return row.kind === "head" || row.kind === "pooled" ? textStyles.head : textStyles.body;
}

function countCells(row: ForestRow, columns: ForestColumns, style: TextStyle): TextCell[] {
  const counted = counts(row);
  if (counted === undefined || (row.kind === "pooled" && !row.ownHead)) return [];
  const cell = (x: number, count: number): TextCell => ({
    x,
    y: row.y,
    text: grouped(count),
    align: "right",
    style,
    colour: colours.ink,
  });
  return [cell(columns.events, counted.events), cell(columns.patients, counted.n)];
}

function estimateCells(row: ForestRow, columns: ForestColumns, style: TextStyle, colour: string): TextCell[] {
  const right = (x: number, text: string): TextCell => ({ x, y: row.y, text, align: "right", style, colour });
  const interval = ({ lower, upper }: Interval): TextCell[] => [
    right(columns.lower, percent(lower)),
    { x: columns.to, y: row.y, text: "to", align: "center", style, colour },
    { x: columns.upper, y: row.y, text: percent(upper), align: "left", style, colour },
  ];
  if (row.kind === "study")
    return [right(columns.rate, percent(row.study.proportion)), ...interval(row.study.interval)];
  if (row.kind === "prediction") return interval(row.interval);
  if (row.kind !== "pooled") return [];
  const { mean } = row.pooled;
  if (mean.kind === "notEstimable") return [right(columns.intervalEnd, "not estimable")];
  return [right(columns.rate, percent(mean.value)), ...interval(mean.interval)];
}

function weightCells(row: ForestRow, columns: ForestColumns): TextCell[] {
  if (row.kind !== "study" || row.weight === undefined || columns.weight === undefined) return [];
  return [
    {
      x: columns.weight,
      y: row.y,
      text: percent(row.weight),
      align: "right",
      style: textStyles.body,
      colour: colours.ink,
    },
  ];
}

/** Heads of the columns, on one line at `y`. */
export function headCells(texts: ForestOptionTexts, columns: ForestColumns, y: number): TextCell[] {
  const cell = (x: number, text: string, align: TextCell["align"]): TextCell => ({
    x,
    y,
    text,
    align,
    style: textStyles.head,
  });
  const middle = (columns.lower - widestText(["100.0"], textStyles.body) + columns.intervalEnd) / 2;
  return [
    cell(columns.label, texts.study, "left"),
    cell(columns.events, texts.events, "right"),
    cell(columns.patients, texts.patients, "right"),
    cell(columns.rate, texts.rate, "right"),
    cell(middle, texts.interval, "center"),
    ...(columns.weight === undefined ? [] : [cell(columns.weight, texts.weight, "right")]),
  ];
}
