/*
 * Coefficients and method from fdlibm (as in FreeBSD msun), whose notice is:
 *
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
 * Developed at SunPro, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved.
 */
import { leadingBits, powerOfTwo } from "./scale.ts";

/**
 * Cube root in plain IEEE arithmetic: the same bits on every engine, error below 1 ulp.
 * Method of FreeBSD's s_cbrt.c: a guess from the exponent, one polynomial step to 23 bits, one Newton step.
 * @example cbrt(27) // 3
 */
export function cbrt(x: number): number {
  let a = x < 0 ? -x : x;
  if (!(a > 0 && a < Infinity)) return x;
  let scale = 1;
  while (a < 1.2e-38) {
    a *= 8.507059173023462e37;
    scale *= 2.2737367544323206e-13;
  }
  while (a >= 1.7e38) {
    a *= 1.1754943508222875e-38;
    scale *= 4398046511104;
  }
  const third = ((leadingBits(a) / 3) | 0) + 709958130;
  // The guess has the exponent and a linear fraction of bits / 3; rebuild it from its parts.
  let t = powerOfTwo((third >> 23) - 127) * (1 + (third & 0x7fffff) * 1.1920928955078125e-7);
  const r = t * t * (t / a);
  t *= P0 + r * (P1 + r * P2) + r * r * r * (P3 + r * P4);
  t = Math.fround(t);
  const q = a / (t * t);
  t += t * ((q - t) / (t + t + q));
  return (x < 0 ? -t : t) * scale;
}

const P0 = 1.87595182427177;
const P1 = -1.8849797954337717;
const P2 = 1.6214297201053545;
const P3 = -0.758397934778766;
const P4 = 0.14599619288661245;
