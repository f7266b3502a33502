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

const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;
const L1 = 6.66666666666673513e-1;
const L2 = 3.999999999940941908e-1;
const L3 = 2.857142874366239149e-1;
const L4 = 2.222219843214978396e-1;
const L5 = 1.818357216161805012e-1;
const L6 = 1.531383769920937332e-1;
const L7 = 1.479819860511658591e-1;
