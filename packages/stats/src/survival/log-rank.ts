import { standardNormalSf } from "../distributions/normal.ts";
import type { TestOutcome } from "../proportions/two-proportion-test.ts";
import { incompleteGammaUpper } from "../special/incomplete-gamma.ts";
import {
  gapsOf,
  type GroupedSurvival,
  listOf,
  type LogRankOptions,
  rowsOf,
  sumLogRanks,
  whyNot,
} from "./log-rank-sums.ts";
import { quadraticForm } from "./quadratic-form.ts";

export interface LogRankResult {
  readonly chiSquared: number;
  readonly df: number;
  readonly pValue: number;
  /** Weighted events observed in each group. */
  readonly observed: readonly number[];
  /** Weighted events expected in each group. */
  readonly expected: readonly number[];
  /** Covariance of observed - expected by the chosen variance, row by row. */
  readonly covariance: readonly (readonly number[])[];
  /** With two groups: positive when the experimental group (1) has fewer events than expected. */
  readonly z?: number;
  /** With two groups: one-sided p-value for fewer events in the experimental group. */
  readonly pFavoursExperimental?: number;
}

/**
 * Log-rank test and its weighted forms for two or more groups, stratified if strata are given. The variance is hypergeometric (which
 * holds with ties) or that of permutations. Source: N. Mantel, Cancer Chemother. Rep. 50 (1966) 163; weights see `EventWeight`. In
 * strata each event is weighed by the curve of its own stratum, and sums are taken over strata.
 * @returns `notEstimable` where there is one group, or no event of positive weight while two groups were at risk.
 * @throws InvalidInput for columns of different lengths, bad times, events or groups, or a weight or variance out of range.
 * @example logRankTest({ times, events, groups }, { weight: { kind: "logRank" } })
 */
export function logRankTest(sample: GroupedSurvival, options: LogRankOptions): TestOutcome<LogRankResult> {
  const sums = sumLogRanks(sample, options);
  const { groups, observed, expected } = sums;
  const covariance = rowsOf(sums.covariance, groups);
  const gaps = gapsOf(sums);
  const form = quadraticForm(covariance, gaps);
  if (form === undefined) return { kind: "notEstimable", reason: whyNot(sample.groups) };
  const base = {
    kind: "tested" as const,
    chiSquared: form.value,
    df: form.rank,
    pValue: incompleteGammaUpper(form.rank / 2, form.value / 2),
    observed: listOf(observed, 0, groups),
    expected: listOf(expected, 0, groups),
    covariance,
  };
  if (groups !== 2) return base;
  const z = (expected[1]! - observed[1]!) / Math.sqrt(covariance[1]![1]!);
  return { ...base, z, pFavoursExperimental: standardNormalSf(z) };
}
