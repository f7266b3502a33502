import { parseSeed } from "@rekindle/stats";
import {
  bernoulli,
  type BernoulliRecipe,
  exponential,
  type ExponentialRecipe,
  planTrial,
  type Trial,
  type TrialContext,
  type TrialSpec,
} from "../src/index.ts";

export const seed = parseSeed(20260823);

export const rates = (control: number, experimental: number): BernoulliRecipe => ({
  kind: "bernoulli",
  strata: [{ name: "all", weight: 1, control, experimental }],
});

export const hazards = (controlMedian: number, hazardRatio: number, more: object = {}): ExponentialRecipe => ({
  kind: "exponential",
  strata: [
    {
      name: "all",
      weight: 1,
      controlHazardPerDay: Math.LN2 / controlMedian,
      experimentalHazardPerDay: (Math.LN2 / controlMedian) * hazardRatio,
    },
  ],
  ...more,
});

export const responseSpec: TrialSpec = {
  patients: 120,
  enrolment: { kind: "steady", patientsPerDay: 0.4 },
  allocation: { kind: "permutedBlocks", blockSize: 4 },
  endpoint: { kind: "response", atDay: 183 },
  test: { kind: "riskDifference" },
  design: { kind: "fixed", alpha: 0.025, sided: 1 },
  replicates: 10_000,
};

export const twoLooks = (first: number, last: number, more: object = {}) => ({
  kind: "groupSequential",
  alpha: 0.025,
  sided: 1,
  looks: [{ when: { kind: "events", events: first } }, { when: { kind: "events", events: last } }],
  spending: { kind: "lanDeMetsOBrienFleming" },
  ...more,
});

export const survivalSpec: TrialSpec = {
  patients: 240,
  enrolment: { kind: "steady", patientsPerDay: 0.3 },
  allocation: { kind: "permutedBlocks", blockSize: 4 },
  endpoint: { kind: "timeToEvent", followUpDays: 730 },
  test: { kind: "logRank" },
  design: twoLooks(70, 140),
  replicates: 10_000,
};

export function responseTrial(
  recipe: BernoulliRecipe,
  spec: Partial<TrialSpec> = {},
  context: Partial<TrialContext> = {},
): Trial {
  return planTrial({ ...responseSpec, ...spec }, { outcomes: bernoulli(recipe, seed), seed, ...context });
}

export function survivalTrial(
  recipe: ExponentialRecipe,
  spec: Partial<TrialSpec> = {},
  context: Partial<TrialContext> = {},
): Trial {
  return planTrial({ ...survivalSpec, ...spec }, { outcomes: exponential(recipe, seed), seed, ...context });
}
