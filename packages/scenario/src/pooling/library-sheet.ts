import type { CountSelectionOptions, Library } from "@rekindle/evidence";
import { designValues, selectCounts } from "@rekindle/evidence";
import type { Sheet } from "../sheet/sheet.ts";

/** A selection of published counts as a sheet, with what the selection left out. */
export interface LibrarySheet {
  readonly sheet: Sheet;
  readonly leftOut: readonly { readonly label: string; readonly reason: string }[];
  readonly notes: readonly string[];
}

/**
 * Published counts as a sheet for `poolSheet`: `studlab`, `event` and `n`, and columns to group by or to explain with: `study`, `year`,
 * `tier`, and the properties of designs (`genotype`, `inhibition`, `drugDays`, `gate`, …), nothing where one is not known.
 * @throws InvalidInput as `selectCounts` does.
 * @example
 * const { sheet } = librarySheet(library, { endpoint: { kind: "restoration" }, denominator: "evaluable", by: "genotype" });
 * poolSheet(sheet, { by: "genotype", moderators: ["gate"] });
 */
export function librarySheet(library: Library, options: CountSelectionOptions): LibrarySheet {
  const { rows, leftOut, notes } = selectCounts(library, options);
  const designs = designValues(library, rows);
  const records = rows.map((row, i) => ({
    studlab: row.label,
    event: row.events,
    n: row.n,
    study: row.study,
    year: row.year,
    tier: row.tier,
    ...designs[i]!,
  }));
  const columns = Object.keys(records[0]!) as (keyof (typeof records)[number])[];
  const cells = records.map((record) => columns.map((column) => textOf(record[column])));
  const placeOf: Sheet["placeOf"] = ({ row, column }) => ({ line: row === "head" ? 1 : row + 2, column: column + 1 });
  return { sheet: { columns, rows: cells, placeOf }, leftOut, notes };
}

function textOf(value: number | string | undefined): string {
  return value === undefined ? "" : String(value);
}
