/*
 * Coefficients and method from fdlibm (as in FreeBSD msun), whose notice is:
 *
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
 * Developed at SunPro, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved.
 */
import { leadingBits, powerOfTwo } from "./scale.ts";

/**
 * Natural logarithm in plain IEEE arithmetic: the same bits on every engine, error below 1 ulp. NaN below 0, -Infinity at 0.
 * Method: x = 2^k (1 + f) with 1 + f in [√½, √2], then the series in s = f / (2 + f) of fdlibm's e_log.c.
 * @example log(10) // 2.302585092994046
 */
export function log(x: number): number {
  let k = 0;
  if (!(x > 1.2e-38 && x < 1.7e38)) {
    if (!(x > 0)) return x === 0 ? -Infinity : NaN;
    if (x === Infinity) return x;
    // Bring the exponent into the range of single precision; at most four steps.
    while (x < 1.2e-38) {
      x *= 1.8446744073709552e19;
      k -= 64;
    }
    while (x >= 1.7e38) {
      x *= 5.421010862427522e-20;
      k += 64;
    }
    if (x < 1e-19) {
      x *= 1.8446744073709552e19;
      k -= 64;
    }
  }
  // 0x3f3504f3 are the bits of √½: the exponent of x / √½ is k.
  const shift = (leadingBits(x) - 0x3f3504f3) >> 23;
  k += shift;
  const f = x * powerOfTwo(-shift) - 1;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (L2 + w * (L4 + w * L6));
  const odd = z * (L1 + w * (L3 + w * (L5 + w * L7)));
  const halfSquare = 0.5 * f * f;
  return s * (halfSquare + (even + odd)) + k * LN2_LOW - halfSquare + f + k * LN2_HIGH;
}

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const L1 = 0.6666666666666735;
const L2 = 0.3999999999940942;
const L3 = 0.2857142874366239;
const L4 = 0.22222198432149784;
const L5 = 0.1818357216161805;
const L6 = 0.15313837699209373;
const L7 = 0.14798198605116586;
