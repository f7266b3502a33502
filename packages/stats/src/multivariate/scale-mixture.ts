import { exp } from "../elementary/exp.ts";
import { expm1 } from "../elementary/expm1.ts";
import { log } from "../elementary/log.ts";
import { stirlingError } from "../special/log-gamma.ts";

/** E f(S) for S = √(χ²/df): the trapezoidal rule in log S, refined until it stands. What turns normal into t probabilities. */
export function scaleMixture(df: number, f: (s: number) => number): number {
  const constant = Math.LN2 + 0.5 * log(df / (4 * Math.PI)) - stirlingError(df / 2);
  const density = (u: number): number => exp(constant + df * (u - 0.5 * expm1(2 * u)));
  // Where u - (e^2u - 1)/2 is below -40 / df.
  const reach = 40 / df;
  const from = -Math.min(reach + 0.5, Math.sqrt(reach) * 1.5 + reach);
  let to = 0.1;
  while (to - 0.5 * expm1(2 * to) > -reach) to *= 1.1;
  let count = 48;
  let step = (to - from) / count;
  const g = (u: number): number => density(u) * f(exp(u));
  let sum = 0;
  for (let i = 0; i <= count; i++) sum += g(from + i * step);
  let area = sum * step;
  for (let round = 0; round < 7; round++) {
    for (let i = 0; i < count; i++) sum += g(from + (i + 0.5) * step);
    count *= 2;
    step /= 2;
    const change = Math.abs(sum * step - area);
    area = sum * step;
    if (change < 1e-11) break;
  }
  return Math.min(1, Math.max(0, area));
}
