import { requireNumber, requireProbability } from "../arguments.ts";
import { exp } from "../elementary/exp.ts";
import { log } from "../elementary/log.ts";
import { log1p } from "../elementary/log1p.ts";

/** 1 / √(2π). */
const DENSITY_AT_ZERO = 0.3989422804014327;
export const HALF_LOG_2PI = 0.9189385332046727;

/**
 * Density of N(0, 1); 0 at ±Infinity and wherever it is below the smallest double.
 * @throws InvalidInput for NaN.
 * @example standardNormalPdf(0) // 0.3989422804014327
 */
export function standardNormalPdf(x: number): number {
  return DENSITY_AT_ZERO * expMinusHalfSquare(x);
}

/** exp(-x² / 2) without the rounding error of x²: x = h + r with h a multiple of 1/16, whose square is exact. */
export function expMinusHalfSquare(x: number): number {
  const a = x < 0 ? -x : x;
  if (!(a < 40)) return zeroUnlessNaN(a);
  const h = Math.floor(a * 16) * 0.0625;
  return exp(-0.5 * h * h) * exp(-0.5 * (a - h) * (a + h));
}

/**
 * P(Z <= x) for Z ~ N(0, 1), with full relative precision in the lower tail.
 * Source: W. J. Cody, "Rational Chebyshev approximations for the error function", Math. Comp. 23 (1969) 631–637,
 * doi:10.1090/S0025-5718-1969-0247736-4, in the scale of the normal distribution.
 * 0 at -Infinity, 1 at Infinity.
 * @throws InvalidInput for NaN.
 * @example standardNormalCdf(1.959963984540054) // 0.975
 */
export function standardNormalCdf(x: number): number {
  if (x > -0.66291 && x < 0.66291) return 0.5 + standardNormalCentral(x);
  return x < 0 ? tail(-x) : 1 - tail(x);
}

/**
 * P(Z > x) for Z ~ N(0, 1), with full relative precision in the upper tail.
 * @throws InvalidInput for NaN.
 * @example standardNormalSf(10) // 7.619853024160527e-24
 */
export function standardNormalSf(x: number): number {
  return standardNormalCdf(-x);
}

/**
 * log P(Z <= x): finite down to about x = -1e154, below which it is -Infinity, beyond the range of doubles; 0 at Infinity.
 * @throws InvalidInput for NaN.
 * @example standardNormalLogCdf(-40) // -804.6084420137538
 */
export function standardNormalLogCdf(x: number): number {
  if (x > 0.66291) return log1p(-tail(x));
  if (x > -5) return log(standardNormalCdf(x));
  requireNumber(x);
  return -0.5 * x * x - HALF_LOG_2PI + log(millsRatio(-x));
}

/**
 * log P(Z > x), with the limits of `standardNormalLogCdf` mirrored.
 * @throws InvalidInput for NaN.
 * @example standardNormalLogSf(40) // -804.6084420137538
 */
export function standardNormalLogSf(x: number): number {
  return standardNormalLogCdf(-x);
}

/** P(Z > x) / φ(x) for x >= 0.66, without underflow. */
export function millsRatio(x: number): number {
  if (x > 5.656854) return farRatio(x) / x / DENSITY_AT_ZERO;
  return nearRatio(x) / DENSITY_AT_ZERO;
}

/** φ(z) / Φ(z), the relative change of the lower tail per unit of z. */
export function tailElasticity(z: number): number {
  return z < -0.7 ? 1 / millsRatio(-z) : standardNormalPdf(z) / standardNormalCdf(z);
}

/** Φ(x) - 1/2 for |x| <= 0.66291. */
export function standardNormalCentral(x: number): number {
  const s = x * x;
  const top =
    (((0.06568233791820745 * s + 2.2352520354606837) * s + 161.02823106855587) * s + 1067.6894854603709) * s +
    18154.98125334356;
  const bottom = (((s + 47.202581904688245) * s + 976.0985517377767) * s + 10260.932208618979) * s + 45507.78933502673;
  return (x * top) / bottom;
}

/** Φ(-x) for x >= 0.66291. */
function tail(x: number): number {
  if (!(x < 38.6)) return zeroUnlessNaN(x);
  return expMinusHalfSquare(x) * (x > 5.656854 ? farRatio(x) / x : nearRatio(x));
}

/** What is left of a tail out there; the check costs the near values nothing. */
function zeroUnlessNaN(x: number): number {
  requireNumber(x);
  return 0;
}

