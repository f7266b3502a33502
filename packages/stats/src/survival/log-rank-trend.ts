import { holds, requireAll } from "../arguments.ts";
import { standardNormalSf } from "../distributions/normal.ts";
import type { TestOutcome } from "../proportions/two-proportion-test.ts";
import { gapsOf, type GroupedSurvival, type LogRankOptions, sumLogRanks, whyNot } from "./log-rank-sums.ts";
import { firstBad } from "./sample.ts";

export interface LogRankTrend {
  /** Positive when groups with higher scores have fewer events than expected. */
  readonly z: number;
  /** Two-sided. */
  readonly pValue: number;
  /** One-sided, for fewer events with higher scores. */
  readonly pFewerEvents: number;
  /** z², on one degree of freedom. */
  readonly chiSquared: number;
  /** Σ score (observed - expected), scores taken from the first. */
  readonly trend: number;
  readonly variance: number;
}

/**
 * Log-rank test, plain or weighted, for a trend over ordered groups: Σ s_g (O_g - E_g) with variance s'Vs. It asks a narrower question
 * than `logRankTest` and has more power where it is the right one. With two groups it is that test. Source: R. E. Tarone, Biometrika 62
 * (1975) 679; J. P. Klein, M. L. Moeschberger, "Survival Analysis" (2003), section 7.4.
 * @param options `scores`: one for each group, such as doses; only their spacing matters.
 * @returns `notEstimable` where there is one group, no event while two groups were at risk, or those at risk had equal scores.
 * @throws InvalidInput for bad columns, weight or variance, or scores that are not one finite number for each group.
 * @example logRankTrendTest({ times, events, groups }, { weight: { kind: "logRank" }, scores: [0, 1, 2] })
 */
export function logRankTrendTest(
  sample: GroupedSurvival,
  options: LogRankOptions & { readonly scores: readonly number[] },
): TestOutcome<LogRankTrend> {
  const { scores } = options;
  requireAll(
    holds(Array.isArray(scores), "scores", "there are no scores", "each group needs one"),
    firstBad(scores, (score) => Number.isFinite(score) && Math.abs(score) < 1e150, "scores", "must be a finite number"),
  );
  const sums = sumLogRanks(sample, options);
  const { groups, covariance } = sums;
  requireAll(
    holds(scores.length === groups, "scores", `${scores.length} scores for ${groups} groups`, "each group needs one"),
  );
  const gaps = gapsOf(sums);
  const steps = scores.map((score) => score - scores[0]!);
  const largest = steps.reduce((most, step) => Math.max(most, Math.abs(step)), 0);
  if (largest === 0) return { kind: "notEstimable", reason: "all groups have the same score" };
  let trend = 0;
  let variance = 0;
  let scale = 0;
  for (let g = 0; g < groups; g++) {
    const own = steps[g]! / largest;
    trend += own * gaps[g]!;
    for (let h = 0; h < groups; h++) {
      const piece = own * (steps[h]! / largest) * covariance[g * groups + h]!;
      variance += piece;
      scale += Math.abs(piece);
    }
  }
  if (covariance.every((value) => value === 0)) return { kind: "notEstimable", reason: whyNot(sample.groups) };
  // What is left of sums that cancel is rounding.
  if (!(variance > 1e-11 * scale)) {
    return { kind: "notEstimable", reason: "the groups at risk at events have the same score" };
  }
  const z = (0 - trend) / Math.sqrt(variance);
  return {
    kind: "tested",
    z,
    pValue: 2 * standardNormalSf(Math.abs(z)),
    pFewerEvents: standardNormalSf(z),
    chiSquared: z * z,
    trend: trend * largest,
    variance: variance * largest * largest,
  };
}
