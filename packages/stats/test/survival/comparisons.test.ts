import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  atRiskAt,
  compareMilestones,
  compareRestrictedMeans,
  cumulativeHazard,
  type EventWeight,
  kaplanMeier,
  maxComboTest,
  weightedLogRanks,
} from "../../src/index.ts";

interface Hazards {
  readonly time: readonly number[];
  readonly hazard: readonly number[];
  readonly standardError: readonly number[];
}
interface Weighted {
  readonly score: readonly number[];
  readonly covariance: readonly (readonly number[])[];
  readonly z: readonly number[];
  readonly combo: readonly number[];
  readonly oneSided: number;
  readonly twoSided: number;
}
type Pair = readonly [number, number];
interface DataSet {
  readonly name: string;
  readonly times: readonly number[];
  readonly events: readonly number[];
  readonly groups: readonly number[];
  readonly strata: readonly number[];
  readonly weights: readonly EventWeight[];
  readonly hazards: Readonly<Record<"nelsonAalen" | "flemingHarrington", Hazards>>;
  readonly plain: Weighted;
  readonly stratified: Weighted;
  readonly restrictedMean: { readonly horizon: number; readonly control: Pair; readonly experimental: Pair };
  readonly milestone: { readonly time: number; readonly control: Pair; readonly experimental: Pair };
}

const file = new URL("../reference/survival/comparisons.json", import.meta.url);
const { sets } = JSON.parse(readFileSync(file, "utf8")) as { readonly sets: readonly DataSet[] };
const because = "R adds up in another order";
const close = { relative: 1e-10, absolute: 1e-12, because };

describe.each(sets)(
  "$name, as R has it",
  {
    meta: {
      validates: {
        requirement: "Cumulative hazard, weighted log-rank tests, MaxCombo, restricted means, milestones",
        functions: [
          "cumulativeHazard",
          "weightedLogRanks",
          "maxComboTest",
          "compareRestrictedMeans",
          "compareMilestones",
        ],
        source: "R survival 3.5.3, mvtnorm 1.1.3",
      },
    },
  },
  (set) => {
    const { times, events, groups, strata } = set;

    it.each(["nelsonAalen", "flemingHarrington"] as const)("cumulative hazard, %s", (ties) => {
      const points = cumulativeHazard({ times, events }, { ties, interval: "log", level: 0.95 });
      const reference = set.hazards[ties];
      expect(points.map(({ time }) => time)).exactly(reference.time);
      for (const [i, point] of points.entries()) {
        expect(point.hazard).agreesWith(reference.hazard[i]!, close);
        expect(point.standardError).agreesWith(reference.standardError[i]!, close);
      }
    });

    it.each(["plain", "stratified"] as const)("weighted log-rank scores, covariances and MaxCombo, %s", (which) => {
      const sample = which === "plain" ? { times, events, groups } : { times, events, groups, strata };
      const reference = set[which];
      const ours = weightedLogRanks(sample, { weights: set.weights });
      if (ours.kind !== "tested") throw new Error(ours.reason);
      for (const [i, test] of ours.tests.entries()) {
        expect(test.score).agreesWith(reference.score[i]!, close);
        expect(test.z).agreesWith(reference.z[i]!, close);
        for (const [j, value] of ours.covariance[i]!.entries()) {
          expect(value).agreesWith(reference.covariance[i]![j]!, close);
        }
      }
      const weights = reference.combo.map((i) => set.weights[i]!);
      const one = maxComboTest(sample, { weights, alternative: "experimentalBetter" });
      if (one.kind !== "tested") throw new Error(one.reason);
      expect(one.pValue).agreesWith(reference.oneSided, {
        absolute: 1e-10,
        because: "mvtnorm's TVPACK is good to 1e-12",
      });
      const two = maxComboTest(sample, { weights, alternative: "twoSided" });
      if (two.kind !== "tested") throw new Error(two.reason);
      expect(two.pValue).agreesWith(reference.twoSided, {
        absolute: 2e-6,
        because: "the reference is quasi Monte Carlo",
      });
      expect(two.pValueError).toBeLessThan(1e-10);
    });

    it("restricted means", () => {
      const { horizon, control, experimental } = set.restrictedMean;
      const ours = compareRestrictedMeans({ times, events, groups }, { horizon, level: 0.95 });
      if (ours.kind !== "tested") throw new Error(ours.reason);
      for (const [arm, reference] of [
        [ours.arms[0], control],
        [ours.arms[1], experimental],
      ] as const) {
        expect(arm.mean).agreesWith(reference[0], close);
        expect(Math.sqrt(arm.variance)).agreesWith(reference[1], close);
      }
      const error = Math.sqrt(control[1] ** 2 + experimental[1] ** 2);
      expect(ours.difference.estimate).agreesWith(experimental[0] - control[0], { absolute: 1e-9, because });
      expect(ours.difference.standardError).agreesWith(error, close);
    });

    it("milestones", () => {
      const { time, control, experimental } = set.milestone;
      const ours = compareMilestones({ times, events, groups }, { time, scale: "logLog", level: 0.95 });
      if (ours.kind !== "tested") throw new Error(ours.reason);
      for (const [arm, reference] of [
        [ours.arms[0], control],
        [ours.arms[1], experimental],
      ] as const) {
        expect(arm.survival).agreesWith(reference[0], close);
        expect(arm.standardError).agreesWith(reference[1], close);
      }
      // Klein et al. 2007, X3², from R's estimates.
      const onScale = ([s]: Pair): number => Math.log(-Math.log(s));
      const spread = ([s, e]: Pair): number => (e / (s * Math.log(s))) ** 2;
      const z = (onScale(control) - onScale(experimental)) / Math.sqrt(spread(control) + spread(experimental));
      expect(ours.z).agreesWith(z, close);
    });
  },
);

