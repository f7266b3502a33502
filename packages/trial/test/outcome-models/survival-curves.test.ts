import { kaplanMeier, parseSeed, survivalAt } from "@rekindle/stats";
import { describe, expect, it } from "vitest";
import {
  describe as summarise,
  nonProportionalPower,
  planTrial,
  replayReplicate,
  simulateTrial,
  type SurvivalCourse,
  type SurvivalCurvesRecipe,
  survivalCurves,
  survivalCurvesRecipe,
  type TrialSpec,
} from "../../src/index.ts";

const seed = parseSeed(20260823);
const hazard = Math.LN2 / 300;
const delayed: SurvivalCurvesRecipe = {
  kind: "survivalCurves",
  strata: [
    {
      name: "all",
      weight: 1,
      control: { kind: "piecewise", hazards: [{ fromDay: 0, hazardPerDay: hazard }] },
      experimental: {
        kind: "piecewise",
        hazards: [
          { fromDay: 0, hazardPerDay: hazard },
          { fromDay: 120, hazardPerDay: 0.6 * hazard },
        ],
      },
    },
  ],
  dropoutHazardPerDay: 0.0001,
};

const spec: TrialSpec = {
  patients: 300,
  enrolment: { kind: "uniform", durationDays: 365 },
  allocation: { kind: "permutedBlocks", blockSize: 4 },
  endpoint: { kind: "timeToEvent", followUpDays: 10_000 },
  test: { kind: "logRank" },
  design: { kind: "fixed", alpha: 0.025, sided: 1, when: { kind: "calendarDay", day: 1095 } },
  replicates: 3000,
};

function rejectedBy(test: TrialSpec["test"], recipe = delayed) {
  const trial = planTrial({ ...spec, test }, { outcomes: survivalCurves(recipe, seed), seed });
  return summarise(simulateTrial(trial)).rejected;
}

describe("survivalCurves", () => {
  it("gives each arm its curve, by Kaplan-Meier over many patients", () => {
    const recipe: SurvivalCurvesRecipe = {
      kind: "survivalCurves",
      strata: [
        {
          name: "all",
          weight: 1,
          control: { kind: "weibull", shape: 1.4, scaleDays: 250, curedShare: 0.2 },
          experimental: delayed.strata[0]!.experimental,
        },
      ],
    };
    const many = planTrial(
      { ...spec, patients: 20_000, replicates: 2 },
      { outcomes: survivalCurves(recipe, seed), seed },
    );
    const { patients } = replayReplicate(many, 0);
    for (const [arm, truth] of [
      ["control", (t: number) => 0.2 + 0.8 * Math.exp(-Math.pow(t / 250, 1.4))],
      ["experimental", (t: number) => Math.exp(-hazard * Math.min(t, 120) - 0.6 * hazard * Math.max(0, t - 120))],
    ] as const) {
      const own = patients.filter((patient) => patient.arm === arm);
      const sample = {
        times: own.map(({ timeDays }) => timeDays!),
        events: own.map(({ event }) => (event === true ? 1 : 0)),
      };
      const curve = kaplanMeier(sample, { interval: "plain", level: 0.95 });
      for (const day of [60, 120, 300, 900]) {
        const { survival, standardError } = survivalAt(curve, day);
        expect(survival, `${arm} on day ${day}`).withinMonteCarlo(truth(day), { standardError, falseAlarm: 1e-6 });
      }
    }
  });

  it("with a delayed effect, tests have the power of their asymptotic laws", () => {
    const course: SurvivalCourse = {
      enrolment: [{ forDays: 365, patientsPerDay: 1 }],
      control: [{ fromDay: 0, hazardPerDay: hazard }],
      hazardRatio: [
        { fromDay: 0, hazardRatio: 1 },
        { fromDay: 120, hazardRatio: 0.6 },
      ],
      dropoutHazardPerDay: 0.0001,
    };
    const late = { kind: "flemingHarrington", rho: 0, gamma: 0.5 } as const;
    const request = { alpha: 0.025, sided: 1, analysisDay: 1095, patients: 300 } as const;
    for (const [test, planned] of [
      [{ kind: "logRank" }, { kind: "weightedLogRank", weight: { kind: "logRank" } }],
      [
        { kind: "weightedLogRank", weight: late },
        { kind: "weightedLogRank", weight: late },
      ],
    ] as const) {
      const power = nonProportionalPower(course, { ...request, test: planned });
      const { value, standardError } = rejectedBy(test);
      // The law is a limit: at 300 patients within a point of the truth.
      expect(Math.abs(value - power)).toBeLessThan(0.01 + 4 * standardError);
    }
  });

  it("of one hazard is the exponential model's law", () => {
    const same = { kind: "piecewise", hazards: [{ fromDay: 0, hazardPerDay: hazard }] } as const;
    const recipe: SurvivalCurvesRecipe = {
      kind: "survivalCurves",
      strata: [
        {
          name: "all",
          weight: 1,
          control: { ...same, hazards: [...same.hazards] },
          experimental: { ...same, hazards: [...same.hazards] },
        },
      ],
    };
    const { value, standardError } = rejectedBy({ kind: "logRank" }, recipe);
    expect(value).withinMonteCarlo(0.025, { standardError: Math.max(standardError, 0.0028), falseAlarm: 1e-5 });
  });

  it("refuses hazards out of order and a first one that is late", () => {
    const bad = {
      ...delayed,
      strata: [
        {
          ...delayed.strata[0],
          control: {
            kind: "piecewise",
            hazards: [
              { fromDay: 5, hazardPerDay: 1 },
              { fromDay: 3, hazardPerDay: 1 },
            ],
          },
        },
      ],
    };
    const paths = survivalCurvesRecipe.safeParse(bad).error!.issues.map(({ path }) => path.join("."));
    expect(paths).exactly(["strata.0.control.hazards.0.fromDay", "strata.0.control.hazards.1"]);
  });
});
