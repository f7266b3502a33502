import { type CohortRecipe, cohortOutcomeModel } from "@rekindle/cohort";
import { parseSeed } from "@rekindle/stats";
import {
  analyticTwin,
  describe as characteristics,
  type OutcomeModel,
  planTrial,
  simulateTrial,
  type TrialSpec,
} from "@rekindle/trial";
import { describe, expect, it } from "vitest";

/** Virtual patients in the trial engine: what must hold whatever the patients are like. */
const seed = parseSeed(20260823);
const drugs = [{ drug: "dabrafenib", genotypes: ["BRAF_V600E"] }, { drug: "trametinib" }];
const drugAlone = { drugs, durationDays: 42, activity: { kind: "none" } } as const;
const withRadioiodine = { drugs, durationDays: 42, activity: { kind: "fixed", activityGBq: 5.5 } } as const;
const population = {
  genotypes: { BRAF_V600E: 0.5, RAS: 0.5 },
  restoration: { BRAF_V600E: { kind: "point", value: 0.65 }, RAS: { kind: "point", value: 0.8 } },
} as const;

const progression: TrialSpec = {
  patients: 160,
  enrolment: { kind: "steady", patientsPerDay: 0.5 },
  allocation: { kind: "permutedBlocks", ratio: [1, 1], blockSize: 4 },
  endpoint: { kind: "timeToEvent", followUpDays: 730, better: "higher" },
  test: { kind: "logRank" },
  design: { kind: "fixed", alpha: 0.025, sided: 1 },
  replicates: 2000,
};
const response: TrialSpec = {
  ...progression,
  patients: 80,
  endpoint: { kind: "response", atDay: 183, denominator: "randomised", better: "higher" },
  test: { kind: "riskDifference" },
};

function run(spec: TrialSpec, recipe: Omit<CohortRecipe, "population">) {
  const outcomes: OutcomeModel = cohortOutcomeModel({ population, ...recipe }, seed, spec.patients);
  const trial = planTrial(spec, { outcomes, seed, namespace: "population" });
  return { trial, result: characteristics(simulateTrial(trial)) };
}

describe("trials of virtual patients", () => {
  const same = run(progression, { protocols: [drugAlone, drugAlone], followUpDays: 730 }).result;

  it("of the same protocol twice reject at the level of the log-rank test", () => {
    expect(same.rejected.value).withinMonteCarlo(0.025, { replicates: 2000, falseAlarm: 1e-6 });
    expect(same.notEstimable).exactly({});
  });

  it("of radioiodine that kills nothing are, patient by patient, trials of the same protocol twice", () => {
    const parameters = { radiosensitivityPerGy: 0 };
    const idle = run(progression, { protocols: [drugAlone, withRadioiodine], followUpDays: 730, parameters }).result;
    const twice = run(progression, { protocols: [drugAlone, drugAlone], followUpDays: 730, parameters }).result;
    expect(idle).exactly(twice);
    expect(twice).exactly(same);
  });

  it("of radioiodine that works have the power of coins with the same rates", () => {
    const recipe = { protocols: [drugAlone, withRadioiodine], responseAtDay: 183 };
    const { trial, result } = run(response, recipe);
    const people = 100_000;
    const { fill } = cohortOutcomeModel({ population, ...recipe }, parseSeed("other people"), people);
    const column = () => new Uint8Array(people);
    const times = new Float64Array(people);
    const columns = { stratum: column(), evaluable: column(), response: column(), timeDays: times, event: column() };
    const rates = [0, 1].map((arm) => {
      const request = { replicate: 0, patients: people, arm: Uint8Array.from({ length: people }, () => arm) };
      fill(request, columns);
      return columns.response.reduce((sum, each) => sum + each, 0) / people;
    });
    const strata = [{ name: "all", weight: 1, control: rates[0]!, experimental: rates[1]! }];
    const twin = analyticTwin(trial, { kind: "bernoulli", strata });
    if (twin.kind === "none") throw new Error(twin.reason);
    // The rates' own error moves the power by less than two thirds of a point: added as a second standard error.
    const binomial = Math.sqrt((twin.power * (1 - twin.power)) / 2000);
    expect(result.rejected.value).withinMonteCarlo(twin.power, {
      standardError: Math.hypot(binomial, 0.0065),
      falseAlarm: 1e-6,
    });
    expect(twin.power).toBeGreaterThan(0.5);
  });
});
