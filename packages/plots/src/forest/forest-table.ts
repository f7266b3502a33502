import type { FigureTable } from "../figure/figure-table.ts";
import type { ForestGeometry } from "./forest-geometry.ts";
import type { RiskOfBias } from "./forest-options.ts";
import type { ForestTable } from "./forest-rows.ts";
import { judgementWords } from "./risk-of-bias.ts";

/** The table of a forest plot as text: the columns as they stand, and a column per domain of bias. */
export function accessibleTable(
  table: ForestTable,
  { columns }: ForestGeometry,
  riskOfBias: RiskOfBias | undefined,
): FigureTable {
  const domains = riskOfBias?.domains ?? [];
  const width = columns.length + domains.length;
  const rows = table.blocks.flatMap((block) =>
    block.rows.map((row) => {
      if (row.kind === "head" || row.kind === "remark") return [row.label, ...Array.from({ length: width }, () => "")];
      const texts = columns.map((_, index) => {
        const cell = row.cells[index];
        if (cell === undefined) return "";
        return cell.kind === "whole" ? cell.text : cell.lines.map((line) => line.join("").trim()).join(" ");
      });
      const judgements = row.kind === "study" ? (riskOfBias?.judgements[row.study.id] ?? []) : [];
      return [
        row.label,
        ...texts,
        ...domains.map((_, index) => (judgements[index] === undefined ? "" : judgementWords(judgements[index]))),
      ];
    }),
  );
  const title = (text: string) => text.replaceAll("\u00A0", " ");
  return { columns: ["Study", ...columns.map(({ plan }) => title(plan.title)), ...domains], rows };
}
