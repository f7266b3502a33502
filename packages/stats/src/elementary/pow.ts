import { inverses, logHigh, logLow } from "./pow.table.ts";
import { leadingBits, powerOfTwo, scaleByPowerOfTwo } from "./scale.ts";

/**
 * x^y in plain IEEE arithmetic: the same bits on every engine, error below 1 ulp. Special values as ECMAScript's Math.pow.
 * Method: log x as a sum of two doubles from a table of 128 cells and a short series (P. T. P. Tang, "Table-driven
 * implementation of the logarithm function", ACM TOMS 16 (1990), doi:10.1145/98267.98294), times y exactly (Dekker), then exp.
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

function positivePow(x: number, y: number): number {
  let k = 0;
  let z = x;
  while (z < 1e-18) {
    z *= 1.8446744073709552e19;
    k -= 64;
  }
  while (z >= 1.7e38) {
    z *= 5.421010862427522e-20;
    k += 64;
  }
  const shifted = leadingBits(z) - 0x3f330000;
  const cell = (shifted >> 16) & 127;
  const shift = shifted >> 23;
  k += shift;
  z *= powerOfTwo(-shift);

  // r = z · inverse - 1 as r + rest, from two exact products.
  const inverse = inverses[cell]!;
  const zHigh = Math.fround(z);
  const rHigh = zHigh * inverse - 1;
  const rLow = (z - zHigh) * inverse;
  const r = rHigh + rLow;
  const rest = rHigh - r + rLow;
  const head = Math.fround(r);
  const foot = r - head;
  const square = 0.5 * head * head;
  const squareLow = 0.5 * (head + r) * foot;

  const base = k * LN2_HIGH + logHigh[cell]!;
  const first = base + r;
  const second = first - square;
  const series =
    r * r * r * (THIRD + r * (-0.25 + r * (0.2 + r * (-SIXTH + r * (SEVENTH + r * (-0.125 + r * NINTH))))));
  const low =
    k * LN2_LOW + logLow[cell]! + (base - first + r) + (first - second - square) - squareLow + rest * (1 - r) + series;
  const logTop = second + low;
  const logRest = second - logTop + low;

  const top = y * logTop;
  if (!(top < 710)) return Infinity;
  if (top < -746) return 0;
  const yHigh = splitHigh(y);
  const logSplit = splitHigh(logTop);
  const yLow = y - yHigh;
  const logFoot = logTop - logSplit;
  const topError = yHigh * logSplit - top + yHigh * logFoot + yLow * logSplit + yLow * logFoot;
  return expOfSum(top, topError + y * logRest);
}

/** The upper half of a double's bits (Veltkamp). */
function splitHigh(value: number): number {
  const big = value * 134217729;
  return big - (big - value);
}

/** e^(x + small), as `exp`. */
function expOfSum(x: number, small: number): number {
  const k = x * INVERSE_LN2 + ROUND - ROUND;
  const high = x - k * EXP_LN2_HIGH;
  const low = k * EXP_LN2_LOW - small;
  const r = high - low;
  const t = r * r;
  const c = r - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
  return scaleByPowerOfTwo(1 - (low - (r * c) / (2 - c) - high), k);
}

const LN2_HIGH = 0.6931471805598903;
const LN2_LOW = 5.497923018708371e-14;
const THIRD = 1 / 3;
const SIXTH = 1 / 6;
const SEVENTH = 1 / 7;
const NINTH = 1 / 9;
const ROUND = 6755399441055744;
const INVERSE_LN2 = 1.4426950408889634;
const EXP_LN2_HIGH = 6.9314718036912381649e-1;
const EXP_LN2_LOW = 1.90821492927058770002e-10;
const P1 = 1.66666666666666019037e-1;
const P2 = -2.77777777770155933842e-3;
const P3 = 6.61375632143793436117e-5;
const P4 = -1.6533902205465251539e-6;
const P5 = 4.13813679705723846039e-8;
