import { finite, holds, shapeParameter, requireAll, requireNumber } from "../arguments.ts";
import { exp } from "../elementary/exp.ts";
import { expm1 } from "../elementary/expm1.ts";
import { log } from "../elementary/log.ts";
import { log1p } from "../elementary/log1p.ts";
import { logGammaDifference, stirlingError } from "../special/log-gamma.ts";
import type { Distribution } from "./distribution.ts";
import { fromLogTails } from "./log-tail-law.ts";
import { HALF_LOG_2PI, standardNormalLogCdf, tailElasticity } from "./normal.ts";

/**
 * The noncentral t distribution: (Z + δ) / √(χ²/df).
 *
 * Both tails as integrals of positive functions over u = log √(χ²/df): P(T <= t) = ∫ Φ(t e^u - δ) f(u) du, by the trapezoidal rule
 * around the largest value, whose error falls exponentially with the number of points. No series, so no cancellation for a large
 * δ or in a far tail.
 * @param parameters df above 0, noncentrality δ finite.
 * @throws InvalidInput otherwise; from `mean` for df <= 1 and `variance` for df <= 2, where they are not defined.
 * @example noncentralT({ df: 10, noncentrality: 1 }).cdf(2) // 0.807611562530…
 */
export function noncentralT(parameters: { readonly df: number; readonly noncentrality: number }): Distribution {
  const { df, noncentrality } = parameters;
  requireAll(shapeParameter("df", df), finite("noncentrality", noncentrality));
  /** log f(u) = c + df (u - (e^2u - 1) / 2). */
  const constant = Math.LN2 + 0.5 * log(df / (4 * Math.PI)) - stirlingError(df / 2);
  const logScale = (u: number): number => constant + df * (u - 0.5 * expm1(2 * u));
  const scaleSlope = (u: number): number => -df * expm1(2 * u);
  const logUpperOf = (t: number, delta: number): number => {
    // P(T > t) = ∫ Φ(δ - t e^u) f(u) du for t > 0 or t < 0 alike.
    const g = (u: number): number => standardNormalLogCdf(delta - t * exp(u)) + logScale(u);
    const slope = (u: number): number => {
      const w = t * exp(u);
      return scaleSlope(u) - (w === 0 ? 0 : w * tailElasticity(delta - w));
    };
    return logIntegral(g, slope);
  };
  const logUpper = (t: number): number => {
    requireNumber(t);
    if (t === Infinity || t === -Infinity) return t > 0 ? -Infinity : 0;
    return t === 0 ? standardNormalLogCdf(noncentrality) : Math.min(0, logUpperOf(t, noncentrality));
  };
  const logLower = (t: number): number => {
    requireNumber(t);
    if (t === Infinity || t === -Infinity) return t > 0 ? 0 : -Infinity;
    return t === 0 ? standardNormalLogCdf(-noncentrality) : Math.min(0, logUpperOf(-t, -noncentrality));
  };
  const logPdf = (t: number): number => {
    requireNumber(t);
    if (t === Infinity || t === -Infinity) return -Infinity;
    const g = (u: number): number => {
      const gap = t * exp(u) - noncentrality;
      return -0.5 * gap * gap - HALF_LOG_2PI + u + logScale(u);
    };
    const slope = (u: number): number => {
      const w = t * exp(u);
      return scaleSlope(u) + 1 - (w - noncentrality) * w;
    };
    return logIntegral(g, slope);
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

/** log ∫ e^g over the line, for a g with one maximum and its slope. */
function logIntegral(g: (u: number) => number, slope: (u: number) => number): number {
  const peak = maximumOf(slope);
  const top = g(peak);
  if (top === -Infinity) return -Infinity;
  const left = edge(g, peak, top, -1);
  const right = edge(g, peak, top, 1);
  let count = 64;
  let step = (right - left) / count;
  let sum = 0;
  for (let i = 0; i <= count; i++) sum += exp(g(left + i * step) - top);
  let area = sum * step;
  for (let round = 0; round < 8; round++) {
    for (let i = 0; i < count; i++) sum += exp(g(left + (i + 0.5) * step) - top);
    count *= 2;
    step /= 2;
    const finer = sum * step;
    const change = Math.abs(finer - area);
    area = finer;
    if (change <= 2e-14 * finer) break;
  }
  return top + log(area);
}

function maximumOf(slope: (u: number) => number): number {
  let low = -1;
  let high = 1;
  while (slope(low) < 0 && low > -1e5) low *= 2;
  while (slope(high) > 0 && high < 350) high *= 2;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (slope(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Where the integrand has fallen to e^-42 of its maximum, roughly, on one side. */
function edge(g: (u: number) => number, peak: number, top: number, direction: 1 | -1): number {
  let width = 1e-6;
  while (g(peak + direction * width) > top - 42) width *= 1.5;
  return peak + direction * width;
}
