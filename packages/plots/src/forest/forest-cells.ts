import type { TextCell } from "../layers/text-cells.ts";
import type { TextStyle } from "../text/text-width.ts";
import { colours, lineHeight } from "../theme.ts";
import type { ForestGeometry, PlacedColumn } from "./forest-geometry.ts";
import type { ForestLayout } from "./forest-layouts.ts";
import { type ForestRow, type ForestTable, indentPx } from "./forest-rows.ts";

/** The table's texts. */
export function tableCells(table: ForestTable, geometry: ForestGeometry, layout: ForestLayout): TextCell[] {
  return table.blocks.flatMap((block) => block.rows.flatMap((row) => rowCells(row, geometry, layout)));
}

function rowCells(row: ForestRow, geometry: ForestGeometry, { text }: ForestLayout): TextCell[] {
  const style =
    row.kind === "remark" ? text.small : row.kind === "head" || row.kind === "pooled" ? text.head : text.body;
  const colour = row.kind === "remark" || row.kind === "prediction" ? colours.quiet : colours.ink;
  const x = geometry.labelLeft + (row.kind === "study" && row.indented ? indentPx : 0);
  const labels = row.lines.map(
    (each, index): TextCell => ({ x, y: row.y + index * lineHeight(style), text: each, align: "left", style, colour }),
  );
  return [
    ...labels,
    ...geometry.columns.flatMap((column, index) => columnCells(column, row, index, { style, colour })),
  ];
}

function columnCells(
  column: PlacedColumn,
  row: ForestRow,
  index: number,
  { style, colour }: { readonly style: TextStyle; readonly colour: string },
): TextCell[] {
  const cell = row.cells[index];
  if (cell === undefined) return [];
  if (cell.kind === "whole") return [{ x: column.right, y: row.y, text: cell.text, align: "right", style, colour }];
  return cell.lines.flatMap((line, lineIndex) =>
    line.map((text, segment): TextCell => {
      const align = column.plan.aligns[segment]!;
      const { left, width } = column.segments[segment]!;
      const x = left + (align === "left" ? 0 : align === "right" ? width : width / 2);
      return { x, y: row.y + lineIndex * lineHeight(style), text: text.trim(), align, style, colour };
    }),
  );
}

/** Heads of the columns, their last lines at `y`. */
export function headCells(geometry: ForestGeometry, { text }: ForestLayout, y: number): TextCell[] {
  const upwards = (lines: readonly string[], x: number, align: TextCell["align"]) =>
    lines.map((each, index): TextCell => {
      const above = (lines.length - 1 - index) * lineHeight(text.head);
      return { x, y: y - above, text: each, align, style: text.head };
    });
  return [
    ...upwards(["Study"], geometry.labelLeft, "left"),
    ...geometry.columns.flatMap(({ plan, left, right, headLines }) => {
      const align = plan.aligns.length > 1 ? "center" : plan.aligns[0]!;
      return upwards(headLines, align === "left" ? left : align === "right" ? right : (left + right) / 2, align);
    }),
    ...geometry.bias.map(
      (x, index): TextCell => ({ x, y, text: String.fromCodePoint(65 + index), align: "center", style: text.head }),
    ),
  ];
}
