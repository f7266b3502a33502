import { exp } from "../elementary/exp.ts";
import { log } from "../elementary/log.ts";
import { log1p } from "../elementary/log1p.ts";

/** 1 / √(2π). */
const DENSITY_AT_ZERO = 0.3989422804014327;
export const HALF_LOG_2PI = 0.9189385332046727;

/** Density of N(0, 1). */
export function standardNormalPdf(x: number): number {
  return DENSITY_AT_ZERO * expMinusHalfSquare(x);
}

/** exp(-x² / 2) without the rounding error of x²: x = h + r with h a multiple of 1/16, whose square is exact. */
export function expMinusHalfSquare(x: number): number {
  const a = x < 0 ? -x : x;
  if (!(a < 40)) return a === a ? 0 : NaN;
  const h = Math.floor(a * 16) * 0.0625;
  return exp(-0.5 * h * h) * exp(-0.5 * (a - h) * (a + h));
}

/**
 * P(Z <= x) for Z ~ N(0, 1), with full relative precision in the lower tail.
 * Source: W. J. Cody, "Rational Chebyshev approximations for the error function", Math. Comp. 23 (1969) 631–637,
 * doi:10.1090/S0025-5718-1969-0247736-4, in the scale of the normal distribution.
 * @example standardNormalCdf(1.959963984540054) // 0.975
 */
export function standardNormalCdf(x: number): number {
  if (x > -0.66291 && x < 0.66291) return 0.5 + central(x);
  return x < 0 ? tail(-x) : 1 - tail(x);
}

/** P(Z > x) for Z ~ N(0, 1), with full relative precision in the upper tail. */
export function standardNormalSf(x: number): number {
  return standardNormalCdf(-x);
}

/** log P(Z <= x), finite for every finite x down to about -1e154. */
export function standardNormalLogCdf(x: number): number {
  if (x > 0.66291) return log1p(-tail(x));
  if (x > -5) return log(standardNormalCdf(x));
  return -0.5 * x * x - HALF_LOG_2PI + log(millsRatio(-x));
}

/** log P(Z > x). */
export function standardNormalLogSf(x: number): number {
  return standardNormalLogCdf(-x);
}

/** P(Z > x) / φ(x) for x >= 0.66291, without underflow. */
export function millsRatio(x: number): number {
  if (x > 5.656854) return farRatio(x) / x / DENSITY_AT_ZERO;
  return nearRatio(x) / DENSITY_AT_ZERO;
}

/** φ(z) / Φ(z), the relative change of the lower tail per unit of z. */
export function tailElasticity(z: number): number {
  return z < -0.7 ? 1 / millsRatio(-z) : standardNormalPdf(z) / standardNormalCdf(z);
}

/** Φ(x) - 1/2 for |x| <= 0.66291. */
function central(x: number): number {
  const s = x * x;
  const top =
    (((0.065682337918207449113 * s + 2.2352520354606839287) * s + 161.02823106855587881) * s + 1067.6894854603709582) *
      s +
    18154.981253343561249;
  const bottom =
    (((s + 47.20258190468824187) * s + 976.09855173777669322) * s + 10260.932208618978205) * s + 45507.789335026729956;
  return (x * top) / bottom;
}

/** Φ(-x) for x >= 0.66291. */
function tail(x: number): number {
  if (!(x < 38.6)) return x === x ? 0 : NaN;
  return expMinusHalfSquare(x) * (x > 5.656854 ? farRatio(x) / x : nearRatio(x));
}

function nearRatio(x: number): number {
  let top = 1.0765576773720192317e-8 * x;
  top = (top + 0.39894151208813466764) * x;
  top = (top + 8.8831497943883759412) * x;
  top = (top + 93.506656132177855979) * x;
  top = (top + 597.27027639480026226) * x;
  top = (top + 2494.5375852903726711) * x;
  top = (top + 6848.1904505362823326) * x;
  top = (top + 11602.651437647350124) * x + 9842.7148383839780218;
  let bottom = (x + 22.266688044328115691) * x;
  bottom = (bottom + 235.38790178262499861) * x;
  bottom = (bottom + 1519.377599407554805) * x;
  bottom = (bottom + 6485.558298266760755) * x;
  bottom = (bottom + 18615.571640885098091) * x;
  bottom = (bottom + 34900.952721145977266) * x;
  bottom = (bottom + 38912.003286093271411) * x + 19685.429676859990727;
  return top / bottom;
}

