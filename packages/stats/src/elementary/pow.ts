import { productError } from "../numerics/two-term.ts";
import { expOfSum, logTwo } from "./exp-log-two.ts";

/**
 * x^y in plain IEEE arithmetic: the same bits on every engine, error below 1 ulp. Special values as ECMAScript's Math.pow.
 * Method: log x as a sum of two doubles, times y without rounding, then exp.
 * @example pow(2, 0.5) // 1.4142135623730951
 */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (x !== x || y !== y) return NaN;
  const a = x < 0 ? -x : x;
  if (!(a > 0 && a < Infinity && y > -Infinity && y < Infinity)) return powSpecial(x, a, y);
  if (x > 0) return y === 1 ? x : positivePow(x, y);
  if (y !== Math.floor(y)) return NaN;
  return isOdd(y) ? -positivePow(a, y) : positivePow(a, y);
}

function powSpecial(x: number, a: number, y: number): number {
  if (y === Infinity || y === -Infinity) {
    if (a === 1) return NaN;
    return a > 1 === y > 0 ? Infinity : 0;
  }
  const isNegative = x < 0 || 1 / x < 0;
  const size = (a === 0) === y > 0 ? 0 : Infinity;
  return isNegative && isOdd(y) ? -size : size;
}

function isOdd(y: number): boolean {
  return y === Math.floor(y) && y % 2 !== 0;
}

const logOfX = new Float64Array(2);

function positivePow(x: number, y: number): number {
  logTwo(x, 0, logOfX);
  const high = logOfX[0]!;
  const top = y * high;
  if (!(top < 710)) return Infinity;
  if (top < -746) return 0;
  if (y > 1e290 || y < -1e290) return 1;
  return expOfSum(top, productError(y, high, top) + y * logOfX[1]!);
}