function nearRatio(x: number): number {
  let top = 1.0765576773720192e-8 * x;
  top = (top + 0.39894151208813466) * x;
  top = (top + 8.883149794388377) * x;
  top = (top + 93.50665613217785) * x;
  top = (top + 597.2702763948002) * x;
  top = (top + 2494.5375852903726) * x;
  top = (top + 6848.190450536283) * x;
  top = (top + 11602.65143764735) * x + 9842.714838383978;
  let bottom = (x + 22.266688044328117) * x;
  bottom = (bottom + 235.387901782625) * x;
  bottom = (bottom + 1519.3775994075547) * x;
  bottom = (bottom + 6485.558298266761) * x;
  bottom = (bottom + 18615.571640885097) * x;
  bottom = (bottom + 34900.95272114598) * x;
  bottom = (bottom + 38912.00328609327) * x + 19685.429676859992;
  return top / bottom;
}

function farRatio(x: number): number {
  const s = 1 / (x * x);
  const top =
    s *
      ((((0.023073441764940174 * s + 0.215898534057957) * s + 0.12740116116024736) * s + 0.022235277870649807) * s +
        0.0014216191932278934) +
    2.9112874951168793e-5;
  const bottom =
    ((((s + 1.284260096144911) * s + 0.4682382124808651) * s + 0.06598813786892856) * s + 0.0037823963320275824) * s +
    7.297515550839662e-5;
  return DENSITY_AT_ZERO - (s * top) / bottom;
}

/**
 * The x with P(Z <= x) = p for Z ~ N(0, 1); -Infinity at 0, Infinity at 1. Allocates nothing.
 * Source: M. J. Wichura, Algorithm AS 241, Appl. Statist. 37 (1988) 477–484, doi:10.2307/2347330, routine PPND16.
 * @throws InvalidInput for NaN and outside [0, 1].
 * @example standardNormalQuantile(0.975) // 1.959963984540054
 */
export function standardNormalQuantile(p: number): number {
  const q = p - 0.5;
  if (q > -0.425 && q < 0.425) return quantileCentre(q);
  if (!(p > 0 && p < 1)) {
    requireProbability(p);
    return p === 0 ? -Infinity : Infinity;
  }
  const x = quantileTail(Math.sqrt(-log(q < 0 ? p : 1 - p)));
  return q < 0 ? -x : x;
}

/**
 * The x with P(Z > x) = p: like `standardNormalQuantile(1 - p)` without the loss of 1 - p.
 * @throws InvalidInput for NaN and outside [0, 1].
 * @example standardNormalIsf(0.025) // 1.959963984540054
 */
export function standardNormalIsf(p: number): number {
  return -standardNormalQuantile(p);
}

function quantileCentre(q: number): number {
  const r = 0.180625 - q * q;
  const top =
    ((((((2509.0809287301227 * r + 33430.57558358813) * r + 67265.7709270087) * r + 45921.95393154987) * r +
      13731.69376550946) *
      r +
      1971.5909503065513) *
      r +
      133.14166789178438) *
      r +
    3.3871328727963665;
  const bottom =
    ((((((5226.495278852854 * r + 28729.085735721943) * r + 39307.89580009271) * r + 21213.794301586597) * r +
      5394.196021424751) *
      r +
      687.1870074920579) *
      r +
      42.31333070160091) *
      r +
    1;
  return (q * top) / bottom;
}

/** The upper quantile from r = √(-log p). */
export function quantileTail(r: number): number {
  if (r <= 5) {
    const t = r - 1.6;
    const top =
      ((((((0.0007745450142783414 * t + 0.022723844989269184) * t + 0.2417807251774506) * t + 1.2704582524523684) * t +
        3.6478483247632045) *
        t +
        5.769497221460691) *
        t +
        4.630337846156546) *
        t +
      1.4234371107496835;
    const bottom =
      ((((((1.0507500716444169e-9 * t + 0.0005475938084995345) * t + 0.015198666563616457) * t + 0.14810397642748008) *
        t +
        0.6897673349851) *
        t +
        1.6763848301838038) *
        t +
        2.053191626637759) *
        t +
      1;
    return top / bottom;
  }
  const t = r - 5;
  const top =
    ((((((2.0103343992922881e-7 * t + 2.7115555687434876e-5) * t + 0.0012426609473880784) * t + 0.026532189526576124) *
      t +
      0.29656057182850487) *
      t +
      1.7848265399172913) *
      t +
      5.463784911164114) *
      t +
    6.657904643501103;
  const bottom =
    ((((((2.0442631033899397e-15 * t + 1.421511758316446e-7) * t + 1.8463183175100548e-5) * t + 0.0007868691311456133) *
      t +
      0.014875361290850615) *
      t +
      0.1369298809227358) *
      t +
      0.599832206555888) *
      t +
    1;
  return top / bottom;
}
