import type { PlacedIssue } from "../text/placed-issue.ts";

/** A cell of a sheet: `row` counts from 0; the head is no row. */
export interface CellPlace {
  readonly row: number | "head";
  /** Position among the columns. */
  readonly column: number;
}

/** Rows and named columns of text, as read from a file, with the place of every cell in it. */
export interface Sheet {
  readonly columns: readonly string[];
  /** One text per column in each row, without space around it. */
  readonly rows: readonly (readonly string[])[];
  /** Line and column of a cell in the file, and the file's name if it has one. */
  readonly placeOf: (cell: CellPlace) => Pick<PlacedIssue, "file" | "line" | "column">;
}

/** What people and programs write where there is no value: nothing, R's NA, SAS's point. */
const MISSING = new Set(["", "NA", "N/A", "n/a", "NaN", "."]);

export function isMissing(text: string): boolean {
  return MISSING.has(text);
}

/** An issue at a cell; its path names row and column as a reader counts them. */
export function issueAt(
  sheet: Sheet,
  cell: CellPlace,
  issue: { readonly kind: string; readonly message: string; readonly hint?: string },
): PlacedIssue {
  const name = sheet.columns[cell.column] ?? "";
  const path = cell.row === "head" ? [name] : [`row ${cell.row + 1}`, name];
  return { ...issue, path: path.filter((step) => step !== ""), ...sheet.placeOf(cell) };
}
