import { firstBad } from "./sample.ts";
import { requireAll } from "../arguments.ts";
import type { SurvivalCurve } from "./kaplan-meier.ts";

/**
 * Patients still at risk just before each of these times, as printed below a survival plot.
 * @throws InvalidInput for a time below 0 or NaN.
 * @example atRiskAt(curve, [0, 180, 365])
 */
export function atRiskAt(curve: SurvivalCurve, times: readonly number[]): readonly number[] {
  requireAll(firstBad(times, (time) => time >= 0, "times", "must be at least 0"));
  return times.map((time) => curve.points.find((point) => point.time >= time)?.atRisk ?? 0);
}
