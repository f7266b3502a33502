import { exp } from "../elementary/exp.ts";
import { expm1 } from "../elementary/expm1.ts";
import { log } from "../elementary/log.ts";
import type { Integral } from "../numerics/integrate.ts";
import { stirlingError } from "../special/log-gamma.ts";
import { integratePieces } from "./integrate-pieces.ts";

/**
 * E f(S) for S = √(χ²/df), f a probability with its error: what turns normal into t probabilities. The trapezoidal rule in log S,
 * refined until it stands at 1e-13; few degrees of freedom spread log S so far that adaptive pieces are better.
 * @returns the error as the last change of the rule, plus the largest error of f.
 */
export function scaleMixture(df: number, f: (s: number) => Integral): Integral {
  const constant = scaleConstant(df);
  // Where u - (e^2u - 1)/2 is below -40 / df; above 0 it is at most -u².
  const reach = 40 / df;
  const from = -Math.min(reach + 0.5, Math.sqrt(reach) * 1.5 + reach);
  const to = Math.sqrt(reach) < 1 ? Math.sqrt(reach) : 1 + 0.5 * log(1 + 2 * reach);
  let worst = 0;
  const g = (u: number): number => {
    const density = exp(constant + df * scaleExponent(u));
    if (density === 0) return 0;
    const { value, error } = f(Math.max(1e-300, exp(u)));
    worst = Math.max(worst, error);
    return density * value;
  };
  const area = df < 0.5 ? integratePieces(g, { from, to, marks: MARKS, absolute: 1e-14 }) : trapezoid(g, from, to);
  return { value: Math.min(1, Math.max(0, area.value)), error: area.error + worst + 1e-15 };
}

const MARKS = [-700, -45, -12, -4, 0, 4, 12];

/** The density of log √(χ²/df) at u is exp(constant + df · scaleExponent(u)). */
export function scaleConstant(df: number): number {
  return Math.LN2 + 0.5 * log(df / (4 * Math.PI)) - stirlingError(df / 2);
}

/** u - (e^2u - 1)/2, by its series near 0, where many degrees of freedom would magnify the rounding. */
export function scaleExponent(u: number): number {
  if (Math.abs(u) > 0.05) return u - 0.5 * expm1(2 * u);
  let term = 2 * u;
  let sum = 0;
  for (let k = 2; k < 14; k++) {
    term *= (2 * u) / k;
    sum += term;
  }
  return -0.5 * sum;
}

function trapezoid(g: (u: number) => number, from: number, to: number): Integral {
  let count = 48;
  let step = (to - from) / count;
  let sum = 0;
  for (let i = 0; i <= count; i++) sum += g(from + i * step);
  let value = sum * step;
  let error = Infinity;
  for (let round = 0; round < 9 && error > 1e-13; round++) {
    for (let i = 0; i < count; i++) sum += g(from + (i + 0.5) * step);
    count *= 2;
    step /= 2;
    error = Math.abs(sum * step - value);
    value = sum * step;
  }
  return { value, error };
}
