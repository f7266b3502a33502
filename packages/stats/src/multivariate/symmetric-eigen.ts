import { EigenvalueDecomposition, Matrix as Columns } from "ml-matrix";
import { checkSymmetric, type Matrix } from "./cholesky.ts";

export interface SymmetricEigen {
  /** Largest first. */
  readonly values: readonly number[];
  /** vectors[k] belongs to values[k]: orthonormal, its largest entry in size (the first of equals) positive. */
  readonly vectors: Matrix;
}

/**
 * Eigenvalues and eigenvectors of a symmetric matrix, absolute error about 1e-15 of its largest entry. Computed by ml-matrix
 * (Householder reduction and QL iteration); vectors of equal eigenvalues are one of many bases, always the same one.
 * @throws InvalidInput if the matrix is empty, not square, not finite, or not symmetric to 1e-10 of its diagonal.
 * @example symmetricEigen([[2, 1], [1, 2]]).values // 3, 1
 */
export function symmetricEigen(matrix: Matrix): SymmetricEigen {
  checkSymmetric(matrix);
  // Scaled by the power of two below the largest entry, so that squares neither overflow nor vanish and no digit is lost.
  const scale = powerOfTwoBelow(Math.max(...matrix.map((row) => Math.max(...row.map(Math.abs)))));
  const scaled = matrix.map((row, i) => row.map((value, j) => value / scale / 2 + matrix[j]![i]! / scale / 2));
  const found = new EigenvalueDecomposition(new Columns(scaled), { assumeSymmetric: true });
  const order = found.realEigenvalues
    .map((_, k) => k)
    .toSorted((a, b) => {
      return found.realEigenvalues[b]! - found.realEigenvalues[a]! || a - b;
    });
  return {
    values: order.map((k) => found.realEigenvalues[k]! * scale),
    vectors: order.map((k) => withPositiveLargest(found.eigenvectorMatrix.getColumn(k))),
  };
}

function powerOfTwoBelow(size: number): number {
  if (size === 0) return 1;
  let power = 1;
  while (power > size) power /= 2;
  while (power <= size / 2) power *= 2;
  return power;
}

/** Entries within rounding of the largest count as equal, or rounding would choose the sign. */
function withPositiveLargest(vector: readonly number[]): readonly number[] {
  const largest = Math.max(...vector.map(Math.abs));
  const leading = vector.find((entry) => Math.abs(entry) >= largest * (1 - 1e-10));
  return leading !== undefined && leading < 0 ? vector.map((entry) => 0 - entry) : vector;
}
