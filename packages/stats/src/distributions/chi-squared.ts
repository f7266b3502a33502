import { shapeParameter, requireAll } from "../arguments.ts";
import type { Distribution } from "./distribution.ts";
import { gammaLaw } from "./gamma.ts";

/**
 * The chi-squared distribution.
 * @param parameters degrees of freedom `df` above 0, not necessarily whole.
 * @throws InvalidInput for a df that is not finite and above 0.
 * @example chiSquared({ df: 1 }).sf(3.841458820694124) // 0.05
 */
export function chiSquared(parameters: { readonly df: number }): Distribution {
  requireAll(shapeParameter("df", parameters.df));
  return gammaLaw(parameters.df / 2, 0.5);
}
