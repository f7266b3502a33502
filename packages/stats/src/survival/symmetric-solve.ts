/** Cholesky factor of a positive definite matrix held row by row, or the first row that depends on those before it. */
export type Factor =
  | { readonly kind: "factored"; readonly lower: Float64Array; readonly size: number }
  | { readonly kind: "singular"; readonly row: number };

/** @param least smallest pivot of each row that still counts as information. */
export function factorise(matrix: Float64Array, size: number, least: (row: number) => number): Factor {
  const lower = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= lower[i * size + k]! * lower[j * size + k]!;
      if (j < i) lower[i * size + j] = sum / lower[j * size + j]!;
      else if (sum > least(i)) lower[i * size + i] = Math.sqrt(sum);
      else return { kind: "singular", row: i };
    }
  }
  return { kind: "factored", lower, size };
}

/** A⁻¹ b from the factor of A. */
export function solveWith(factor: Factor & { kind: "factored" }, b: ArrayLike<number>): Float64Array {
  const { lower, size } = factor;
  const y = Float64Array.from(b);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) y[i]! -= lower[i * size + k]! * y[k]!;
    y[i]! /= lower[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) y[i]! -= lower[k * size + i]! * y[k]!;
    y[i]! /= lower[i * size + i]!;
  }
  return y;
}

/** A⁻¹, row by row. */
export function invertWith(factor: Factor & { kind: "factored" }): Float64Array {
  const { size } = factor;
  const inverse = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    const unit = new Float64Array(size);
    unit[j] = 1;
    inverse.set(solveWith(factor, unit), j * size);
  }
  return inverse;
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
