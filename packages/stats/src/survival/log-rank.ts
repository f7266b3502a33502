import { requireAll } from "../arguments.ts";
import { standardNormalSf } from "../distributions/normal.ts";
import type { TestOutcome } from "../proportions/two-proportion-test.ts";
import { incompleteGammaUpper } from "../special/incomplete-gamma.ts";
import { countEvents, type EventTable } from "./event-table.ts";
import { checkWeight, type EventWeight, weighEvents } from "./event-weight.ts";
import { orderWithinStrata } from "./order.ts";
import { quadraticForm } from "./quadratic-form.ts";
import { checkGroups, checkSample, countGroups, type SurvivalSample } from "./sample.ts";

/** Right-censored times of patients in groups, and, if stratified, in strata. */
export interface GroupedSurvival extends SurvivalSample {
  /** 0, 1, …; with two groups 0 is control and 1 experimental. */
  readonly groups: ArrayLike<number>;
  /** Any whole numbers; patients are compared only within their stratum. */
  readonly strata?: ArrayLike<number>;
}

export interface LogRankResult {
  readonly chiSquared: number;
  readonly df: number;
  readonly pValue: number;
  /** Weighted events observed in each group. */
  readonly observed: readonly number[];
  /** Weighted events expected in each group. */
  readonly expected: readonly number[];
  /** Hypergeometric covariance of observed - expected, row by row. */
  readonly covariance: readonly (readonly number[])[];
  /** With two groups: positive when the experimental group (1) has fewer events than expected. */
  readonly z?: number;
  /** With two groups: one-sided p-value for fewer events in the experimental group. */
  readonly pFavoursExperimental?: number;
}

/**
 * Log-rank test and its weighted forms for two or more groups, stratified if strata are given, with the hypergeometric variance
 * (which holds with ties). Source: N. Mantel, Cancer Chemother. Rep. 50 (1966) 163; weights see `EventWeight`. In strata each
 * event is weighed by the curve of its own stratum, and sums are taken over strata.
 * @returns `notEstimable` where there is one group, or no event of positive weight while two groups were at risk.
 * @throws InvalidInput for columns of different lengths, bad times, events or groups, or a weight out of range.
 * @example logRankTest({ times, events, groups }, { weight: { kind: "logRank" } })
 */
export function logRankTest(
  sample: GroupedSurvival,
  options: { readonly weight: EventWeight },
): TestOutcome<LogRankResult> {
  requireAll(...checkSample(sample), ...checkGroups(sample, sample), checkWeight(options.weight));
  const groups = countGroups(sample.groups);
  const sums = emptySums(groups);
  for (const order of orderWithinStrata(sample)) {
    const table = countEvents(sample, order, groups);
    addTable(table, weighEvents(table, options.weight), sums);
  }
  const { observed, expected } = sums;
  const covariance = rowsOf(sums.covariance, groups);
  const gaps = Array.from(observed, (seen, g) => seen - expected[g]!);
  const form = quadraticForm(covariance, gaps);
  if (form === undefined) return { kind: "notEstimable", reason: whyNot(sample.groups) };
  const base = {
    kind: "tested" as const,
    chiSquared: form.value,
    df: form.rank,
    pValue: incompleteGammaUpper(form.rank / 2, form.value / 2),
    observed: Array.from(observed),
    expected: Array.from(expected),
    covariance,
  };
  if (groups !== 2) return base;
  const z = -gaps[1]! / Math.sqrt(covariance[1]![1]!);
  return { ...base, z, pFavoursExperimental: standardNormalSf(z) };
}

/** Why no direction has variance. */
export function whyNot(groups: ArrayLike<number>): string {
  for (let i = 1; i < groups.length; i++) {
    if (groups[i] !== groups[0]) return "no event of positive weight happened while two groups were at risk";
  }
  return "all patients are in one group";
}

interface Sums {
  readonly observed: Float64Array;
  readonly expected: Float64Array;
  /** Row by row. */
  readonly covariance: Float64Array;
}

function emptySums(groups: number): Sums {
  return {
    observed: new Float64Array(groups),
    expected: new Float64Array(groups),
    covariance: new Float64Array(groups * groups),
  };
}

function addTable(table: EventTable, weights: Float64Array, sums: Sums): void {
  const { rows, groups, atRisk, events, groupAtRisk, groupEvents } = table;
  const { observed, expected, covariance } = sums;
  for (let row = 0; row < rows; row++) {
    const n = atRisk[row]!;
    const d = events[row]!;
    const w = weights[row]!;
    const spread = n > 1 ? (w * w * d * (n - d)) / (n - 1) : 0;
    const at = row * groups;
    for (let g = 0; g < groups; g++) {
      const share = groupAtRisk[at + g]! / n;
      observed[g]! += w * groupEvents[at + g]!;
      expected[g]! += w * d * share;
      const piece = spread * share;
      covariance[g * groups + g]! += piece * (1 - share);
      for (let h = 0; h < g; h++) {
        const product = piece * (groupAtRisk[at + h]! / n);
        covariance[g * groups + h]! -= product;
        covariance[h * groups + g]! -= product;
      }
    }
  }
}

function rowsOf(flat: Float64Array, size: number): readonly (readonly number[])[] {
  return Array.from({ length: size }, (_, i) => Array.from(flat.subarray(i * size, (i + 1) * size)));
}
