import { InvalidInput } from "@rekindle/stats";

/** What an analysis says with the rows up to and including one. */
export interface Accumulation<Row, Result> {
  readonly added: Row;
  readonly result: Result;
}

/**
 * An analysis repeated as rows arrive, in the order given; sort them first, for example by year.
 * @param analyse e.g. `(rows) => pool(rows, options)`.
 * @throws InvalidInput for no rows, and whatever the analysis throws.
 * @example
 * cumulate(counts.toSorted((a, b) => a.year - b.year), (rows) => pool(rows));
 */
export function cumulate<Row, Result>(
  rows: readonly Row[],
  analyse: (rows: readonly Row[]) => Result,
): readonly Accumulation<Row, Result>[] {
  if (!Array.isArray(rows) || rows.length === 0) {
    const message = Array.isArray(rows) ? "there are no rows" : "rows are not a list";
    throw new InvalidInput([{ kind: "empty", path: ["rows"], message, hint: "at least one is needed" }]);
  }
  return rows.map((added: Row, index) => ({ added, result: analyse(rows.slice(0, index + 1)) }));
}
