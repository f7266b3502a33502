import { oneOf, requireAll } from "../arguments.ts";
import { standardNormalIsf } from "../distributions/normal.ts";
import { exp } from "../elementary/exp.ts";
import { checkLevel, type Interval } from "../proportions/interval.ts";
import { orderByTime } from "./order.ts";
import { checkSample, type SurvivalSample } from "./sample.ts";

/**
 * How tied events enter: `nelsonAalen` as d / n; `flemingHarrington` as 1/n + 1/(n - 1) + … + 1/(n - d + 1), as if they had come one
 * after the other.
 */
export type HazardTies = "nelsonAalen" | "flemingHarrington";

export interface HazardPoint {
  readonly time: number;
  /** Patients at risk just before this time. */
  readonly atRisk: number;
  readonly events: number;
  readonly hazard: number;
  /** 0 before the first event. */
  readonly standardError: number;
  readonly interval: Interval;
  /** exp(-hazard): the Fleming–Harrington (Breslow) estimate of survival. */
  readonly survival: number;
}

/**
 * Cumulative hazard by Nelson and Aalen (O. O. Aalen, Ann. Stat. 6 (1978) 701, doi:10.1214/aos/1176344247, equation 4.1) or with the
 * ties of T. R. Fleming and D. P. Harrington, Commun. Stat. Theory 13 (1984) 2469, doi:10.1080/03610928408828837, with the Poisson
 * variance sum of d / n² (or of the squared terms). `plain` limits are symmetric and cut at 0; `log` limits symmetric for log(hazard).
 * @throws InvalidInput for bad columns, level, ties or interval.
 * @example cumulativeHazard({ times: [3, 5, 7], events: [1, 0, 1] }, { ties: "nelsonAalen", interval: "log", level: 0.95 })
 */
export function cumulativeHazard(
  sample: SurvivalSample,
  options: { readonly ties: HazardTies; readonly interval: "plain" | "log"; readonly level: number },
): readonly HazardPoint[] {
  const { ties, interval, level } = options;
  requireAll(
    ...checkSample(sample),
    checkLevel(level),
    oneOf("ties", ties, ["nelsonAalen", "flemingHarrington"]),
    oneOf("interval", interval, ["plain", "log"]),
  );
  const { times, events } = sample;
  const order = orderByTime(sample);
  const z = standardNormalIsf((1 - level) / 2);
  const points: HazardPoint[] = [];
  let hazard = 0;
  let variance = 0;
  for (let i = 0; i < order.length; ) {
    const time = times[order[i]!]!;
    const atRisk = order.length - i;
    let dead = 0;
    for (; i < order.length && times[order[i]!] === time; i++) if (events[order[i]!] === 1) dead++;
    if (ties === "nelsonAalen") {
      hazard += dead / atRisk;
      variance += dead / (atRisk * atRisk);
    } else {
      for (let k = 0; k < dead; k++) {
        hazard += 1 / (atRisk - k);
        variance += 1 / ((atRisk - k) * (atRisk - k));
      }
    }
    const standardError = Math.sqrt(variance);
    const limits = hazardLimits(interval, hazard, z * standardError);
    points.push({ time, atRisk, events: dead, hazard, standardError, interval: limits, survival: exp(-hazard) });
  }
  return points;
}

function hazardLimits(kind: "plain" | "log", hazard: number, half: number): Interval {
  if (hazard === 0) return { lower: 0, upper: 0 };
  if (kind === "plain") return { lower: Math.max(0, hazard - half), upper: hazard + half };
  const factor = exp(half / hazard);
  return { lower: hazard / factor, upper: hazard * factor };
}
