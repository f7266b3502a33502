/** What an analysis says without one of its rows. */
export interface Omission<Row, Result> {
  readonly omitted: Row;
  readonly result: Result;
}

/**
 * An analysis repeated without each row in turn.
 * @param rows two or more rows of any kind that the analysis takes.
 * @param analyse e.g. `(rows) => pool(rows, options)`.
 * @example
 * leaveOneOut(counts, (rows) => pool(rows)).map(({ omitted, result }) => [omitted.label, result.mean]);
 */
export function leaveOneOut<Row, Result>(
  rows: readonly Row[],
  analyse: (rows: readonly Row[]) => Result,
): readonly Omission<Row, Result>[] {
  if (rows.length < 2) return [];
  return rows.map((omitted, index) => ({
    omitted,
    result: analyse([...rows.slice(0, index), ...rows.slice(index + 1)]),
  }));
}
