import type { ColumnTable } from "arquero";
import { from } from "arquero";

/** A number, a text, or nothing where a value does not exist. */
export type Field = number | string | boolean | undefined;

/** A row of a table; every row of a table has the same fields in the same order. */
export type Row = Readonly<Record<string, Field>>;

/** An estimate's value and standard error as two fields. */
export function withError(name: string, estimate: { readonly value: number; readonly standardError: number }): Row {
  return { [name]: estimate.value, [`${name}StandardError`]: estimate.standardError };
}

/** Rows as a table of arquero, for filtering and joining; its `toCSV()` gives what the command line writes. */
export function tableOf(rows: readonly Row[]): ColumnTable {
  return from(rows.map((row) => ({ ...row })));
}

/**
 * Rows as CSV (RFC 4180, lines ending in a newline): fields that hold commas, quotation marks or line breaks are quoted, numbers are
 * written in full, nothing where there is no value.
 */
export function csvOf(rows: readonly Row[]): string {
  return tableOf(rows).toCSV();
}
