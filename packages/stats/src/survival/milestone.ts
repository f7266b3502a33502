import { notNegative, oneOf, requireAll } from "../arguments.ts";
import { standardNormalSf } from "../distributions/normal.ts";
import { log } from "../elementary/log.ts";
import { checkLevel } from "../proportions/interval.ts";
import type { TestOutcome } from "../proportions/two-proportion-test.ts";
import { kaplanMeier, survivalAt } from "./kaplan-meier.ts";
import type { GroupedSurvival } from "./log-rank-sums.ts";
import { type ArmContrast, differenceOf } from "./restricted-mean.ts";
import type { SurvivalSample } from "./sample.ts";
import { splitArms } from "./two-arms.ts";

export interface Milestone {
  readonly survival: number;
  /** Greenwood's. */
  readonly standardError: number;
}

export interface MilestoneComparison {
  readonly arms: readonly [control: Milestone, experimental: Milestone];
  /** Survival of the experimental arm less that of control at the milestone, with a Wald interval. */
  readonly difference: ArmContrast;
  /** The test on the chosen scale; positive z when the experimental arm does better. */
  readonly z: number;
  readonly pValue: number;
}

/**
 * Survival of two arms at one time, fixed in advance. The test is on the scale `plain` or `logLog`; with small samples the latter
 * keeps its level better. Source: J. P. Klein, B. Logan, M. Harhoff, P. K. Andersen, Stat. Med. 26 (2007) 4505, doi:10.1002/sim.2864,
 * statistics X1² (plain) and X3² (log(-log)).
 * @returns `notEstimable` where an arm is empty, its follow-up ends before the time, or the variance on the scale does not exist.
 * @throws InvalidInput for bad columns, more than two groups, or a bad time, scale or level.
 * @example compareMilestones({ times, events, groups }, { time: 365, scale: "logLog", level: 0.95 })
 */
export function compareMilestones(
  sample: Omit<GroupedSurvival, "strata">,
  options: { readonly time: number; readonly scale: "plain" | "logLog"; readonly level: number },
): TestOutcome<MilestoneComparison> {
  const { time, scale, level } = options;
  requireAll(checkLevel(level), notNegative("time", time), oneOf("scale", scale, ["plain", "logLog"]));
  const arms = splitArms(sample);
  if (arms.kind !== "tested") return arms;
  const control = milestone(arms.control, time);
  if (typeof control === "string") return { kind: "notEstimable", reason: `control: ${control}` };
  const experimental = milestone(arms.experimental, time);
  if (typeof experimental === "string") return { kind: "notEstimable", reason: `experimental: ${experimental}` };
  const variance =
    control.standardError * control.standardError + experimental.standardError * experimental.standardError;
  if (!(variance > 0)) return { kind: "notEstimable", reason: "survival is 0 or 1 in both arms, without variance" };
  const difference = differenceOf(experimental.survival - control.survival, variance, level);
  const z = scale === "plain" ? difference.z : logLogZ(control, experimental);
  if (z === undefined)
    return { kind: "notEstimable", reason: "an arm has survival 0 or 1, where log(-log) is infinite" };
  return { kind: "tested", arms: [control, experimental], difference, z, pValue: 2 * standardNormalSf(Math.abs(z)) };
}

function milestone(arm: SurvivalSample, time: number): Milestone | string {
  const curve = kaplanMeier(arm, { interval: "plain", level: 0.95 });
  const { survival, standardError } = survivalAt(curve, time);
  const last = curve.points[curve.points.length - 1]!.time;
  if (last < time && survival > 0) return `follow-up ends at ${last}, before ${time}`;
  return { survival, standardError };
}

function logLogZ(control: Milestone, experimental: Milestone): number | undefined {
  const ends = [control, experimental];
  if (ends.some(({ survival }) => survival === 0 || survival === 1)) return undefined;
  const variance = ends.reduce((sum, { survival, standardError }) => {
    const relative = standardError / (survival * log(survival));
    return sum + relative * relative;
  }, 0);
  return (log(-log(control.survival)) - log(-log(experimental.survival))) / Math.sqrt(variance);
}
