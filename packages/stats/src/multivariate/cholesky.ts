import { InvalidInput } from "../invalid-input.ts";
import { holds, requireAll } from "../arguments.ts";

export type Matrix = readonly (readonly number[])[];

/**
 * The lower triangular L with L L' = A, rows of a symmetric positive definite A.
 * @throws InvalidInput if A is not square, not symmetric to 1e-10 of its diagonal, or not positive definite.
 * @example cholesky([[4, 2], [2, 3]]) // [[2, 0], [1, 1.414…]]
 */
export function cholesky(matrix: Matrix): Matrix {
  checkSymmetric(matrix);
  const size = matrix.length;
  const lower = Array.from({ length: size }, () => Array.from({ length: size }, () => 0));
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i]![j]!;
      for (let k = 0; k < j; k++) sum -= lower[i]![k]! * lower[j]![k]!;
      if (i !== j) lower[i]![j] = sum / lower[j]![j]!;
      else if (sum > 1e-14 * matrix[i]![i]!) lower[i]![i] = Math.sqrt(sum);
      else throw new InvalidInput([notDefinite(i)]);
    }
  }
  return lower;
}

function notDefinite(row: number): { kind: string; path: (string | number)[]; message: string; hint: string } {
  return {
    kind: "notPositiveDefinite",
    path: [row],
    message: "the matrix is not positive definite",
    hint: `its leading block of ${row + 1} rows is singular or indefinite`,
  };
}

export function checkSymmetric(matrix: Matrix): void {
  const size = matrix.length;
  requireAll(
    holds(size > 0, "", "the matrix is empty"),
    ...matrix.map((row, i) =>
      holds(row.length === size, "", `row ${i} has ${row.length} entries`, `must have ${size}`),
    ),
  );
  requireAll(
    ...matrix.flatMap((row, i) =>
      row.map((value, j) => {
        if (!Number.isFinite(value)) return { kind: "outOfRange", path: [i, j], message: `${value} is not finite` };
        const scale = Math.sqrt(Math.abs(matrix[i]![i]! * matrix[j]![j]!));
        const isSymmetric = Math.abs(value - matrix[j]![i]!) <= 1e-10 * scale;
        return holds(
          isSymmetric,
          "",
          `entry ${i}, ${j} is ${value} but ${j}, ${i} is ${matrix[j]![i]!}`,
          "must be symmetric",
        );
      }),
    ),
  );
}
