/** Coefficients of an ordinary least-squares fit; the covariance is s² (X'X)⁻¹. */
export interface LeastSquares {
  readonly coefficients: readonly number[];
  readonly covariance: readonly (readonly number[])[];
  readonly residualVariance: number;
  readonly df: number;
  /** Residuals and the factors of the columns, for covariances that do not take all variances as equal. */
  readonly parts: () => LeastSquaresParts;
}

/** X = Q R with orthonormal columns of Q. */
export interface LeastSquaresParts {
  readonly residuals: Float64Array;
  readonly q: readonly Float64Array[];
  readonly inverseR: readonly (readonly number[])[];
}

/**
 * Least squares by Householder reflections of the columns as given, which squares no condition number.
 * Source: G. H. Golub, Numer. Math. 7 (1965) 206–216, doi:10.1007/BF01436075.
 * @param columns of equal length; more rows than columns.
 * @returns undefined where a column depends on those before it (less than 1e-10 of its length is left).
 */
export function leastSquares(
  columns: readonly ArrayLike<number>[],
  response: ArrayLike<number>,
): LeastSquares | undefined {
  const rows = response.length;
  const count = columns.length;
  const q = columns.map((column) => Float64Array.from(column));
  const y = Float64Array.from(response);
  const diagonal = new Float64Array(count);
  const scales = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    const column = q[k]!;
    const left = length(column, k);
    if (!(left > 1e-10 * length(column, 0))) return undefined;
    const alpha = column[k]! > 0 ? -left : left;
    const scale = alpha * (alpha - column[k]!);
    column[k]! -= alpha;
    scales[k] = scale;
    diagonal[k] = alpha;
    for (let j = k + 1; j < count; j++) reflect(column, q[j]!, k, scale);
    reflect(column, y, k, scale);
  }
  const inverse = invertUpper(q, diagonal);
  const df = rows - count;
  let residual = 0;
  for (let i = count; i < rows; i++) residual += y[i]! * y[i]!;
  // What is left of a perfect fit is rounding.
  const isPerfect = Math.sqrt(residual) <= 1e-13 * length(y, 0);
  const residualVariance = df > 0 && !isPerfect ? residual / df : 0;
  const coefficients = inverse.map((row) => row.reduce((sum, value, j) => sum + value * y[j]!, 0));
  const covariance = inverse.map((a) =>
    inverse.map((b) => residualVariance * a.reduce((sum, value, j) => sum + value * b[j]!, 0)),
  );
  const parts = (): LeastSquaresParts => {
    const back = (vector: Float64Array): Float64Array => {
      for (let k = count - 1; k >= 0; k--) reflect(q[k]!, vector, k, scales[k]!);
      return vector;
    };
    const unit = (at: number): Float64Array => Float64Array.from({ length: rows }, (_, i) => (i === at ? 1 : 0));
    const rest = Float64Array.from({ length: rows }, (_, i) => (i < count || isPerfect ? 0 : y[i]!));
    return { residuals: back(rest), q: Array.from({ length: count }, (_, k) => back(unit(k))), inverseR: inverse };
  };
  return { coefficients, covariance, residualVariance, df, parts };
}

function length(column: Float64Array, from: number): number {
  let most = 0;
  for (let i = from; i < column.length; i++) most = Math.max(most, Math.abs(column[i]!));
  if (most === 0) return 0;
  let sum = 0;
  for (let i = from; i < column.length; i++) sum += (column[i]! / most) * (column[i]! / most);
  return most * Math.sqrt(sum);
}

/** target -= v (v · target) / scale, from row k on. */
function reflect(v: Float64Array, target: Float64Array, k: number, scale: number): void {
  let dot = 0;
  for (let i = k; i < v.length; i++) dot += v[i]! * target[i]!;
  const factor = dot / scale;
  for (let i = k; i < v.length; i++) target[i]! -= factor * v[i]!;
}

/** Inverse of R, whose diagonal is kept apart and whose upper part stands in the columns. */
function invertUpper(q: readonly Float64Array[], diagonal: Float64Array): number[][] {
  const count = diagonal.length;
  const inverse = Array.from({ length: count }, () => Array.from({ length: count }, () => 0));
  for (let j = 0; j < count; j++) {
    inverse[j]![j] = 1 / diagonal[j]!;
    for (let i = j - 1; i >= 0; i--) {
      let sum = 0;
      for (let k = i + 1; k <= j; k++) sum += q[k]![i]! * inverse[k]![j]!;
      inverse[i]![j] = -sum / diagonal[i]!;
    }
  }
  return inverse;
}