function farRatio(x: number): number {
  const s = 1 / (x * x);
  const top =
    s *
      ((((0.02307344176494017303 * s + 0.21589853405795699) * s + 0.1274011611602473639) * s + 0.022235277870649807) *
        s +
        0.001421619193227893466) +
    2.9112874951168792e-5;
  const bottom =
    ((((s + 1.28426009614491121) * s + 0.468238212480865118) * s + 0.0659881378689285515) * s +
      0.00378239633202758244) *
      s +
    7.29751555083966205e-5;
  return DENSITY_AT_ZERO - (s * top) / bottom;
}

/**
 * The x with P(Z <= x) = p for Z ~ N(0, 1); -Infinity at 0, Infinity at 1, NaN outside [0, 1]. Allocates nothing.
 * Source: M. J. Wichura, Algorithm AS 241, Appl. Statist. 37 (1988) 477–484, doi:10.2307/2347330, routine PPND16.
 * @example standardNormalQuantile(0.975) // 1.959963984540054
 */
export function standardNormalQuantile(p: number): number {
  const q = p - 0.5;
  if (q > -0.425 && q < 0.425) return quantileCentre(q);
  if (!(p > 0 && p < 1)) return p === 0 ? -Infinity : p === 1 ? Infinity : NaN;
  const x = quantileTail(Math.sqrt(-log(q < 0 ? p : 1 - p)));
  return q < 0 ? -x : x;
}

/** The x with P(Z > x) = p: like `standardNormalQuantile(1 - p)` without the loss of 1 - p. */
export function standardNormalIsf(p: number): number {
  return -standardNormalQuantile(p);
}

function quantileCentre(q: number): number {
  const r = 0.180625 - q * q;
  const top =
    ((((((2509.0809287301226727 * r + 33430.575583588128105) * r + 67265.770927008700853) * r + 45921.953931549871457) *
      r +
      13731.693765509461125) *
      r +
      1971.5909503065514427) *
      r +
      133.14166789178437745) *
      r +
    3.387132872796366608;
  const bottom =
    ((((((5226.495278852854561 * r + 28729.085735721942674) * r + 39307.89580009271061) * r + 21213.794301586595867) *
      r +
      5394.1960214247511077) *
      r +
      687.1870074920579083) *
      r +
      42.313330701600911252) *
      r +
    1;
  return (q * top) / bottom;
}

/** The upper quantile from r = √(-log p). */
export function quantileTail(r: number): number {
  if (r <= 5) {
    const t = r - 1.6;
    const top =
      ((((((7.7454501427834140764e-4 * t + 0.0227238449892691845833) * t + 0.24178072517745061177) * t +
        1.27045825245236838258) *
        t +
        3.64784832476320460504) *
        t +
        5.7694972214606914055) *
        t +
        4.6303378461565452959) *
        t +
      1.42343711074968357734;
    const bottom =
      ((((((1.05075007164441684324e-9 * t + 5.475938084995344946e-4) * t + 0.0151986665636164571966) * t +
        0.14810397642748007459) *
        t +
        0.68976733498510000455) *
        t +
        1.6763848301838038494) *
        t +
        2.05319162663775882187) *
        t +
      1;
    return top / bottom;
  }
  const t = r - 5;
  const top =
    ((((((2.01033439929228813265e-7 * t + 2.71155556874348757815e-5) * t + 0.0012426609473880784386) * t +
      0.026532189526576123093) *
      t +
      0.29656057182850489123) *
      t +
      1.7848265399172913358) *
      t +
      5.4637849111641143699) *
      t +
    6.6579046435011037772;
  const bottom =
    ((((((2.04426310338993978564e-15 * t + 1.4215117583164458887e-7) * t + 1.8463183175100546818e-5) * t +
      7.868691311456132591e-4) *
      t +
      0.0148753612908506148525) *
      t +
      0.13692988092273580531) *
      t +
      0.59983220655588793769) *
      t +
    1;
  return top / bottom;
}
