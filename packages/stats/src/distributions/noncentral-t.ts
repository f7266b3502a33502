import { finite, holds, shapeParameter, requireAll, requireNumber } from "../arguments.ts";
import { exp } from "../elementary/exp.ts";
import { expm1 } from "../elementary/expm1.ts";
import { log } from "../elementary/log.ts";
import { log1p } from "../elementary/log1p.ts";
import { scaleConstant, scaleExponent } from "../special/log-chi-scale.ts";
import { logGammaDifference } from "../special/log-gamma.ts";
import type { Distribution } from "./distribution.ts";
import { fromLogTails } from "./log-tail-law.ts";
import { logIntegral } from "./log-integral.ts";
import { createNoncentralTSeries } from "./noncentral-t-series.ts";
import { HALF_LOG_2PI, standardNormalLogCdf, tailElasticity } from "./normal.ts";

/**
 * The noncentral t distribution: (Z + δ) / √(χ²/df).
 *
 * On the side of δ both tails are sums of positive terms. On the other side, where the series would cancel, and for a large δ they are integrals
 * of positive functions over u = log √(χ²/df): P(T <= t) = ∫ Φ(t e^u - δ) f(u) du, by the trapezoidal rule around the largest value,
 * whose error falls exponentially with the number of points.
 * @param parameters df above 0, noncentrality δ finite.
 * @throws InvalidInput otherwise; from `mean` for df <= 1 and `variance` for df <= 2, where they are not defined.
 * @example noncentralT({ df: 10, noncentrality: 1 }).cdf(2) // 0.807611562530…
 */
export function noncentralT(parameters: { readonly df: number; readonly noncentrality: number }): Distribution {
  const { df, noncentrality } = parameters;
  requireAll(shapeParameter("df", df), finite("noncentrality", noncentrality));
  const constant = scaleConstant(df);
  const logScale = (u: number): number => constant + df * scaleExponent(u);
  const scaleSlope = (u: number): number => -df * expm1(2 * u);
  /** P(T > t) = ∫ Φ(δ - t e^u) f(u) du for t > 0 or t < 0 alike. */
  const integrateUpper = (t: number, delta: number): number => {
    const g = (u: number): number => standardNormalLogCdf(delta - t * exp(u)) + logScale(u);
    const slope = (u: number): number => {
      const w = t * exp(u);
      return scaleSlope(u) - (w === 0 ? 0 : w * tailElasticity(delta - w));
    };
    return logIntegral(g, slope, Math.sqrt(2 * df));
  };
  const series = createNoncentralTSeries(df, Math.abs(noncentrality));
  /** log P(T > t) for the law of this δ or, mirrored, of -δ. */
  const logUpperOf = (t: number, delta: number): number => {
    if (t === Infinity || t === -Infinity) return t > 0 ? -Infinity : 0;
    if (t === 0) return standardNormalLogCdf(delta);
    const isSameSide = t > 0 === delta > 0;
    if (!isSameSide || !series.holds(t)) return Math.min(0, integrateUpper(t, delta));
    return t > 0 ? series.logUpper(t) : series.logLower(-t);
  };
  const logUpper = (t: number): number => {
    requireNumber(t);
    return logUpperOf(t, noncentrality);
  };
  const logLower = (t: number): number => {
    requireNumber(t);
    return logUpperOf(-t, -noncentrality);
  };
  const logPdf = (t: number): number => {
    requireNumber(t);
    if (t === Infinity || t === -Infinity) return -Infinity;
    if (t !== 0 && t > 0 === noncentrality > 0 && series.holds(t)) return series.logPdf(Math.abs(t));
    const g = (u: number): number => {
      const gap = t * exp(u) - noncentrality;
      return -0.5 * gap * gap - HALF_LOG_2PI + u + logScale(u);
    };
    const slope = (u: number): number => {
      const w = t * exp(u);
      return scaleSlope(u) + 1 - (w - noncentrality) * w;
    };
    return logIntegral(g, slope, Math.sqrt(2 * df + noncentrality * noncentrality));
  };
  /** √(df/2) Γ((df - 1)/2) / Γ(df/2). */
  const factor = (): number => Math.sqrt(df / 2) * exp(-logGammaDifference((df - 1) / 2, 0.5));
  const mean = (): number => {
    requireAll(holds(df > 1, "df", `the mean does not exist for ${df} degrees of freedom`, "it needs more than 1"));
    return noncentrality * factor();
  };
  const variance = (): number => {
    requireAll(holds(df > 2, "df", `the variance does not exist for ${df} degrees of freedom`, "it needs more than 2"));
    return (df / (df - 2)) * (1 - noncentrality * noncentrality * expm1(logFactorGap(df)));
  };
  const spread = 1 + Math.abs(noncentrality) / Math.sqrt(df);
  return fromLogTails({
    logLower,
    logUpper,
    logPdf,
    from: -Infinity,
    to: Infinity,
    mean,
    variance,
    centre: noncentrality,
    spread,
    near: (z) => {
      // From the normal approximation of Abramowitz and Stegun 26.7.10, solved for t.
      const c = Math.max(0.3, 1 - 1 / (4 * df));
      const part = (z * z) / (2 * df);
      const rest = Math.max(0.05, c * c - part);
      const square = rest + (noncentrality * noncentrality) / (2 * df);
      return (c * noncentrality + z * Math.sqrt(square)) / rest;
    },
  });
}

/** log (factor² (df - 2) / df), below 0: how much of E T² the squared mean takes; by the series of log Γ(b + ½) - log Γ(b) for large df. */
function logFactorGap(df: number): number {
  const b = (df - 1) / 2;
  if (df < 41) return log((df - 2) / 2) - 2 * logGammaDifference(b, 0.5);
  const z = 1 / (b * b);
  const series = 1 / 8 - z * (1 / 192 - z * (1 / 640 - z * (17 / 14336 - z * (31 / 18432 - (z * 691) / 180224))));
  return log1p(-1 / (df - 1)) + (2 * series) / b;
}
