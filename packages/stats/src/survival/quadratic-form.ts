/** A pivot below this share of its variance is rounding: the row depends on those before it. */
const NEGLIGIBLE = 1e-11;

/**
 * x' A⁻ x and the rank of A for a covariance matrix A that may be singular, by Cholesky over the rows that do not depend on earlier
 * ones. The value is the same for every generalised inverse, since x lies in the range of A. Undefined where A has rank 0.
 */
export function quadraticForm(
  matrix: readonly (readonly number[])[],
  x: readonly number[],
): { readonly value: number; readonly rank: number } | undefined {
  const kept: number[] = [];
  const lower: number[][] = [];
  const solved: number[] = [];
  let value = 0;
  for (let i = 0; i < x.length; i++) {
    const variance = matrix[i]![i]!;
    if (!(variance > 0)) continue;
    const row: number[] = [];
    let pivot = variance;
    let rest = x[i]!;
    for (let j = 0; j < kept.length; j++) {
      let sum = matrix[i]![kept[j]!]!;
      for (let k = 0; k < j; k++) sum -= row[k]! * lower[j]![k]!;
      const entry = sum / lower[j]![j]!;
      row.push(entry);
      pivot -= entry * entry;
      rest -= entry * solved[j]!;
    }
    if (!(pivot > NEGLIGIBLE * variance)) continue;
    const diagonal = Math.sqrt(pivot);
    const entry = rest / diagonal;
    row.push(diagonal);
    kept.push(i);
    lower.push(row);
    solved.push(entry);
    value += entry * entry;
  }
  return kept.length === 0 ? undefined : { value, rank: kept.length };
}
