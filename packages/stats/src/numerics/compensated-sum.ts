import { holds, requireAll } from "../arguments.ts";
import { sumError } from "./two-term.ts";

/** 2^60. */
const SCALE = 1_152_921_504_606_846_976;

/**
 * Sum of the values with an error of about one rounding, whatever their order and signs.
 * Source: T. Ogita, S. M. Rump, S. Oishi, "Accurate sum and dot product", SIAM J. Sci. Comput. 26 (2005) 1955–1988,
 * doi:10.1137/030601818, algorithm 4.4 (Sum2).
 * @throws InvalidInput if a value is NaN or both infinities occur, since there is no sum.
 * @example compensatedSum([1e16, 1, -1e16]) // 1
 */
export function compensatedSum(values: ArrayLike<number>): number {
  const sum = sumTwice(values, 1);
  if (Number.isFinite(sum)) return sum;
  let infinite = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    requireAll(
      holds(value === value, "values", `entry ${i} is ${value}`, "must be a number"),
      holds(!(infinite !== 0 && value === -infinite), "values", "both infinities occur", "their sum is undefined"),
    );
    if (value === Infinity || value === -Infinity) infinite = value;
  }
  // Without an infinite value only a partial sum was beyond the range.
  return infinite === 0 ? sumTwice(values, 1 / SCALE) * SCALE : infinite;
}

function sumTwice(values: ArrayLike<number>, scale: number): number {
  let sum = 0;
  let rest = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]! * scale;
    const next = sum + value;
    if (next - next === 0) rest += sumError(sum, value, next);
    sum = next;
  }
  return sum + rest;
}
