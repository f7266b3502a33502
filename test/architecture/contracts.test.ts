import { cohortOutcomeModel } from "@rekindle/cohort";
import { parseSeed } from "@rekindle/stats";
import { describe as describeRun, type OutcomeModel, planTrial, simulateTrial } from "@rekindle/trial";
import { describe, expect, it } from "vitest";

const population = { genotypes: { RAS: 1 }, restoration: { RAS: { kind: "point", value: 0.7 } } } as const;
const drugs = [{ drug: "trametinib" }];

describe("contracts between rooms that do not know each other", () => {
  it("virtual patients have the shape of an outcome model, and a trial runs on them", () => {
    // The assignment is the test: cohort declares its own type, and trial must accept it.
    const outcomes: OutcomeModel = cohortOutcomeModel(
      {
        population,
        protocols: [
          { drugs, durationDays: 42, activity: { kind: "none" } },
          { drugs, durationDays: 42, activity: { kind: "fixed", activityGBq: 7.4 } },
        ],
        responseAtDay: 183,
      },
      parseSeed(1),
      60,
    );
    const trial = planTrial(
      {
        patients: 60,
        enrolment: { kind: "steady", patientsPerDay: 0.5 },
        endpoint: { kind: "response", atDay: 183, denominator: "randomised" },
        test: { kind: "riskDifference" },
        design: { kind: "fixed", alpha: 0.025, sided: 1 },
        replicates: 100,
      },
      { outcomes, seed: parseSeed(1) },
    );
    expect(describeRun(simulateTrial(trial)).replicates).exactly(100);
  });
});
