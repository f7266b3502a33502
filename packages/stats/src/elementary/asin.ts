/*
 * Coefficients and method from fdlibm (as in FreeBSD msun), whose notice is:
 *
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
 * Developed at SunPro, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved.
 */
/**
 * Arc sine in plain IEEE arithmetic, radians: the same bits on every engine, error below 1 ulp (fdlibm's e_asin.c).
 * NaN outside [-1, 1].
 * @example asin(1) // 1.5707963267948966
 */
export function asin(x: number): number {
  const a = x < 0 ? -x : x;
  if (!(a < 1)) return a === 1 ? x * HALF_PI_HIGH + x * HALF_PI_LOW : NaN;
  if (a < 0.5) return a < 1e-9 ? x : x + x * ratio(x * x);
  const z = (1 - a) * 0.5;
  const s = Math.sqrt(z);
  const r = ratio(z);
  let y: number;
  if (a >= 0.975) y = HALF_PI_HIGH - (2 * (s + s * r) - HALF_PI_LOW);
  else {
    const high = Math.fround(s);
    const low = (z - high * high) / (s + high);
    y = 0.5 * HALF_PI_HIGH - (2 * s * r - (HALF_PI_LOW - 2 * low) - (0.5 * HALF_PI_HIGH - 2 * high));
  }
  return x < 0 ? -y : y;
}

/** (asin(√z) - √z) / √z for 0 <= z <= 1/4. */
function ratio(z: number): number {
  const p = z * (P0 + z * (P1 + z * (P2 + z * (P3 + z * (P4 + z * P5)))));
  return p / (1 + z * (Q1 + z * (Q2 + z * (Q3 + z * Q4))));
}

const HALF_PI_HIGH = 1.570796326794896558;
const HALF_PI_LOW = 6.12323399573676603587e-17;
const P0 = 1.66666666666666657415e-1;
const P1 = -3.25565818622400915405e-1;
const P2 = 2.01212532134862925881e-1;
const P3 = -4.00555345006794114027e-2;
const P4 = 7.91534994289814532176e-4;
const P5 = 3.4793310759602116757e-5;
const Q1 = -2.40339491173441421878;
const Q2 = 2.02094576023350569471;
const Q3 = -6.8828397160545329303e-1;
const Q4 = 7.70381505559019352791e-2;
