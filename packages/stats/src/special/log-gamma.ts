import { requireNumber } from "../arguments.ts";
import { log } from "../elementary/log.ts";
import { log1p } from "../elementary/log1p.ts";
import { sin } from "../elementary/sin-cos.ts";

/**
 * 1 / Γ(1 + t) for -1/2 <= t <= 1, relative error a few ulps.
 * Series: J. W. Wrench, "Concerning two series for the gamma function", Math. Comp. 22 (1968), doi:10.1090/S0025-5718-1968-0237078-4.
 */
export function reciprocalGamma1p(t: number): number {
  if (t > 0.5) return reciprocalGamma1p(t - 1) / t;
  return 1 + t * reciprocalGammaSlope(t);
}

/** (1 / Γ(1 + t) - 1) / t for |t| <= 1/2. */
function reciprocalGammaSlope(t: number): number {
  let sum = 0;
  for (let i = RECIPROCAL_GAMMA.length - 1; i >= 0; i--) sum = sum * t + RECIPROCAL_GAMMA[i]!;
  return sum;
}

/** log Γ(1 + t) without loss near t = 0, for t > -1/2. */
export function logGamma1p(t: number): number {
  return t <= 0.5 ? -log1p(t * reciprocalGammaSlope(t)) : logGamma(1 + t);
}

/**
 * log |Γ(x)|; Infinity at the poles 0, -1, -2, … and at either infinite end. Relative error below 1e-14 for x > 0, absolute near the zeros of the reflected branch.
 * @throws InvalidInput for NaN.
 * @example logGamma(0.5) // 0.5723649429247001, half of log π
 */
export function logGamma(x: number): number {
  if (!(x > 0)) return reflected(x);
  if (x < 0.5) return logGamma1p(x) - log(x);
  if (x <= 1.5) return logGamma1p(x - 1);
  if (x >= 10) return x < Infinity ? (x - 0.5) * (log(x) - 1) + stirlingSeries(x) + HALF_LOG_2PI_LESS_HALF : x;
  let product = 1;
  let t = x;
  while (t > 2.5) {
    t -= 1;
    product *= t;
  }
  return log(product) + log1p(t - 2) + logGamma1p(t - 2);
}

function reflected(x: number): number {
  requireNumber(x);
  if (x === Math.floor(x) || x === -Infinity) return Infinity;
  // sin(π x) from the distance to the nearest whole number, which is exact.
  const sine = Math.abs(sin(Math.PI * (x - Math.round(x))));
  return LOG_PI - log(sine) - logGamma(1 - x);
}

/**
 * δ(a) = log Γ(a + 1) - (a + ½) log a + a - ½ log 2π, the error of Stirling's formula; absolute error about 1e-15, for a > 0.
 * Source: C. Loader, "Fast and accurate computation of binomial probabilities" (2000), who builds mass functions on it.
 */
export function stirlingError(a: number): number {
  let sum = 0;
  let shifted = a;
  while (shifted < 10) {
    sum += stirlingStep(shifted);
    shifted += 1;
  }
  return sum + stirlingSeries(shifted);
}

/** δ(a) - δ(a + 1) = (a + ½) log(1 + 1/a) - 1. */
function stirlingStep(a: number): number {
  if (a < 1) return (a + 0.5) * (log1p(a) - log(a)) - 1;
  if (a < 3) return (a + 0.5) * log1p(1 / a) - 1;
  const w = 1 / (2 * a + 1);
  const z = w * w;
  const tail = 1 / 13 + z * (1 / 15 + z * (1 / 17 + z * (1 / 19 + z / 21)));
  return z * (1 / 3 + z * (1 / 5 + z * (1 / 7 + z * (1 / 9 + z * (1 / 11 + z * tail)))));
}

/** δ(a) for a >= 10 by its asymptotic series (DLMF 5.11.1). */
function stirlingSeries(a: number): number {
  const z = 1 / (a * a);
  const tail = 1 / 1188 + z * (-691 / 360360 + z * (1 / 156 - (z * 3617) / 122400));
  return (1 / 12 + z * (-1 / 360 + z * (1 / 1260 + z * (-1 / 1680 + z * tail)))) / a;
}

/**
 * log Γ(b + a) - log Γ(b) for a > -1/2 and b > 0, without the cancellation of the two, in relation to a.
 */
export function logGammaDifference(b: number, a: number): number {
  let sum = 0;
  let shifted = b;
  while (shifted < 10) {
    sum -= log1p(a / shifted);
    shifted += 1;
  }
  const ratio = log1p(a / shifted);
  return sum + (shifted - 0.5) * ratio + a * (log(shifted) - 1 + ratio) + stirlingSeriesChange(shifted, a);
}

/** δ(x + a) - δ(x) for x and x + a of about 10 and more: divided differences of the series, so that a tiny a loses nothing. */
function stirlingSeriesChange(x: number, a: number): number {
  const end = x + a;
  const z = 1 / (x * x);
  const zEnd = 1 / (end * end);
  let value = 0;
  let slope = 0;
  for (let i = STIRLING.length - 1; i >= 0; i--) {
    slope = slope * zEnd + value;
    value = value * z + STIRLING[i]!;
  }
  const gap = -(a / x) * ((2 * x + a) / (x * end * end));
  return (gap * slope) / end - value * (a / x / end);
}

const LOG_PI = 1.1447298858494002;
/** Coefficients of δ(a) a in 1 / a² (DLMF 5.11.1). */
const STIRLING = Float64Array.of(
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360360,
  1 / 156,
  -3617 / 122400,
);
/** ½ log 2π - ½. */
const HALF_LOG_2PI_LESS_HALF = 0.4189385332046727;
const RECIPROCAL_GAMMA = Float64Array.of(
  0.5772156649015329,
  -0.6558780715202539,
  -0.04200263503409524,
  0.16653861138229148,
  -0.04219773455554433,
  -0.009621971527876973,
  0.0072189432466631,
  -0.0011651675918590652,
  -0.00021524167411495098,
  0.0001280502823881162,
  -2.013485478078824e-5,
  -1.2504934821426706e-6,
  1.133027231981696e-6,
  -2.056338416977607e-7,
  6.116095104481416e-9,
  5.002007644469223e-9,
  -1.18127457048702e-9,
  1.0434267116911005e-10,
  7.782263439905071e-12,
  -3.696805618642206e-12,
  5.100370287454476e-13,
  -2.0583260535665066e-14,
  -5.348122539423018e-15,
);