describe("restricted means of the PBC trial, as survRM2 1.0-4 prints them", {
  meta: {
    validates: {
      requirement: "Restricted mean survival time",
      functions: ["compareRestrictedMeans"],
      source: "survRM2 1.0-4, recorded output",
    },
  },
}, () => {
  const { times, events, groups } = sets.find(({ name }) => name === "pbc")!;
  const ours = compareRestrictedMeans({ times, events, groups }, { horizon: 10, level: 0.95 });
  if (ours.kind !== "tested") throw new Error(ours.reason);

  it("arms, difference and ratios", () => {
    // survRM2's arm 1 (D-penicillamine) is our experimental arm.
    expect(ours.arms[1].mean).asPrinted("7.1464929963");
    expect(Math.sqrt(ours.arms[1].variance)).asPrinted("0.2827748496");
    expect(ours.arms[0].mean).asPrinted("7.2834157612");
    expect(Math.sqrt(ours.arms[0].variance)).asPrinted("0.2954780922");
    expect(ours.difference.estimate).asPrinted("-0.1369227649");
    expect(ours.difference.interval.lower).asPrinted("-0.9385190863");
    expect(ours.difference.interval.upper).asPrinted("0.6646735566");
    expect(ours.difference.pValue).asPrinted("0.7377860875");
    expect(ours.ratio?.estimate).asPrinted("0.9812007485");
    expect(ours.ratio?.interval.lower).asPrinted("0.8780524358");
    expect(ours.ratio?.interval.upper).asPrinted("1.0964663038");
    expect(ours.timeLostRatio?.estimate).asPrinted("1.0504025470");
  });
});

describe("patients at risk", () => {
  it("counts those not yet gone just before each time", () => {
    const curve = kaplanMeier({ times: [3, 5, 5, 9], events: [1, 0, 1, 0] }, { interval: "log", level: 0.95 });
    expect(atRiskAt(curve, [0, 3, 4, 5, 6, 9, 10])).exactly([4, 4, 3, 3, 1, 1, 0]);
  });
});
