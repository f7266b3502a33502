import { grouped, percent } from "../format.ts";
import { widestText, textWidth } from "../text/text-width.ts";
import { textStyles } from "../theme.ts";
import type { ForestOptionTexts } from "./forest-texts.ts";
import type { ForestRow, ForestTable } from "./forest-rows.ts";

/** Where the columns stand, in pixels from the left edge of the plotting area. */
export interface ForestColumns {
  /** Left edge of the labels. */
  readonly label: number;
  /** Right edges of the numbers. */
  readonly events: number;
  readonly patients: number;
  readonly rate: number;
  readonly lower: number;
  /** Middle of the word between the ends of an interval. */
  readonly to: number;
  /** Left edge of the upper ends. */
  readonly upper: number;
  readonly intervalEnd: number;
  /** Right edge of the weights; absent when the model has none. */
  readonly weight: number | undefined;
  readonly left: number;
  readonly right: number;
}

/** Width of the plotting area itself. */
export const panelWidth = 320;
const space = { panel: 22, column: 18, to: textWidth(" to ", textStyles.body) } as const;

/** Columns as wide as their widest text. */
export function forestColumns(table: ForestTable, texts: ForestOptionTexts): ForestColumns {
  const rows = table.blocks.flatMap((block) => block.rows);
  const patients = -space.panel;
  const events =
    patients -
    columnWidth(
      texts.patients,
      rows.flatMap((row) => counts(row)?.n ?? []),
    ) -
    space.column;
  const label =
    events -
    columnWidth(
      texts.events,
      rows.flatMap((row) => counts(row)?.events ?? []),
    ) -
    space.column -
    table.labelWidth;
  const rate = panelWidth + space.panel + columnWidth(texts.rate, ["100.0"]);
  const lower =
    rate +
    space.column +
    Math.max(textWidth("100.0", textStyles.body), textWidth(texts.interval, textStyles.head) / 2 - space.to / 2);
  const upper = lower + space.to;
  const end = upper + textWidth("100.0", textStyles.body);
  const weights = rows.flatMap((row) =>
    row.kind === "study" && row.weight !== undefined ? [percent(row.weight)] : [],
  );
  const weight = weights.length === 0 ? undefined : end + space.column + columnWidth(texts.weight, weights);
  return {
    label,
    events,
    patients,
    rate,
    lower,
    to: lower + space.to / 2,
    upper,
    intervalEnd: end,
    weight,
    left: label,
    right: weight ?? end,
  };
}

function columnWidth(head: string, cells: readonly (string | number)[]): number {
  return Math.max(
    textWidth(head, textStyles.head),
    widestText(
      cells.map((cell) => (typeof cell === "number" ? grouped(cell) : cell)),
      textStyles.head,
    ),
  );
}

/** Events and patients of a row that has them. */
export function counts(row: ForestRow): { readonly events: number; readonly n: number } | undefined {
  if (row.kind === "study") return row.study;
  return row.kind === "pooled" ? row.pooled : undefined;
}
