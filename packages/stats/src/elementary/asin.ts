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

const HALF_PI_HIGH = 1.5707963267948966;
const HALF_PI_LOW = 6.123233995736766e-17;
const P0 = 0.16666666666666666;
const P1 = -0.3255658186224009;
const P2 = 0.20121253213486293;
const P3 = -0.04005553450067941;
const P4 = 0.0007915349942898145;
const P5 = 3.479331075960212e-5;
const Q1 = -2.403394911734414;
const Q2 = 2.0209457602335057;
const Q3 = -0.6882839716054533;
const Q4 = 0.07703815055590194;
