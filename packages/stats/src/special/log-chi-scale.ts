import { expm1 } from "../elementary/expm1.ts";
import { log } from "../elementary/log.ts";
import { stirlingError } from "./log-gamma.ts";

/** The density of log √(χ²/df) at u is exp(scaleConstant + df · scaleExponent(u)). */
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
