import { oneOf, requireAll } from "../../arguments.ts";
import { standardNormalIsf } from "../../distributions/normal.ts";
import { exp } from "../../elementary/exp.ts";
import { expm1 } from "../../elementary/expm1.ts";
import { log } from "../../elementary/log.ts";
import { log1p } from "../../elementary/log1p.ts";
import { checkLevel, type Interval } from "../../proportions/interval.ts";
import { orderByTime } from "../order.ts";
import { checkCompeting, type CompetingSample, countCauses } from "./competing-sample.ts";

export interface IncidencePoint {
  readonly time: number;
  /** Patients at risk just before this time. */
  readonly atRisk: number;
  /** Events of each cause at this time; entry 0 is cause 1. */
  readonly events: readonly number[];
  /** Chance of still being free of any event. */
  readonly eventFree: number;
  /** One for each cause; entry 0 is cause 1. */
  readonly incidence: readonly number[];
  readonly standardError: readonly number[];
  readonly interval: readonly Interval[];
}

/**
 * Cumulative incidence of each cause by Aalen and Johansen (Scand. J. Stat. 5 (1978) 141), with the martingale variance of O. O. Aalen,
 * Ann. Stat. 6 (1978) 534, doi:10.1214/aos/1176344198, as R's cmprsk tabulates it. Over event times s up to t, with
 * q = (F(t) - F(s)) / S(s) and c(d) = S(s-)² d (n - d) / (n² (n - 1)) for d tied events,
 *
 * Var F(t) = Σ (1 - q)² c(events of the cause) + q² c(other events).
 *
 * Intervals are symmetric for F (`plain`, cut to [0, 1]) or for log(-log(1 - F)) (`logLog`).
 * @returns one point for each distinct time in the sample, in order.
 * @throws InvalidInput for bad columns, level or interval.
 * @example cumulativeIncidence({ times: [3, 5, 7], causes: [1, 0, 2] }, { interval: "logLog", level: 0.95 })
 */
export function cumulativeIncidence(
  sample: CompetingSample,
  options: { readonly interval: "plain" | "logLog"; readonly level: number },
): readonly IncidencePoint[] {
  const { interval, level } = options;
  requireAll(...checkCompeting(sample), checkLevel(level), oneOf("interval", interval, ["plain", "logLog"]));
  const { times, causes } = sample;
  const order = orderByTime(sample);
  const z = standardNormalIsf((1 - level) / 2);
  const sums = Array.from({ length: countCauses(causes) }, emptySums);
  const points: IncidencePoint[] = [];
  let free = 1;
  for (let i = 0; i < order.length; ) {
    const time = times[order[i]!]!;
    const n = order.length - i;
    const events = sums.map(() => 0);
    let d = 0;
    for (; i < order.length && times[order[i]!] === time; i++) {
      const cause = causes[order[i]!]!;
      if (cause === 0) continue;
      events[cause - 1]!++;
      d++;
    }
    if (d > 0) for (const [k, sum] of sums.entries()) addTime(sum, free, n, d, events[k]!);
    free *= (n - d) / n;
    const standardError = sums.map(errorOf);
    points.push({
      time,
      atRisk: n,
      events,
      eventFree: free,
      incidence: sums.map(({ incidence }) => incidence),
      standardError,
      interval: sums.map(({ incidence }, k) => limits(interval, incidence, z * standardError[k]!)),
    });
  }
  return points;
}

/** Sums of the variance in powers of the present F(t), so that each time is added once. */
interface VarianceSums {
  incidence: number;
  constant: number;
  linear: number;
  square: number;
}

function emptySums(): VarianceSums {
  return { incidence: 0, constant: 0, linear: 0, square: 0 };
}

function addTime(sum: VarianceSums, free: number, n: number, d: number, d1: number): void {
  sum.incidence += (free * d1) / n;
  const own = tiedVariance(free, n, d1);
  if (n === d) {
    // Nothing moves after the last event, so q is 0.
    sum.constant += own;
    return;
  }
  // 1 - q = 1 + F(s)/S - F(t)/S.
  const all = own + tiedVariance(free, n, d - d1);
  const slope = n / (free * (n - d));
  const f = sum.incidence;
  const shift = f * slope;
  sum.constant += own * (1 + shift) * (1 + shift) + (all - own) * shift * shift;
  sum.linear += 2 * slope * (own * (1 + shift) + (all - own) * shift);
  sum.square += slope * slope * all;
}

function tiedVariance(free: number, n: number, d: number): number {
  // One event has the factor (n - 1) / (n - 1), which is 1 even where it comes last.
  const tied = d === 1 ? 1 : d === 0 ? 0 : (n - d) / (n - 1);
  return (free * free * d * tied) / (n * n);
}

function errorOf({ incidence: f, constant, linear, square }: VarianceSums): number {
  return Math.sqrt(Math.max(0, constant - f * linear + f * f * square));
}

function limits(kind: "plain" | "logLog", f: number, half: number): Interval {
  if (half === 0) return { lower: f, upper: f };
  if (kind === "plain" || f >= 1) return { lower: Math.max(0, f - half), upper: Math.min(1, f + half) };
  const hazard = -log1p(-f);
  const spread = half / ((1 - f) * hazard);
  const onScale = log(hazard);
  return { lower: -expm1Of(onScale - spread), upper: -expm1Of(onScale + spread) };
}

/** exp(-exp(y)) - 1. */
function expm1Of(y: number): number {
  return expm1(-exp(y));
}
