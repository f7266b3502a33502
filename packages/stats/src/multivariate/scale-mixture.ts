import { exp } from "../elementary/exp.ts";
import { log } from "../elementary/log.ts";
import type { Integral } from "../numerics/integrate.ts";
import { scaleConstant, scaleExponent } from "../special/log-chi-scale.ts";
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
