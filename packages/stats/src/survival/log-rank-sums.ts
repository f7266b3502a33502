import { holds, oneOf, requireAll } from "../arguments.ts";
import { type EventTable, rowsIn } from "./event-table.ts";
import { checkWeight, type EventWeight } from "./event-weight.ts";
import { addPermutationCovariance } from "./permutation-covariance.ts";
import { checkGroups, checkSample, countGroups, type SurvivalSample } from "./sample.ts";
import { spaceForWeights, tabulateSample } from "./sort-sample.ts";
import { weighEvents } from "./weigh-events.ts";

/** Right-censored times of patients in groups, and, if stratified, in strata. */
export interface GroupedSurvival extends SurvivalSample {
  /** 0, 1, …; with two groups 0 is control and 1 experimental. */
  readonly groups: ArrayLike<number>;
  /** Any whole numbers; patients are compared only within their stratum. */
  readonly strata?: ArrayLike<number>;
}

/**
 * `hypergeometric`: given the patients at risk at each event time, as R's survdiff. `permutation`: of the patients' scores over
 * all assignments to groups of these sizes within strata, as R's coin; it needs censoring that does not depend on the group.
 */
export type LogRankVariance = "hypergeometric" | "permutation";

export interface LogRankOptions {
  readonly weight: EventWeight;
  /** `hypergeometric` unless told otherwise. */
  readonly variance?: LogRankVariance;
}

/** Weighted sums over event times and strata. */
export interface LogRankSums {
  readonly groups: number;
  readonly observed: Float64Array;
  readonly expected: Float64Array;
  /** Row by row. */
  readonly covariance: Float64Array;
}

/** @throws InvalidInput for bad columns, weight or variance. */
export function sumLogRanks(
  sample: GroupedSurvival,
  { weight, variance = "hypergeometric" }: LogRankOptions,
): LogRankSums {
  requireAll(
    ...checkSample(sample),
    holds(sample.groups !== undefined, "groups", "there is no column of groups"),
    ...checkGroups(sample, sample),
    checkWeight(weight),
    oneOf("variance", variance, ["hypergeometric", "permutation"]),
  );
  const groups = countGroups(sample.groups);
  const { sorted, table } = tabulateSample(sample, groups);
  const weights = spaceForWeights(rowsIn(table));
  weighEvents(table, weight, weights);
  const sums = {
    groups,
    observed: new Float64Array(groups),
    expected: new Float64Array(groups),
    covariance: new Float64Array(groups * groups),
  };
  addTable(table, weights, sums, variance === "hypergeometric");
  if (variance === "permutation") addPermutationCovariance(sorted, table, weights, sums.covariance);
  return sums;
}

function addTable(table: EventTable, weights: Float64Array, sums: LogRankSums, withCovariance: boolean): void {
  const { groups, atRisk, events, groupAtRisk, groupEvents } = table;
  const { observed, expected, covariance } = sums;
  const shares = new Float64Array(groups);
  const rows = rowsIn(table);
  for (let row = 0; row < rows; row++) {
    const n = atRisk[row]!;
    const d = events[row]!;
    const w = weights[row]!;
    const spread = withCovariance && n > 1 ? (w * w * d * (n - d)) / (n - 1) : 0;
    const at = row * groups;
    for (let g = 0; g < groups; g++) {
      const share = groupAtRisk[at + g]! / n;
      shares[g] = share;
      observed[g] = observed[g]! + w * groupEvents[at + g]!;
      expected[g] = expected[g]! + w * d * share;
      const piece = spread * share;
      const own = g * groups;
      for (let h = 0; h < g; h++) covariance[own + h] = covariance[own + h]! - piece * shares[h]!;
      covariance[own + g] = covariance[own + g]! + piece * (1 - share);
    }
  }
  for (let g = 0; g < groups; g++) {
    for (let h = 0; h < g; h++) covariance[h * groups + g] = covariance[g * groups + h]!;
  }
}

/** Observed less expected. */
export function gapsOf({ groups, observed, expected }: LogRankSums): number[] {
  const gaps: number[] = [];
  for (let g = 0; g < groups; g++) gaps.push(observed[g]! - expected[g]!);
  return gaps;
}

// Plain loops: Array.from goes through the iterator of a typed array, which costs a microsecond each time.
export function listOf(flat: Float64Array, from: number, to: number): readonly number[] {
  const list: number[] = [];
  for (let i = from; i < to; i++) list.push(flat[i]!);
  return list;
}

export function rowsOf(flat: Float64Array, size: number): readonly (readonly number[])[] {
  const rows: (readonly number[])[] = [];
  for (let i = 0; i < size; i++) rows.push(listOf(flat, i * size, (i + 1) * size));
  return rows;
}

/** Why no direction has variance. */
export function whyNot(groups: ArrayLike<number>): string {
  for (let i = 1; i < groups.length; i++) {
    if (groups[i] !== groups[0]) return "no event of positive weight happened while two groups were at risk";
  }
  return "all patients are in one group";
}
