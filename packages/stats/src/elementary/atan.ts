/*
 * Coefficients and method from fdlibm (as in FreeBSD msun), whose notice is:
 *
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
 * Developed at SunPro, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved.
 */
/**
 * Arc tangent in plain IEEE arithmetic, radians: the same bits on every engine, error below 1 ulp (fdlibm's s_atan.c).
 * @example atan(1) // 0.7853981633974483
 */
export function atan(x: number): number {
  const a = x < 0 ? -x : x;
  if (!(a < 1.8e19)) return x === x ? (x < 0 ? -HALF_PI : HALF_PI) : x;
  if (a < 0.4375) return a < 1e-9 ? x : x - x * tail(x);
  let high: number;
  let low: number;
  let t: number;
  if (a < 0.6875) {
    t = (2 * a - 1) / (2 + a);
    high = 0.4636476090008061;
    low = 2.2698777452961687e-17;
  } else if (a < 1.1875) {
    t = (a - 1) / (a + 1);
    high = 0.7853981633974483;
    low = 3.061616997868383e-17;
  } else if (a < 2.4375) {
    t = (a - 1.5) / (1 + 1.5 * a);
    high = 0.982793723247329;
    low = 1.3903311031230998e-17;
  } else {
    t = -1 / a;
    high = HALF_PI;
    low = 6.123233995736766e-17;
  }
  const y = high - (t * tail(t) - low - t);
  return x < 0 ? -y : y;
}

/** 1 - atan(t) / t for |t| < 7/16. */
function tail(t: number): number {
  const z = t * t;
  const w = z * z;
  const odd = z * (A0 + w * (A2 + w * (A4 + w * (A6 + w * (A8 + w * A10)))));
  return odd + w * (A1 + w * (A3 + w * (A5 + w * (A7 + w * A9))));
}

const HALF_PI = 1.5707963267948966;
const A0 = 0.3333333333333293;
const A1 = -0.19999999999876483;
const A2 = 0.14285714272503466;
const A3 = -0.11111110405462356;
const A4 = 0.09090887133436507;
const A5 = -0.0769187620504483;
const A6 = 0.06661073137387531;
const A7 = -0.058335701337905735;
const A8 = 0.049768779946159324;
const A9 = -0.036531572744216916;
const A10 = 0.016285820115365782;
