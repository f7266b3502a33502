/**
 * x' A⁻ x for a covariance whose rows sum to 0, by dropping groups without variance and one group more, and Cholesky.
 * Undefined where no direction has variance.
 */
export function quadraticForm(
  matrix: readonly (readonly number[])[],
  x: readonly number[],
): { readonly value: number; readonly rank: number } | undefined {
  const kept: number[] = [];
  for (let i = 0; i < x.length; i++) if (matrix[i]![i]! > 0) kept.push(i);
  kept.pop();
  const rank = kept.length;
  if (rank === 0) return undefined;
  const lower = kept.map(() => new Float64Array(rank));
  const solved = new Float64Array(rank);
  let value = 0;
  for (let i = 0; i < rank; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[kept[i]!]![kept[j]!]!;
      for (let k = 0; k < j; k++) sum -= lower[i]![k]! * lower[j]![k]!;
      if (i === j && !(sum > 1e-12 * matrix[kept[i]!]![kept[i]!]!)) return undefined;
      lower[i]![j] = i === j ? Math.sqrt(sum) : sum / lower[j]![j]!;
    }
    let sum = x[kept[i]!]!;
    for (let k = 0; k < i; k++) sum -= lower[i]![k]! * solved[k]!;
    solved[i] = sum / lower[i]![i]!;
    value += solved[i]! * solved[i]!;
  }
  return { value, rank };
}
