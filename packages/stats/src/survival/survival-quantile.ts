import { openProportion, requireAll } from "../arguments.ts";
import type { SurvivalCurve, SurvivalPoint } from "./kaplan-meier.ts";

/** A time that the curve, or a limit of it, comes down to; or the fact that follow-up ends before. */
export type ReachedTime = { readonly kind: "reached"; readonly time: number } | { readonly kind: "notReached" };

export interface SurvivalQuantile {
  readonly estimate: ReachedTime;
  readonly lower: ReachedTime;
  readonly upper: ReachedTime;
}

/**
 * The time by which a share `p` of patients has had the event, with the limits of R. Brookmeyer and J. Crowley, Biometrics 38 (1982)
 * 29–41, doi:10.2307/2530286: where the limits of the curve come down to 1 - p. Where a curve runs exactly at 1 - p, the middle of
 * that stretch, as in R; it ends with follow-up if not before. A limit that does not come down while the limits of the curve are
 * estimable, which at survival 0 they are not, is `notReached`.
 * @throws InvalidInput for p outside (0, 1).
 * @example survivalQuantile(curve, { p: 0.5 }).estimate // the median
 */
export function survivalQuantile(curve: SurvivalCurve, options: { readonly p: number }): SurvivalQuantile {
  const { p } = options;
  requireAll(openProportion("p", p));
  return {
    estimate: crossing(curve.points, 1 - p, (point) => point.survival),
    lower: crossing(curve.points, 1 - p, (point) => point.interval?.lower),
    upper: crossing(curve.points, 1 - p, (point) => point.interval?.upper),
  };
}

/** A level counts as met up to the rounding of a product of fractions. */
const ROUNDING = 1e-10;

function crossing(
  points: readonly SurvivalPoint[],
  level: number,
  heightOf: (point: SurvivalPoint) => number | undefined,
): ReachedTime {
  for (const [i, point] of points.entries()) {
    const height = heightOf(point);
    if (height === undefined || height > level + ROUNDING) continue;
    if (height < level - ROUNDING) return { kind: "reached", time: point.time };
    // On the level: to the middle of the flat stretch, which ends at the next fall or with follow-up.
    const end =
      points.slice(i + 1).find((later) => (heightOf(later) ?? 0) < level - ROUNDING) ?? points[points.length - 1]!;
    return { kind: "reached", time: point.time / 2 + end.time / 2 };
  }
  return { kind: "notReached" };
}
