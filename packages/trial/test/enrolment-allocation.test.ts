import { parseSeed } from "@rekindle/stats";
import { describe, expect, it } from "vitest";
import {
  type Allocation,
  analyticTwin,
  allocationSchema,
  bernoulli,
  describe as summarise,
  enrolmentSchema,
  planTrial,
  replayReplicate,
  simulateTrial,
  type TrialSpec,
} from "../src/index.ts";
import { rates, responseSpec } from "./trials.ts";

const seed = parseSeed(20260823);

function trialOf(more: Partial<TrialSpec>, recipe = rates(0.2, 0.4)) {
  return planTrial({ ...responseSpec, ...more }, { outcomes: bernoulli(recipe, seed), seed });
}

const daysOf = (enrolment: TrialSpec["enrolment"], patients: number, replicate = 0): number[] =>
  replayReplicate(trialOf({ enrolment, patients, replicates: 3000 }), replicate).patients.map(
    (patient) => patient.enrolmentDay,
  );

describe("piecewise enrolment", () => {
  const periods = [{ forDays: 10, patientsPerDay: 0.5 }, { forDays: 5, patientsPerDay: 0 }, { patientsPerDay: 2 }];

  it("steady: patients come as the cumulative rate reaches whole numbers, and nobody during a pause", () => {
    // 0.5 a day for 10 days reaches 5 on day 10; the sixth comes when 5 is reached, the next ones half a day apart after the pause.
    expect(daysOf({ kind: "piecewise", periods, arrivals: "steady" }, 9)).exactly([0, 2, 4, 6, 8, 10, 15.5, 16, 16.5]);
  });

  it("of one period is steady enrolment", () => {
    const one = daysOf({ kind: "piecewise", periods: [{ patientsPerDay: 0.4 }] }, 20);
    daysOf({ kind: "steady", patientsPerDay: 0.4 }, 20).forEach((day, i) =>
      expect(one[i]!).agreesWith(day, { relative: 1e-14, because: "sums and products round in another order" }),
    );
  });

  it("poisson: as many as the cumulative rate says, on average", () => {
    const enrolment = { kind: "piecewise", periods, arrivals: "poisson" } as const;
    const replicates = 2000;
    let before = 0;
    let inPause = 0;
    for (let i = 0; i < replicates; i++) {
      const days = daysOf(enrolment, 40, i);
      before += days.filter((day) => day < 10).length;
      inPause += days.filter((day) => day > 10 && day < 15).length;
    }
    expect(inPause).exactly(0);
    // Poisson with mean 5 in the first ten days.
    expect(before / replicates).withinMonteCarlo(5, { standardError: Math.sqrt(5 / replicates), falseAlarm: 1e-6 });
  });

  it("refuses periods that say nothing", () => {
    const bad = { kind: "piecewise", periods: [{ patientsPerDay: 1 }, { forDays: 3, patientsPerDay: 0 }] };
    expect(enrolmentSchema.safeParse(bad).error!.issues.map(({ path }) => path.join("."))).exactly([
      "periods.0.forDays",
      "periods.1.forDays",
      "periods.1.patientsPerDay",
    ]);
  });
});

const armsOf = (allocation: Allocation, replicate: number, patients = 60): number[] =>
  replayReplicate(trialOf({ allocation, patients, replicates: 5000 }), replicate).patients.map(({ arm }) =>
    arm === "experimental" ? 1 : 0,
  );

/** Experimental less control patients, after each patient. */
function leads(arms: readonly number[]): number[] {
  let lead = 0;
  return arms.map((arm) => (lead += arm === 1 ? 1 : -1));
}

describe("allocation that balances", () => {
  it("big stick never lets an arm lead by more", () => {
    const allocation = allocationSchema.parse({ kind: "bigStick", imbalance: 3 });
    const reached = new Set<number>();
    for (let i = 0; i < 300; i++) for (const lead of leads(armsOf(allocation, i))) reached.add(Math.abs(lead));
    expect(Math.max(...reached)).exactly(3);
  });

  it("a biased coin favours the arm behind as often as it says", () => {
    const allocation = allocationSchema.parse({ kind: "biasedCoin" });
    let behind = 0;
    let tossed = 0;
    for (let i = 0; i < 600; i++) {
      const arms = armsOf(allocation, i);
      const lead = leads(arms);
      for (let k = 1; k < arms.length; k++) {
        if (lead[k - 1] === 0) continue;
        tossed++;
        if (lead[k - 1]! > 0 === (arms[k] === 0)) behind++;
      }
    }
    expect(behind / tossed).withinMonteCarlo(2 / 3, { standardError: Math.sqrt(2 / 9 / tossed), falseAlarm: 1e-6 });
  });

  it("an urn that begins empty gives its second patient to the other arm", () => {
    const allocation = allocationSchema.parse({ kind: "urn" });
    for (let i = 0; i < 50; i++) {
      const [first, second] = armsOf(allocation, i);
      expect(first! + second!).exactly(1);
    }
  });

  it("keeps the strata apart if asked to", () => {
    const recipe = {
      kind: "bernoulli",
      strata: ["a", "b"].map((name) => ({ name, weight: 1, control: 0.2, experimental: 0.4 })),
    } as const;
    const allocation = allocationSchema.parse({ kind: "bigStick", imbalance: 1, stratified: true });
    const trial = trialOf({ allocation, replicates: 100 }, { ...recipe, strata: [...recipe.strata] });
    for (let i = 0; i < 100; i++) {
      const { patients } = replayReplicate(trial, i);
      for (const name of ["a", "b"]) {
        const lead = patients.reduce(
          (sum, { arm, stratum }) => sum + (stratum !== name ? 0 : arm === "experimental" ? 1 : -1),
          0,
        );
        expect(Math.abs(lead)).toBeLessThanOrEqual(1);
      }
    }
  });

  it.each([
    { kind: "biasedCoin", probability: 0.7 },
    { kind: "bigStick", imbalance: 2 },
    { kind: "urn", initial: 1, added: 1 },
  ])("$kind has an exact twin: enumeration over the law of the arms' sizes", (written) => {
    const allocation = allocationSchema.parse(written);
    const trial = trialOf({ allocation, patients: 41, replicates: 20_000 });
    const twin = analyticTwin(trial, rates(0.2, 0.4));
    if (twin.kind !== "analytic") throw new Error(twin.reason);
    expect(twin.exact).toBe(true);
    const { rejected } = summarise(simulateTrial(trial));
    expect(rejected.value).withinMonteCarlo(twin.power, { standardError: rejected.standardError, falseAlarm: 1e-6 });
  });
});
