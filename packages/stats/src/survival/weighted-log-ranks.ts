import { holds, requireAll } from "../arguments.ts";
import { standardNormalSf } from "../distributions/normal.ts";
import type { TestOutcome } from "../proportions/two-proportion-test.ts";
import { type EventTable, rowsIn } from "./event-table.ts";
import { checkWeight, type EventWeight } from "./event-weight.ts";
import { type GroupedSurvival, whyNot } from "./log-rank-sums.ts";
import { checkGroups, checkSample, countGroups } from "./sample.ts";
import { tabulateSample } from "./sort-sample.ts";
import { weighEvents } from "./weigh-events.ts";

/** One weighted log-rank statistic of two groups. */
export interface WeightedLogRank {
  readonly weight: EventWeight;
  /** Weighted events expected less observed in the experimental group (1). */
  readonly score: number;
  readonly variance: number;
  /** Positive when the experimental group has fewer events than expected. */
  readonly z: number;
  /** One-sided p-value for fewer events in the experimental group. */
  readonly pFavoursExperimental: number;
}

export interface WeightedLogRanks {
  readonly tests: readonly WeightedLogRank[];
  /** Covariance of the scores, row by row. */
  readonly covariance: readonly (readonly number[])[];
  /** Correlation of the z. */
  readonly correlation: readonly (readonly number[])[];
}

/**
 * Several weighted log-rank tests of the same two groups, with their joint hypergeometric covariance: the sum over event times of
 * wi wj times the variance at that time. Source: T. G. Karrison, Stata J. 16 (2016) 678, equation 4.
 * @returns `notEstimable` where a score has no variance.
 * @throws InvalidInput for bad columns or weights, no weights, or more than two groups.
 * @example weightedLogRanks(sample, { weights: [{ kind: "logRank" }, { kind: "flemingHarrington", rho: 0, gamma: 1 }] })
 */
export function weightedLogRanks(
  sample: GroupedSurvival,
  options: { readonly weights: readonly EventWeight[] },
): TestOutcome<WeightedLogRanks> {
  const { weights } = options;
  requireAll(
    ...checkSample(sample),
    holds(sample.groups !== undefined, "groups", "there is no column of groups"),
    ...checkGroups(sample, sample),
    holds(weights.length > 0, "weights", "there are no weights"),
    ...weights.map(checkWeight),
  );
  const groups = countGroups(sample.groups);
  requireAll(holds(groups <= 2, "groups", `there are ${groups} groups`, "only two can be compared"));
  const count = weights.length;
  const scores = new Float64Array(count);
  const covariance = weights.map(() => new Float64Array(count));
  const { table } = tabulateSample(sample, 2);
  const columns = weights.map((weight) => {
    const column = new Float64Array(rowsIn(table));
    weighEvents(table, weight, column);
    return column;
  });
  addScores(table, columns, scores, covariance);
  if (covariance.some((row, i) => !(row[i]! > 0))) return { kind: "notEstimable", reason: whyNot(sample.groups) };
  const tests = weights.map((weight, i) => {
    const variance = covariance[i]![i]!;
    const z = scores[i]! / Math.sqrt(variance);
    return { weight, score: scores[i]!, variance, z, pFavoursExperimental: standardNormalSf(z) };
  });
  const correlation = covariance.map((row, i) =>
    Array.from(row, (value, j) => (i === j ? 1 : value / Math.sqrt(tests[i]!.variance * tests[j]!.variance))),
  );
  return { kind: "tested", tests, covariance: covariance.map((row) => Array.from(row)), correlation };
}

function addScores(
  table: EventTable,
  columns: readonly Float64Array[],
  scores: Float64Array,
  covariance: readonly Float64Array[],
): void {
  const rows = rowsIn(table);
  for (let row = 0; row < rows; row++) {
    const n = table.atRisk[row]!;
    const d = table.events[row]!;
    const share = table.groupAtRisk[2 * row + 1]! / n;
    const gap = d * share - table.groupEvents[2 * row + 1]!;
    const spread = n > 1 ? (d * (n - d) * share * (1 - share)) / (n - 1) : 0;
    for (let i = 0; i < columns.length; i++) {
      const w = columns[i]![row]!;
      scores[i]! += w * gap;
      for (let j = 0; j < columns.length; j++) covariance[i]![j]! += w * columns[j]![row]! * spread;
    }
  }
}
