import { holds, type Requirement } from "../arguments.ts";
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
