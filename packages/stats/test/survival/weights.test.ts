import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type EventWeight, logRankTest, logRankTrendTest } from "../../src/index.ts";

interface DataSet {
  readonly times: readonly number[];
  readonly events: readonly number[];
  readonly groups: readonly number[];
  readonly strata: readonly number[] | null;
}
interface Test {
  readonly weight: "logRank" | "gehanBreslow" | "taroneWare" | "petoPeto" | "prenticeMarek" | "modifiedPetoPeto";
  readonly stratified: boolean;
  readonly scores: readonly number[];
  readonly covariance: readonly (readonly number[])[];
  readonly chiSquared: number;
  /** Positive with more events where scores are higher. */
  readonly trendZ: number;
  readonly permutation: number;
  /** Positive with fewer events where scores are higher. */
  readonly permutationTrendZ: number;
}
interface ReferenceSet {
  readonly data: string;
  readonly by: "groups" | "strata";
  readonly trend: readonly number[];
  readonly tests: readonly Test[];
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../reference/survival/${name}.json`, import.meta.url), "utf8"));
}

const { sets } = read("weights") as { readonly sets: readonly ReferenceSet[] };
const close = { relative: 1e-10, absolute: 1e-10, because: "R adds up in another order" };

function sampleOf({ data, by }: ReferenceSet, isStratified: boolean) {
  const { times, events, groups, strata } = read(data) as DataSet;
  const column = by === "groups" ? groups : strata!;
  const least = Math.min(...column);
  const sample = { times, events, groups: column.map((group) => group - least) };
  return isStratified ? { ...sample, strata: strata! } : sample;
}

describe.each(sets)(
  "$data by $by",
  {
    meta: {
      validates: {
        requirement: "Weighted log-rank tests and the log-rank test for trend",
        functions: ["logRankTest", "logRankTrendTest"],
        source: "R 4.2.2 from the definition, agreeing with survival 3.5.3; coin 1.4.2 for permutation variances",
      },
    },
  },
  (set) => {
    it.each(set.tests)("$weight, stratified $stratified", (test) => {
      const sample = sampleOf(set, test.stratified);
      const weight: EventWeight = { kind: test.weight };
      const ours = logRankTest(sample, { weight });
      if (ours.kind !== "tested") throw new Error(ours.reason);
      expect(ours.chiSquared).agreesWith(test.chiSquared, close);
      for (const [g, score] of test.scores.entries()) {
        expect(ours.observed[g]! - ours.expected[g]!).agreesWith(score, {
          ...close,
          absolute: 1e-10 * ours.observed[g]!,
        });
        for (const [h, value] of test.covariance[g]!.entries()) {
          expect(ours.covariance[g]![h]!).agreesWith(value, close);
        }
      }
      const permuted = logRankTest(sample, { weight, variance: "permutation" });
      expect(permuted.kind === "tested" ? permuted.chiSquared : -1).agreesWith(test.permutation, close);
      const trend = logRankTrendTest(sample, { weight, scores: set.trend });
      expect(trend.kind === "tested" ? trend.z : -100).agreesWith(-test.trendZ, close);
      const permutedTrend = logRankTrendTest(sample, { weight, scores: set.trend, variance: "permutation" });
      expect(permutedTrend.kind === "tested" ? permutedTrend.z : -100).agreesWith(test.permutationTrendZ, close);
    });
  },
);

describe("the test for trend", () => {
  const sample = { times: [5, 8, 12, 3, 4, 9], events: [1, 0, 1, 1, 1, 1], groups: [1, 1, 1, 0, 0, 0] };
  const weight = { kind: "logRank" } as const;

  it("is the log-rank test for two groups, whatever the scores", () => {
    const two = logRankTest(sample, { weight });
    const trend = logRankTrendTest(sample, { weight, scores: [-3, 39] });
    if (two.kind !== "tested" || trend.kind !== "tested") throw new Error("not tested");
    expect(trend.z).withinUlps(two.z!, 4);
    expect(trend.pFewerEvents).withinUlps(two.pFavoursExperimental!, 64);
    expect(trend.chiSquared).withinUlps(two.chiSquared, 8);
  });

  it("says why it cannot be made", () => {
    const groups = [0, 1, 2, 0, 1, 2];
    expect(logRankTrendTest({ ...sample, groups }, { weight, scores: [4, 4, 4] })).exactly({
      kind: "notEstimable",
      reason: "all groups have the same score",
    });
    expect(logRankTrendTest({ ...sample, events: groups.map(() => 0) }, { weight, scores: [0, 1] })).exactly({
      kind: "notEstimable",
      reason: "no event of positive weight happened while two groups were at risk",
    });
    const pair = { times: [1, 2], events: [1, 1], groups: [0, 2] };
    expect(logRankTrendTest(pair, { weight, scores: [1, 5, 1] })).exactly({
      kind: "notEstimable",
      reason: "the groups at risk at events have the same score",
    });
  });

  it("refuses scores that do not fit", () => {
    expect(() => logRankTrendTest(sample, { weight, scores: [0, 1, 2] })).toThrow(/scores: 3 scores for 2 groups/);
    expect(() => logRankTrendTest(sample, { weight, scores: [0, Number.NaN] })).toThrow(/scores.1: NaN/);
    expect(() => logRankTest(sample, { weight, variance: "exact" as "permutation" })).toThrow(/variance: exact/);
  });
});
