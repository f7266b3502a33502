/*
 * Coefficients and method from fdlibm (as in FreeBSD msun), whose notice is:
 *
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
 * Developed at SunPro, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved.
 */
import { leadingBits, powerOfTwo } from "./scale.ts";
import { log } from "./log.ts";

/**
 * log(1 + x) without loss for small x, in plain IEEE arithmetic: the same bits on every engine, error below 1 ulp.
 * NaN below -1, -Infinity at -1.
 * @example log1p(1e-20) // 1e-20
 */
export function log1p(x: number): number {
  if (!(x > -1)) return x === -1 ? -Infinity : NaN;
  if (x > 9007199254740992) return log(x);
  let k = 0;
  let f = x;
  let correction = 0;
  if (x < -0.2928932188134525 || x > 0.41421356237309503) {
    const u = 1 + x;
    k = (leadingBits(u) - 0x3f3504f3) >> 23;
    correction = (k >= 2 ? 1 - (u - x) : x - (u - 1)) / u;
    f = u * powerOfTwo(-k) - 1;
  } else if (x > -1e-17 && x < 1e-17) return x;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (L2 + w * (L4 + w * L6));
  const odd = z * (L1 + w * (L3 + w * (L5 + w * L7)));
  const halfSquare = 0.5 * f * f;
  return s * (halfSquare + (even + odd)) + (k * LN2_LOW + correction) - halfSquare + f + k * LN2_HIGH;
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
