import { holds, type Requirement } from "../arguments.ts";
import { InvalidInput } from "../invalid-input.ts";
import type { Matrix } from "./cholesky.ts";

export type { Matrix } from "./cholesky.ts";

/** Ones on the diagonal, symmetric, entries in [-1, 1]; whether it is positive definite shows when it is factored. */
export function checkCorrelation(correlation: Matrix): Requirement[] {
  const size = correlation.length;
  return [
    holds(size > 0, "correlation", "the matrix is empty"),
    ...correlation.flatMap((row, i) => [
      holds(row.length === size, "correlation", `row ${i} has ${row.length} entries`, `must have ${size}`),
      holds(row[i] === 1, "correlation", `the diagonal entry ${i} is ${row[i]}`, "must be 1"),
      ...row.map((value, j) =>
        holds(
          Math.abs(value) <= 1 && Math.abs(value - (correlation[j]?.[i] ?? Number.NaN)) < 1e-12,
          "correlation",
          `entry ${i}, ${j} is ${value}`,
          "must be within [-1, 1] and symmetric",
        ),
      ),
    ]),
  ];
}

/** Elimination with the largest pivot first; singular matrices pass, up to rounding of their entries.
 * @throws InvalidInput if the matrix has a negative eigenvalue. */
export function requireSemidefinite(correlation: Matrix): void {
  const rest = correlation.map((row) => Float64Array.from(row));
  const left = correlation.map((_, i) => i);
  while (left.length > 0) {
    const diagonal = left.map((i) => rest[i]![i]!);
    const most = Math.max(...diagonal);
    const isSpent = most <= 1e-12;
    if (
      Math.min(...diagonal) < -1e-12 ||
      (isSpent && left.some((i) => left.some((j) => Math.abs(rest[i]![j]!) > 2e-12)))
    ) {
      const hint = "it has a negative eigenvalue, so no random vector has these correlations";
      const message = "the matrix is not positive semidefinite";
      throw new InvalidInput([{ kind: "notPositiveDefinite", path: ["correlation"], message, hint }]);
    }
    if (isSpent) return;
    const [pivot] = left.splice(diagonal.indexOf(most), 1);
    const row = rest[pivot!]!;
    for (const i of left) for (const j of left) rest[i]![j] = rest[i]![j]! - (row[i]! * row[j]!) / most;
  }
}
