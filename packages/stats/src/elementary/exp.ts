/*
 * Coefficients and method from fdlibm (as in FreeBSD msun), whose notice is:
 *
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
 * Developed at SunPro, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved.
 */
import { powerOfTwo, scaleByPowerOfTwo } from "./scale.ts";

/**
 * e^x in plain IEEE arithmetic: the same bits on every engine, error below 1 ulp.
 * Method: x = k ln 2 + r with |r| <= ln 2 / 2, then the rational form of fdlibm's e_exp.c for e^r.
 * @example exp(1) // 2.718281828459045
 */
export function exp(x: number): number {
  if (!(x < 709.782712893384)) return x === x ? (x > 709.782712893384 ? Infinity : 1.797693134862273e308) : x;
  if (x < -745.1332191019412) return 0;
  const k = x * INVERSE_LN2 + ROUND - ROUND;
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const t = r * r;
  const c = r - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
  const y = 1 - (low - (r * c) / (2 - c) - high);
  return k > -1020 && k < 1024 ? y * powerOfTwo(k) : scaleByPowerOfTwo(y, k);
}

/** Adding and subtracting 1.5 · 2^52 rounds to a whole number, halves to even. */
const ROUND = 6755399441055744;
const INVERSE_LN2 = Math.LOG2E;
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const P1 = 0.16666666666666602;
const P2 = -0.0027777777777015593;
const P3 = 6.613756321437934e-5;
const P4 = -1.6533902205465252e-6;
const P5 = 4.1381367970572385e-8;
