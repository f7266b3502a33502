/** A square matrix of a few rows, row by row. */
export type SmallMatrix = readonly (readonly number[])[];

/** X' diag(d) X for columns X. */
export function gram(columns: readonly Float64Array[], d: Float64Array): SmallMatrix {
  const result = columns.map(() => columns.map(() => 0));
  for (let i = 0; i < columns.length; i++) {
    for (let j = i; j < columns.length; j++) {
      const a = columns[i]!;
      const b = columns[j]!;
      let sum = 0;
      for (let row = 0; row < d.length; row++) sum += a[row]! * b[row]! * d[row]!;
      result[i]![j] = sum;
      result[j]![i] = sum;
    }
  }
  return result;
}

/** tr(A B). */
export function traceOfProduct(a: SmallMatrix, b: SmallMatrix): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) for (let j = 0; j < a.length; j++) sum += a[i]![j]! * b[j]![i]!;
  return sum;
}

export function multiply(a: SmallMatrix, b: SmallMatrix): SmallMatrix {
  return a.map((row) => row.map((_, j) => row.reduce((sum, value, l) => sum + value * b[l]![j]!, 0)));
}

export function multiplyVector(a: SmallMatrix, b: readonly number[]): readonly number[] {
  return a.map((row) => row.reduce((sum, value, j) => sum + value * b[j]!, 0));
}

/** Lower Cholesky factor, or undefined if the matrix is not positive definite to working accuracy. */
function cholesky(matrix: SmallMatrix): number[][] | undefined {
  const size = matrix.length;
  const lower = matrix.map(() => Array.from({ length: size }, () => 0));
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i]![j]!;
      for (let l = 0; l < j; l++) sum -= lower[i]![l]! * lower[j]![l]!;
      if (i === j) {
        if (!(sum > 1e-13 * matrix[i]![i]!)) return undefined;
        lower[i]![i] = Math.sqrt(sum);
      } else {
        lower[i]![j] = sum / lower[j]![j]!;
      }
    }
  }
  return lower;
}

/** Inverse and determinant of a symmetric positive definite matrix, or undefined if it is not one. */
export function invertSymmetric(
  matrix: SmallMatrix,
): { readonly inverse: SmallMatrix; readonly pivots: readonly number[] } | undefined {
  const lower = cholesky(matrix);
  if (lower === undefined) return undefined;
  const size = matrix.length;
  const columns = matrix.map((_, unit) => {
    const x = Array.from({ length: size }, () => 0);
    for (let i = 0; i < size; i++) {
      let sum = i === unit ? 1 : 0;
      for (let l = 0; l < i; l++) sum -= lower[i]![l]! * x[l]!;
      x[i] = sum / lower[i]![i]!;
    }
    for (let i = size - 1; i >= 0; i--) {
      let sum = x[i]!;
      for (let l = i + 1; l < size; l++) sum -= lower[l]![i]! * x[l]!;
      x[i] = sum / lower[i]![i]!;
    }
    return x;
  });
  return { inverse: columns, pivots: lower.map((row, i) => row[i]! * row[i]!) };
}
