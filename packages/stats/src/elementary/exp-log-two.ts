import { inverses, logHigh, logLow } from "./pow.table.ts";
import { leadingBits, powerOfTwo, scaleByPowerOfTwo } from "./scale.ts";

/**
 * log(x + small) as out[0] + out[1], relative error about 2^-66, for 0 < x < Infinity and |small| <= ulp(x).
 * Method: a table of 128 cells and a short series: P. T. P. Tang, "Table-driven implementation of the logarithm function in IEEE
 * floating-point arithmetic", ACM TOMS 16 (1990) 378–400, doi:10.1145/98267.98294, carried in two doubles.
 */
export function logTwo(x: number, small: number, out: Float64Array): void {
  if (!(x > 0 && x < Infinity)) {
    out[0] = x === 0 ? -Infinity : x > 0 ? x : Number.NaN;
    out[1] = 0;
    return;
  }
  let k = 0;
  let z = x;
  while (z < 1e-18) {
    z *= 1.8446744073709552e19;
    small *= 1.8446744073709552e19;
    k -= 64;
  }
  while (z >= 1.7e38) {
    z *= 5.421010862427522e-20;
    small *= 5.421010862427522e-20;
    k += 64;
  }
  const shifted = leadingBits(z) - 0x3f330000;
  const cell = (shifted >> 16) & 127;
  const shift = shifted >> 23;
  const scale = powerOfTwo(-shift);
  k += shift;
  z *= scale;

  // r = z · inverse - 1 as r + rest, from two exact products.
  const inverse = inverses[cell]!;
  const zHigh = Math.fround(z);
  const rHigh = zHigh * inverse - 1;
  const rLow = (z - zHigh) * inverse;
  const r = rHigh + rLow;
  const rest = rHigh - r + rLow + small * scale * inverse;
  const head = Math.fround(r);
  const foot = r - head;
  const square = 0.5 * head * head;
  const squareLow = 0.5 * (head + r) * foot;

  const base = k * LN2_HIGH + logHigh[cell]!;
  const first = base + r;
  const second = first - square;
  const tail = -0.25 + r * (0.2 + r * (-SIXTH + r * (SEVENTH + r * (-0.125 + r * (NINTH - r * 0.1)))));
  const cube = r * r * r;
  const low =
    k * LN2_LOW +
    logLow[cell]! +
    (base - first + r) +
    (first - second - square) -
    squareLow +
    rest * (1 - r) +
    cube * (THIRD + r * tail);
  const high = second + low;
  out[0] = high;
  out[1] = second - high + low;
}

/** e^(x + small) for |small| far below 1: as `exp`, error below 1 ulp. */
export function expOfSum(x: number, small: number): number {
  if (!(x < 710)) return x === x ? Infinity : x;
  if (x < -746) return 0;
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
const INVERSE_LN2 = Math.LOG2E;
const EXP_LN2_HIGH = 0.6931471803691238;
const EXP_LN2_LOW = 1.9082149292705877e-10;
const P1 = 0.16666666666666602;
const P2 = -0.0027777777777015593;
const P3 = 6.613756321437934e-5;
const P4 = -1.6533902205465252e-6;
const P5 = 4.1381367970572385e-8;
