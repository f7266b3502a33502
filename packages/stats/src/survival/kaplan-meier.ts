import { holds, requireAll } from "../arguments.ts";
import { standardNormalIsf } from "../distributions/normal.ts";
import { checkLevel, type Interval } from "../proportions/interval.ts";
import { type CurveInterval, curveIntervals, survivalInterval } from "./curve-interval.ts";
import { orderByTime } from "./order.ts";
import { checkSample, type SurvivalSample } from "./sample.ts";

/** The curve just after one of the times in the sample. */
export interface SurvivalPoint {
  readonly time: number;
  /** Patients at risk just before this time. */
  readonly atRisk: number;
  readonly events: number;
  readonly censored: number;
  readonly survival: number;
  /** Greenwood's standard error of `survival`; 0 before the first event. */
  readonly standardError: number;
  /** Undefined where the curve is at 0 and its variance is not estimable. */
  readonly interval: Interval | undefined;
}

export interface SurvivalCurve {
  /** In order of time, one for each distinct time in the sample. */
  readonly points: readonly SurvivalPoint[];
  readonly patients: number;
  readonly level: number;
  readonly intervalKind: CurveInterval;
}

/**
 * Kaplan–Meier estimate of survival with pointwise intervals from Greenwood's variance.
 * Source: E. L. Kaplan, P. Meier, JASA 53 (1958) 457, doi:10.1080/01621459.1958.10501452; intervals on five scales, of which `log`
 * is R's default and `logLog` SAS's. Times are tied only if they are equal to the last bit.
 * @throws InvalidInput for columns of different lengths, no patients, negative times, or events that are neither 0 nor 1.
 * @example kaplanMeier({ times: [3, 5, 7], events: [1, 0, 1] }, { interval: "logLog", level: 0.95 })
 */
export function kaplanMeier(
  sample: SurvivalSample,
  options: { readonly interval: CurveInterval; readonly level: number },
): SurvivalCurve {
  const { interval, level } = options;
  requireAll(
    ...checkSample(sample),
    checkLevel(level),
    holds(
      curveIntervals.includes(interval),
      "interval",
      `${interval} is no scale`,
      `allowed: ${curveIntervals.join(", ")}`,
    ),
  );
  const { times, events } = sample;
  const order = orderByTime(sample);
  const z = standardNormalIsf((1 - level) / 2);
  const points: SurvivalPoint[] = [];
  let survival = 1;
  let logVariance = 0;
  for (let i = 0; i < order.length; ) {
    const time = times[order[i]!]!;
    const atRisk = order.length - i;
    let dead = 0;
    let censored = 0;
    for (; i < order.length && times[order[i]!] === time; i++) {
      if (events[order[i]!] === 1) dead++;
      else censored++;
    }
    survival *= (atRisk - dead) / atRisk;
    if (dead > 0) logVariance += dead / (atRisk * (atRisk - dead));
    const standardError = survival === 0 ? 0 : survival * Math.sqrt(logVariance);
    points.push({
      time,
      atRisk,
      events: dead,
      censored,
      survival,
      standardError,
      interval: survivalInterval(interval, survival, Math.sqrt(logVariance), z),
    });
  }
  return { points, patients: order.length, level, intervalKind: interval };
}

/** The curve at a time: the last point not after it; before all points, survival 1. */
export function survivalAt(
  curve: SurvivalCurve,
  time: number,
): Omit<SurvivalPoint, "time" | "atRisk" | "events" | "censored"> {
  requireAll(holds(time >= 0, "time", `${time} is out of range`, "must be at least 0"));
  let found: SurvivalPoint | undefined;
  for (const point of curve.points) {
    if (point.time > time) break;
    found = point;
  }
  if (found === undefined) return { survival: 1, standardError: 0, interval: { lower: 1, upper: 1 } };
  return { survival: found.survival, standardError: found.standardError, interval: found.interval };
}
