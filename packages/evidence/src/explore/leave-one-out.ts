import { InvalidInput } from "@rekindle/stats";

/** What an analysis says without one of its rows. */
export interface Omission<Row, Result> {
  readonly omitted: Row;
  readonly result: Result;
}

/**
 * An analysis repeated without each row in turn.
 * @param rows two or more rows of any kind that the analysis takes.
 * @param analyse e.g. `(rows) => pool(rows, options)`.
 * @throws InvalidInput for fewer than two rows, and whatever the analysis throws.
 * @example
 * leaveOneOut(counts, (rows) => pool(rows)).map(({ omitted, result }) => [omitted.label, result.mean]);
 */
export function leaveOneOut<Row, Result>(
  rows: readonly Row[],
  analyse: (rows: readonly Row[]) => Result,
): readonly Omission<Row, Result>[] {
  if (!Array.isArray(rows) || rows.length < 2) {
    const message = Array.isArray(rows) ? `${rows.length} rows are too few` : "rows are not a list";
    throw new InvalidInput([{ kind: "tooFew", path: ["rows"], message, hint: "leaving one out needs at least two" }]);
  }
  return rows.map((omitted: Row, index) => ({
    omitted,
    result: analyse([...rows.slice(0, index), ...rows.slice(index + 1)]),
  }));
}
