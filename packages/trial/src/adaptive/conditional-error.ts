import type { AnalysisPlan } from "../design.ts";
import { conditionalPower } from "../interim/conditional-power.ts";
import type { InterimResult } from "../interim/remaining-looks.ts";

/**
 * Conditional rejection probability of a plan under the null hypothesis, given an interim z: the level at which whatever follows may be
 * tested, on the patients that are still to come, so that the whole trial keeps its own.
 * Source: H.-H. Müller, H. Schäfer, Biometrics 57 (2001) 886-891, doi:10.1111/j.0006-341X.2001.00886.x.
 * @throws InvalidInput unless the look is an interim one with a finite z.
 * @example conditionalError(plan, { look: 1, z: 1.5 })
 */
export function conditionalError(plan: AnalysisPlan, result: InterimResult): number {
  return conditionalPower(plan, { ...result, effect: { kind: "drift", drift: 0 } });
}
