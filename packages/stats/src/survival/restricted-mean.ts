import { holds, requireAll, type Requirement } from "../arguments.ts";
import { standardNormalIsf, standardNormalSf } from "../distributions/normal.ts";
import { exp } from "../elementary/exp.ts";
import { log } from "../elementary/log.ts";
import { checkLevel, type Interval } from "../proportions/interval.ts";
import type { TestOutcome } from "../proportions/two-proportion-test.ts";
import type { GroupedSurvival } from "./log-rank-sums.ts";
import { orderByTime } from "./order.ts";
import { checkSample, type SurvivalSample } from "./sample.ts";
import { splitArms } from "./two-arms.ts";

/** An estimate with a normal interval on the stated scale and its two-sided p-value for no difference. */
export interface ArmContrast {
  readonly estimate: number;
  /** Of the estimate, or for ratios of its logarithm. */
  readonly standardError: number;
  readonly interval: Interval;
  /** Positive when the experimental arm does better. */
  readonly z: number;
  readonly pValue: number;
}

export interface RestrictedMean {
  /** Area under the Kaplan–Meier curve up to the horizon. */
  readonly mean: number;
  readonly variance: number;
}

/** Squares of times must not leave the range of a double. */
function checkHorizon(horizon: number): Requirement {
  const rule = "must be above 0, from 1e-150 to 1e150";
  return holds(horizon >= 1e-150 && horizon <= 1e150, "horizon", `${horizon} is out of range`, rule);
}

/**
 * Mean survival time restricted to the horizon, with Greenwood's variance, the sum over events of A² d / (n (n - d)) where A is the
 * area still to come. Source: P. Royston, M. K. B. Parmar, BMC Med. Res. Methodol. 13 (2013) 152, doi:10.1186/1471-2288-13-152;
 * J. P. Klein, M. L. Moeschberger, "Survival Analysis" (2003), equations 4.5.1–2.
 * @returns `notEstimable` where follow-up ends before the horizon and the curve is not at 0: its area is then unknown.
 * @throws InvalidInput for bad columns or a horizon not above 0.
 * @example restrictedMean({ times, events }, { horizon: 365 })
 */
export function restrictedMean(
  sample: SurvivalSample,
  options: { readonly horizon: number },
): TestOutcome<RestrictedMean> {
  const { horizon } = options;
  requireAll(...checkSample(sample), checkHorizon(horizon));
  const { times, events } = sample;
  const order = orderByTime(sample);
  const steps: { readonly time: number; readonly survival: number; readonly term: number }[] = [];
  let survival = 1;
  for (let i = 0; i < order.length; ) {
    const time = times[order[i]!]!;
    if (time > horizon) break;
    const n = order.length - i;
    let d = 0;
    for (; i < order.length && times[order[i]!] === time; i++) if (events[order[i]!] === 1) d++;
    if (d === 0) continue;
    survival *= (n - d) / n;
    steps.push({ time, survival, term: d === n ? 0 : d / (n * (n - d)) });
  }
  const last = times[order[order.length - 1]!]!;
  if (last < horizon && survival > 0) {
    return { kind: "notEstimable", reason: `follow-up ends at ${last}, before the horizon ${horizon}` };
  }
  let area = 0;
  let variance = 0;
  let end = horizon;
  for (const { time, survival: after, term } of steps.toReversed()) {
    area += after * (end - time);
    variance += area * area * term;
    end = time;
  }
  return { kind: "tested", mean: area + end, variance };
}

export interface RestrictedMeanComparison {
  readonly arms: readonly [control: RestrictedMean, experimental: RestrictedMean];
  /** Experimental less control. */
  readonly difference: ArmContrast;
  /** Ratio of restricted means, experimental over control; undefined where all of an arm had the event at time 0. */
  readonly ratio: ArmContrast | undefined;
  /** Ratio of restricted mean times lost; undefined where an arm lost none. `z` is positive when the experimental arm lost less. */
  readonly timeLostRatio: ArmContrast | undefined;
}

/**
 * Restricted means of two arms compared by difference and by ratios (delta method on the log scale). Source: L. Zhao et al.,
 * Biometrics 72 (2016) 215, doi:10.1111/biom.12384.
 * @returns `notEstimable` where one arm is empty, follow-up of an arm ends before the horizon, or nothing varies.
 * @throws InvalidInput for bad columns, groups other than 0 and 1, a horizon not above 0, or a bad level.
 * @example compareRestrictedMeans({ times, events, groups }, { horizon: 365, level: 0.95 })
 */
export function compareRestrictedMeans(
  sample: Omit<GroupedSurvival, "strata">,
  options: { readonly horizon: number; readonly level: number },
): TestOutcome<RestrictedMeanComparison> {
  const { horizon, level } = options;
  requireAll(checkLevel(level), checkHorizon(horizon));
  const arms = splitArms(sample);
  if (arms.kind !== "tested") return arms;
  const control = restrictedMean(arms.control, { horizon });
  if (control.kind !== "tested") return { kind: "notEstimable", reason: `control: ${control.reason}` };
  const experimental = restrictedMean(arms.experimental, { horizon });
  if (experimental.kind !== "tested") return { kind: "notEstimable", reason: `experimental: ${experimental.reason}` };
  const variance = control.variance + experimental.variance;
  if (!(variance > 0)) return { kind: "notEstimable", reason: "no event before the horizon leaves patients at risk" };
  const lost = [horizon - control.mean, horizon - experimental.mean] as const;
  const hasLost = lost[0] > 0 && lost[1] > 0;
  return {
    kind: "tested",
    arms: [plain(control), plain(experimental)],
    difference: differenceOf(experimental.mean - control.mean, variance, level),
    ratio:
      control.mean > 0 && experimental.mean > 0
        ? ratioOf([control.mean, experimental.mean], [control.variance, experimental.variance], 1, level)
        : undefined,
    timeLostRatio: hasLost ? ratioOf(lost, [control.variance, experimental.variance], -1, level) : undefined,
  };
}

function plain({ mean, variance }: RestrictedMean): RestrictedMean {
  return { mean, variance };
}

export function differenceOf(estimate: number, variance: number, level: number): ArmContrast {
  const standardError = Math.sqrt(variance);
  const half = standardNormalIsf((1 - level) / 2) * standardError;
  const z = estimate / standardError;
  const interval = { lower: estimate - half, upper: estimate + half };
  return { estimate, standardError, interval, z, pValue: 2 * standardNormalSf(Math.abs(z)) };
}

function ratioOf(
  [control, experimental]: readonly [number, number],
  [varianceControl, varianceExperimental]: readonly [number, number],
  sign: 1 | -1,
  level: number,
): ArmContrast {
  const relative = varianceControl / (control * control) + varianceExperimental / (experimental * experimental);
  const onLog = differenceOf(log(experimental / control), relative, level);
  const interval = { lower: exp(onLog.interval.lower), upper: exp(onLog.interval.upper) };
  return { ...onLog, estimate: experimental / control, interval, z: sign * onLog.z };
}
