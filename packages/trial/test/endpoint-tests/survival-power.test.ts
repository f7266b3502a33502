import { describe, expect, it } from "vitest";
import {
  describe as summarise,
  exponential,
  type NonProportionalTest,
  nonProportionalPower,
  planTrial,
  simulateTrial,
  type SurvivalCourse,
  type TrialSpec,
} from "../../src/index.ts";
import { hazards, seed } from "../trials.ts";

const course: SurvivalCourse = {
  enrolment: [{ forDays: 500, patientsPerDay: 0.5 }],
  control: [{ fromDay: 0, hazardPerDay: Math.LN2 / 300 }],
  hazardRatio: [{ fromDay: 0, hazardRatio: 0.65 }],
};
const late = { kind: "flemingHarrington", rho: 0, gamma: 0.5 } as const;
const cases: readonly { test: TrialSpec["test"]; planned: NonProportionalTest }[] = [
  {
    test: { kind: "weightedLogRank", weight: late },
    planned: { kind: "weightedLogRank", weight: late },
  },
  {
    test: { kind: "maxCombo", weights: [{ kind: "logRank" }, late] },
    planned: { kind: "maxCombo", weights: [{ kind: "logRank" }, late] },
  },
  {
    test: { kind: "restrictedMean", untilDay: 400 },
    planned: { kind: "restrictedMean", untilDay: 400 },
  },
  {
    test: { kind: "milestone", atDay: 400, scale: "plain" },
    planned: { kind: "milestone", atDay: 400 },
  },
];
const replicates = 2000;

function simulated(test: TrialSpec["test"], hazardRatio: number): number {
  const spec: TrialSpec = {
    patients: 250,
    enrolment: { kind: "uniform", durationDays: 500 },
    allocation: { kind: "permutedBlocks", blockSize: 4 },
    endpoint: { kind: "timeToEvent", followUpDays: 5000 },
    test,
    design: { kind: "fixed", alpha: 0.025, sided: 1, when: { kind: "calendarDay", day: 1000 } },
    replicates,
  };
  const trial = planTrial(spec, { outcomes: exponential(hazards(300, hazardRatio), seed), seed });
  return summarise(simulateTrial(trial)).rejected.value;
}

describe.each(cases)("$test.kind, simulated with patients", ({ test, planned }) => {
  it("has the power of its asymptotic formula, to that formula's own error", () => {
    const power = nonProportionalPower(course, {
      alpha: 0.025,
      sided: 1,
      analysisDay: 1000,
      patients: 250,
      test: planned,
    });
    const error = Math.sqrt((power * (1 - power)) / replicates);
    // The formulas are limits: 250 patients are within a point and a half of them.
    expect(Math.abs(simulated(test, 0.65) - power)).toBeLessThan(0.015 + 4 * error);
  });

  it("keeps its level under the null hypothesis", () => {
    expect(simulated(test, 1)).toBeLessThan(0.025 + 0.005 + 4 * Math.sqrt((0.025 * 0.975) / replicates));
  });
});
