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
    high = 4.63647609000806093515e-1;
    low = 2.26987774529616870924e-17;
  } else if (a < 1.1875) {
    t = (a - 1) / (a + 1);
    high = 7.85398163397448278999e-1;
    low = 3.06161699786838301793e-17;
  } else if (a < 2.4375) {
    t = (a - 1.5) / (1 + 1.5 * a);
    high = 9.82793723247329054082e-1;
    low = 1.39033110312309984516e-17;
  } else {
    t = -1 / a;
    high = HALF_PI;
    low = 6.12323399573676603587e-17;
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

const HALF_PI = 1.570796326794896558;
const A0 = 3.33333333333329318027e-1;
const A1 = -1.99999999998764832476e-1;
const A2 = 1.42857142725034663711e-1;
const A3 = -1.1111110405462355788e-1;
const A4 = 9.09088713343650656196e-2;
const A5 = -7.69187620504482999495e-2;
const A6 = 6.66107313738753120669e-2;
const A7 = -5.83357013379057348645e-2;
const A8 = 4.97687799461593236017e-2;
const A9 = -3.6531572744216915527e-2;
const A10 = 1.62858201153657823623e-2;
