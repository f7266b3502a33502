import { rectangleProbability, standardNormalIsf, sumLogRank } from "@rekindle/stats";
import { z } from "zod";
import { defineEndpointTest } from "../endpoint-test.ts";
import { eventWeightSchema, plainWeight } from "./event-weight-schema.ts";
import { trialSorter } from "./sorted-trial.ts";
import { notEstimable, testedRecord } from "./test-results.ts";

/**
 * The largest of several weighted log-rank z, put on the scale of one z: Φ⁻¹(1 - p), p by the joint normal law of the statistics and on
 * the side where it is smaller; 0 where neither is below one half. The estimate is the one-step log hazard ratio of the plain
 * log-rank test, with its variance as information. At more than one look the boundaries treat this z as if it had the canonical law.
 * The same p as `maxComboTest` of stats: Karrison (2016), doi:10.1177/1536867X1601600308.
 */
export const maxCombo = defineEndpointTest({
  kind: "maxCombo",
  options: z.strictObject({
    kind: z.literal("maxCombo"),
    weights: z.array(eventWeightSchema).min(2).max(6),
    /** Whether the outcome model's strata are kept apart. */
    stratified: z.boolean().default(false),
  }),
  reads: "timeDays",
  ready: ({ weights, stratified }, { strata, capacity, better }) => {
    const { workspace, sort } = trialSorter({ strata: stratified ? strata : 1, capacity });
    const chosen = weights.map(plainWeight);
    const columns = chosen.map(() => new Float64Array(capacity));
    const result = testedRecord();
    const sign = better === "higher" ? -1 : 1;
    return (patients) => {
      if (!sort(patients)) return notEstimable.noEvents;
      const size = chosen.length;
      const scores = chosen.map(() => 0);
      const variances = chosen.map(() => 0);
      for (let i = 0; i < size; i++) {
        sumLogRank(workspace, chosen[i]!);
        if (!(workspace.variance > 0)) return notEstimable.noEvents;
        if (chosen[i]!.kind === "logRank") columns[i]!.fill(1);
        else columns[i]!.set(workspace.weights);
        variances[i] = workspace.variance;
        scores[i] = (sign * (workspace.observed - workspace.expected)) / Math.sqrt(workspace.variance);
      }
      const correlation = correlationOf(columns, variances, workspace.table);
      result.z = combinedZ(scores, correlation);
      sumLogRank(workspace, PLAIN);
      result.estimate = (workspace.observed - workspace.expected) / workspace.variance;
      result.information = workspace.variance;
      return result;
    };
  },
});

const PLAIN = { kind: "logRank" } as const;

interface Counts {
  readonly strata: number;
  readonly start: Int32Array;
  readonly atRisk: Float64Array;
  readonly events: Float64Array;
  readonly groupAtRisk: Float64Array;
}

function correlationOf(columns: readonly Float64Array[], variances: readonly number[], table: Counts): number[][] {
  const rows = table.start[table.strata]!;
  return columns.map((mine, i) =>
    columns.map((theirs, j) => {
      if (i === j) return 1;
      let sum = 0;
      for (let row = 0; row < rows; row++) {
        const n = table.atRisk[row]!;
        if (n < 2) continue;
        const d = table.events[row]!;
        const share = table.groupAtRisk[2 * row + 1]! / n;
        sum += mine[row]! * theirs[row]! * ((d * (n - d)) / (n - 1)) * share * (1 - share);
      }
      return Math.max(-1, Math.min(1, sum / Math.sqrt(variances[i]! * variances[j]!)));
    }),
  );
}

/**
 * The smaller of the two one-sided p-values as a z of its side; 0 if it is not below one half. The law is the same for -Z, so the side with
 * the larger statistic has the smaller p.
 */
function combinedZ(scores: readonly number[], correlation: readonly (readonly number[])[]): number {
  const benefit = Math.max(...scores);
  const harm = -Math.min(...scores);
  const p = exceedance(Math.max(benefit, harm), correlation);
  if (!(p < 0.5)) return 0;
  return benefit >= harm ? standardNormalIsf(p) : -standardNormalIsf(p);
}

/** P(some Zi > c), added up term by term so that a small one keeps its digits: P(Z1 > c) + P(Z1 <= c, Z2 > c) + … */
function exceedance(c: number, correlation: readonly (readonly number[])[]): number {
  let sum = 0;
  for (let size = 1; size <= correlation.length; size++) {
    const before = Array.from({ length: size - 1 }, () => c);
    const { value } = rectangleProbability(
      {
        lower: [...before.map(() => -Infinity), c],
        upper: [...before, Infinity],
        correlation: correlation.slice(0, size).map((row) => row.slice(0, size)),
      },
      { absolute: 1e-5 },
    );
    sum += value;
  }
  return sum;
}
