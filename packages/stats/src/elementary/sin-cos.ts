/*
 * Coefficients and method from fdlibm (as in FreeBSD msun), whose notice is:
 *
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
 * Developed at SunPro, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved.
 */
/**
 * Sine and cosine in plain IEEE arithmetic, radians: the same bits on every engine, error below 1 ulp for every finite argument.
 * Kernels and three-step reduction of fdlibm (k_sin.c, k_cos.c, e_rem_pio2.c); beyond 2^20 the argument is reduced exactly in integers.
 * NaN for infinite arguments.
 * @example sin(1) // 0.8414709848078965
 */
export function sin(x: number): number {
  if (x < QUARTER_PI && x > -QUARTER_PI) return x < 1e-9 && x > -1e-9 ? x : sinKernel(x, 0);
  const quadrant = reduce(x) & 3;
  const y = (quadrant & 1) === 0 ? sinKernel(rest, restLow) : cosKernel(rest, restLow);
  return quadrant > 1 ? -y : y;
}

/** See `sin`.
 * @example cos(1) // 0.5403023058681398 */
export function cos(x: number): number {
  if (x < QUARTER_PI && x > -QUARTER_PI) return cosKernel(x, 0);
  const quadrant = reduce(x) & 3;
  const y = (quadrant & 1) === 0 ? cosKernel(rest, restLow) : sinKernel(rest, restLow);
  return quadrant === 1 || quadrant === 2 ? -y : y;
}

/** sin(x + low) for |x| <= π/4. */
function sinKernel(x: number, low: number): number {
  const z = x * x;
  const v = z * x;
  const r = S2 + z * (S3 + z * (S4 + z * (S5 + z * S6)));
  return x - (z * (0.5 * low - v * r) - low - v * S1);
}

/** cos(x + low) for |x| <= π/4. */
function cosKernel(x: number, low: number): number {
  const z = x * x;
  const w = z * z;
  const r = z * (C1 + z * (C2 + z * C3)) + w * w * (C4 + z * (C5 + z * C6));
  const half = 0.5 * z;
  const one = 1 - half;
  return one + (1 - one - half + (z * r - x * low));
}

let rest = 0;
let restLow = 0;

/** Leaves x - n π/2 in `rest` + `restLow` and returns n modulo 4 (as a possibly negative whole number). */
function reduce(x: number): number {
  if (!(x < 1e6 && x > -1e6)) return reduceLarge(x);
  const n = x * TWO_OVER_PI + ROUND - ROUND;
  // Three pieces of π/2, 33 bits each: the products are exact, so cancellation costs nothing.
  const first = x - n * PIO2_1;
  let w = n * PIO2_2;
  const second = first - w;
  w = n * PIO2_3 - (first - second - w);
  const third = second - w;
  w = n * PIO2_3T - (second - third - w);
  rest = third - w;
  restLow = third - rest - w;
  return n;
}

/** Exact: x is a whole number of 2^-e, and 2/π is held to 1,200 bits. */
function reduceLarge(x: number): number {
  if (!(x - x === 0)) {
    rest = NaN;
    restLow = 0;
    return 0;
  }
  let exponent = 0;
  let whole = Math.abs(x);
  while (whole >= 18014398509481984) {
    whole *= 0.5;
    exponent++;
  }
  while (whole !== Math.floor(whole)) {
    whole *= 2;
    exponent--;
  }
  const turns = (BigInt(whole) << BigInt(exponent + 64)) * TWO_OVER_PI_BITS;
  const unit = 1n << BigInt(BITS + 64);
  let n = turns / unit;
  let fraction = turns % unit;
  if (fraction * 2n > unit) {
    n += 1n;
    fraction -= unit;
  }
  // 160 bits of the fraction as three pieces, times π/2 in two pieces.
  const kept = fraction >> BigInt(BITS + 64 - 160);
  const top = Number(kept >> 107n) * 1.1102230246251565e-16;
  const tail = Number(kept & ((1n << 107n) - 1n)) * 6.842277657836021e-49;
  const sign = x < 0 ? -1 : 1;
  const high = split(top);
  const topLow = top - high;
  const product = top * PIO2;
  const error = high * PIO2_SPLIT - product + high * (PIO2 - PIO2_SPLIT) + topLow * PIO2;
  const low = error + top * PIO2_LOW + tail * PIO2;
  rest = sign * (product + low);
  restLow = sign * (product - (product + low) + low);
  return sign * Number(n & 3n);
}

function split(value: number): number {
  const big = value * 134217729;
  return big - (big - value);
}

/** π to 1,300 bits by Machin's formula, once, when the first large argument comes. */
function twoOverPi(): bigint {
  const guard = BigInt(BITS + 64);
  const one = 1n << guard;
  const arccot = (n: bigint): bigint => {
    let term = one / n;
    let sum = term;
    for (let k = 3n, sign = -1n; term > 0n; k += 2n, sign = -sign) {
      term /= n * n;
      sum += (sign * term) / k;
    }
    return sum;
  };
  const pi = 4n * (4n * arccot(5n) - arccot(239n));
  return (2n << (guard + BigInt(BITS))) / pi;
}

const BITS = 1280;
const ROUND = 6755399441055744;
const QUARTER_PI = 0.7853981633974483;
const PIO2 = 1.5707963267948966;
const PIO2_LOW = 6.123233995736766e-17;
const PIO2_SPLIT = split(PIO2);
const TWO_OVER_PI = 0.6366197723675814;
const TWO_OVER_PI_BITS = twoOverPi();
const PIO2_1 = 1.5707963267341256;
const PIO2_2 = 6.077100506303966e-11;
const PIO2_3 = 2.0222662487111665e-21;
const PIO2_3T = 8.4784276603689e-32;
const S1 = -0.16666666666666632;
const S2 = 0.00833333333332249;
const S3 = -0.0001984126982985795;
const S4 = 2.7557313707070068e-6;
const S5 = -2.5050760253406863e-8;
const S6 = 1.58969099521155e-10;
const C1 = 0.0416666666666666;
const C2 = -0.001388888888887411;
const C3 = 2.480158728947673e-5;
const C4 = -2.7557314351390663e-7;
const C5 = 2.087572321298175e-9;
const C6 = -1.1359647557788195e-11;
