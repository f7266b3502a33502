/** The solution of A x = b and the inverse of a positive definite A, by Cholesky. */
export interface Solved {
  readonly solution: Float64Array;
  readonly inverse: readonly Float64Array[];
}

/** @returns undefined where A is not positive definite to a relative 1e-13 of its diagonal. */
export function solvePositive(matrix: readonly Float64Array[], right: Float64Array): Solved | undefined {
  const size = right.length;
  const lower = matrix.map(() => new Float64Array(size));
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i]![j]!;
      for (let k = 0; k < j; k++) sum -= lower[i]![k]! * lower[j]![k]!;
      if (i !== j) lower[i]![j] = sum / lower[j]![j]!;
      else if (sum > 1e-13 * matrix[i]![i]!) lower[i]![i] = Math.sqrt(sum);
      else return undefined;
    }
  }
  const inverse = matrix.map((_, k) =>
    solve(
      lower,
      Float64Array.from({ length: size }, (__, i) => (i === k ? 1 : 0)),
    ),
  );
  return { solution: solve(lower, right), inverse };
}

/** x with L L' x = b. */
function solve(lower: readonly Float64Array[], right: Float64Array): Float64Array {
  const x = Float64Array.from(right);
  for (let i = 0; i < x.length; i++) {
    for (let k = 0; k < i; k++) x[i]! -= lower[i]![k]! * x[k]!;
    x[i]! /= lower[i]![i]!;
  }
  for (let i = x.length - 1; i >= 0; i--) {
    for (let k = i + 1; k < x.length; k++) x[i]! -= lower[k]![i]! * x[k]!;
    x[i]! /= lower[i]![i]!;
  }
  return x;
}
