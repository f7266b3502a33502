import { sumError } from "./two-term.ts";

/**
 * Sum of the values with an error of about one rounding, whatever their order and signs.
 * Source: T. Ogita, S. M. Rump, S. Oishi, "Accurate sum and dot product", SIAM J. Sci. Comput. 26 (2005) 1955–1988,
 * doi:10.1137/030601818, algorithm 4.4 (Sum2).
 * @example compensatedSum([1e16, 1, -1e16]) // 1
 */
export function compensatedSum(values: ArrayLike<number>): number {
  let sum = 0;
  let rest = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const next = sum + value;
    if (next - next === 0) rest += sumError(sum, value, next);
    sum = next;
  }
  return sum + rest;
}
