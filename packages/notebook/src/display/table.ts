import { tableHtml } from "@rekindle/report";
import { type Issue, InvalidInput } from "@rekindle/stats";
import { type Displayable, displayable } from "./mime-bundle.ts";

/** What a cell may hold; nothing is shown as a dash. */
export type TableCell = string | number | undefined;

export interface TableOptions {
  /** Says what the table shows; read aloud before the cells. */
  readonly caption: string;
}

/**
 * Rows as a table: one column per key, in the order of the first row, its key as the head. The first column names the rows;
 * further columns of numbers, written as numbers or as text, are set to the right.
 * Numbers are shown as JavaScript writes them: round them first.
 *
 * @throws InvalidInput without a caption or rows, or if a row has other keys than the first or a cell holds neither text nor number.
 * @example table([{ Study: "A", Restored: 12, Patients: 20 }], { caption: "Counts" });
 */
export function table(rows: readonly Readonly<Record<string, TableCell>>[], options: TableOptions): Displayable {
  const heads = Object.keys(rows[0] ?? {});
  const issues = issuesOf(rows, heads, options);
  if (issues.length > 0) throw new InvalidInput(issues);
  const columns = heads.map(
    (head, index) =>
      ({
        head,
        align: index > 0 && rows.every((row) => isNumeric(row[head])) ? "right" : "left",
      }) as const,
  );
  const cells = rows.map((row) => heads.map((head) => textOf(row[head])));
  return displayable(async () => ({
    data: {
      "text/html": tableHtml({ caption: options.caption, columns, rows: cells }).markup,
      "text/plain": plainTable(options.caption, columns, cells),
    },
    metadata: {},
  }));
}

/** A number, or a text that is nothing but one: `12.0`, `< 0.001`, `65 %`. */
function isNumeric(cell: TableCell): boolean {
  return typeof cell !== "string" || /^[<>]?\s?[-−]?[\d.,]+(?:\s?%)?$/.test(cell);
}

function textOf(cell: TableCell): string {
  return cell === undefined ? "–" : String(cell);
}

function issuesOf(rows: readonly object[], heads: readonly string[], { caption }: TableOptions): Issue[] {
  const issues: Issue[] = [];
  if (typeof caption !== "string" || caption.trim() === "")
    issues.push({
      kind: "missing",
      path: ["caption"],
      message: "caption is missing",
      hint: "say what the table shows",
    });
  if (heads.length === 0) issues.push({ kind: "missing", path: ["rows"], message: "rows hold no column" });
  for (const [index, row] of rows.entries()) {
    const strange = Object.keys(row).filter((key) => !heads.includes(key));
    for (const key of strange)
      issues.push({ kind: "unknownKey", path: ["rows", index, key], message: `${key} is no column of the first row` });
    for (const [key, cell] of Object.entries(row).filter(([, each]) => !isCell(each)))
      issues.push({
        kind: "wrongType",
        path: ["rows", index, key],
        message: `${key} is ${describe(cell)}`,
        hint: "text or a finite number",
      });
  }
  return issues;
}

function isCell(cell: unknown): boolean {
  return cell === undefined || typeof cell === "string" || (typeof cell === "number" && Number.isFinite(cell));
}

function describe(cell: unknown): string {
  return typeof cell === "number" ? String(cell) : cell === null ? "null" : typeof cell;
}

function plainTable(
  caption: string,
  columns: readonly { readonly head: string; readonly align: "left" | "right" }[],
  cells: readonly (readonly string[])[],
): string {
  const widths = columns.map(({ head }, at) => Math.max(...[head, ...cells.map((row) => row[at]!)].map(widthOf)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, at) => {
        const space = " ".repeat(widths[at]! - widthOf(cell));
        return columns[at]!.align === "right" ? space + cell : cell + space;
      })
      .join("  ")
      .trimEnd();
  const rule = widths.map((width) => "-".repeat(width)).join("  ");
  return [caption, "", line(columns.map(({ head }) => head)), rule, ...cells.map(line)].join("\n");
}

function widthOf(text: string): number {
  return Array.from(text).length;
}
