import { describe as group, expect, it } from "vitest";
import {
  analyticTwin,
  type BernoulliRecipe,
  bernoulli,
  describe,
  exponential,
  simulateTrial,
  underNull,
} from "../../src/index.ts";
import { hazards, rates, responseTrial, seed, survivalTrial, twoLooks } from "../trials.ts";

const falseAlarm = 1e-6;
const halfAndEnd = (more: object) => ({
  kind: "groupSequential",
  alpha: 0.025,
  sided: 1,
  looks: [{ when: { kind: "patientsFollowed", fraction: 0.5 } }, { when: { kind: "patientsFollowed", fraction: 1 } }],
  ...more,
});

group(
  "simulated response trials agree with the enumeration of all tables",
  {
    meta: {
      validates: {
        requirement: "Simulated power of response trials",
        functions: ["simulateTrial"],
        source: "enumeration of all tables",
      },
    },
  },
  () => {
    const obrienFleming = { spending: { kind: "lanDeMetsOBrienFleming" } };
    it.each([
      { name: "pooled z", spec: {} },
      {
        name: "unpooled z, two-sided",
        spec: {
          test: { kind: "riskDifference", variance: "unpooled" },
          design: { kind: "fixed", alpha: 0.05, sided: 2 },
        },
      },
      {
        name: "non-inferiority by Farrington and Manning",
        spec: { patients: 160, test: { kind: "riskDifference", margin: 0.05 } },
      },
      { name: "Fisher's exact test", spec: { test: { kind: "fisherExact" } } },
      { name: "mid-P", spec: { test: { kind: "fisherExact", pValue: "mid" } } },
      { name: "complete allocation", spec: { patients: 60, allocation: { kind: "complete", ratio: [1, 2] } } },
      {
        name: "blocks that end in the middle",
        spec: { patients: 50, allocation: { kind: "permutedBlocks", ratio: [1, 1], blockSize: 12 } },
      },
      {
        name: "two looks with futility",
        spec: { design: halfAndEnd({ ...obrienFleming, futility: { kind: "fixed", z: [0.3] } }) },
      },
      {
        name: "two looks, two-sided Pocock",
        spec: { design: halfAndEnd({ sided: 2, typeOfDesign: { kind: "pocock" } }) },
      },
      { name: "a lower rate is better", spec: { endpoint: { kind: "response", atDay: 30, better: "lower" } } },
    ] as const)("$name", ({ spec }) => {
      const recipe = spec !== undefined && "endpoint" in spec ? rates(0.4, 0.2) : rates(0.2, 0.4);
      const trial = responseTrial(recipe, spec);
      const twin = analyticTwin(trial, recipe);
      if (twin.kind !== "analytic") throw new Error(twin.reason);
      expect(twin.exact).exactly(true);
      const { rejected, replicates } = describe(simulateTrial(trial));
      expect(rejected.value).withinMonteCarlo(twin.power, { replicates, falseAlarm });
    });

    it("type I error under the null hypothesis", () => {
      const outcomes = underNull(bernoulli(rates(0.3, 0.5), seed), { capacity: 120 });
      const trial = responseTrial(rates(0.3, 0.5), { replicates: 20_000 }, { outcomes });
      const twin = analyticTwin(trial, rates(0.3, 0.3));
      if (twin.kind !== "analytic") throw new Error(twin.reason);
      const { rejected, replicates } = describe(simulateTrial(trial));
      expect(rejected.value).withinMonteCarlo(twin.power, { replicates, falseAlarm });
    });
  },
);

group(
  "simulated response trials agree with the enumeration that leaves strata out",
  {
    meta: {
      validates: {
        requirement: "Simulated power of stratified response trials",
        functions: ["simulateTrial"],
        source: "enumeration of all tables",
      },
    },
  },
  () => {
    it("allocation within strata, rare responses, some patients not assessed", () => {
      const recipe: BernoulliRecipe = {
        kind: "bernoulli",
        strata: [
          { name: "a", weight: 0.6, control: 0.02, experimental: 0.15 },
          { name: "b", weight: 0.4, control: 0.06, experimental: 0.4 },
        ],
        evaluable: 0.9,
      };
      const allocation = { kind: "stratifiedPermutedBlocks", blockSize: 4 } as const;
      const trial = responseTrial(recipe, { patients: 60, allocation, replicates: 20_000 });
      const twin = analyticTwin(trial, recipe);
      if (twin.kind !== "analytic") throw new Error(twin.reason);
      expect(twin.exact).exactly(false);
      const { rejected } = describe(simulateTrial(trial));
      expect(rejected.value).agreesWith(twin.power, {
        absolute: 0.02,
        because: "balance within strata takes a little variance away; Monte-Carlo standard error 0.0035",
      });
    });
  },
);

group(
  "published exact powers",
  {
    meta: {
      validates: {
        requirement: "Exact power of two-proportion tests",
        functions: ["analyticTwin"],
        source: "published values named in the test",
      },
    },
  },
  () => {
    it("Fisher and pooled z with 60 per arm, .15 v .35, two-sided (R enumeration, performance study J2)", () => {
      const recipe = rates(0.15, 0.35);
      const design = { kind: "fixed", alpha: 0.05, sided: 2 };
      const pooled = analyticTwin(responseTrial(recipe, { design }), recipe);
      expect(pooled.kind === "analytic" ? pooled.power : 0).asPrinted("0.735350");
    });
  },
);

group(
  "simulated survival trials agree with Schoenfeld's approximation to its own error",
  {
    meta: {
      validates: {
        requirement: "Simulated power of log-rank trials",
        functions: ["simulateTrial"],
        source: "Schoenfeld's formula and canonical joint law",
      },
    },
  },
  () => {
    // With 140 events the approximation errs by less than a point; each bound was seen at 1e5 replicates.
    it.each([
      { name: "two looks by events", spec: {}, ratio: 0.6, bound: 0.012 },
      {
        name: "fixed, by events",
        spec: { design: { kind: "fixed", alpha: 0.025, sided: 1, when: { kind: "events", events: 140 } } },
        ratio: 0.65,
        bound: 0.012,
      },
      {
        name: "one look when all have been followed",
        spec: { design: { kind: "fixed", alpha: 0.025, sided: 1 } },
        ratio: 0.7,
        bound: 0.015,
      },
    ])("$name", ({ spec, ratio, bound }) => {
      const recipe = hazards(240, ratio, { dropoutHazardPerDay: 0.0002 });
      const trial = survivalTrial(recipe, spec);
      const twin = analyticTwin(trial, recipe);
      if (twin.kind !== "analytic") throw new Error(twin.reason);
      expect(twin.exact).exactly(false);
      const { rejected, replicates } = describe(simulateTrial(trial));
      const monteCarlo = 5 * Math.sqrt((twin.power * (1 - twin.power)) / replicates);
      expect(rejected.value).agreesWith(twin.power, {
        absolute: bound + monteCarlo,
        because: "Schoenfeld is asymptotic",
      });
    });

    it("type I error of two looks is 0.025 but for the small-sample error of the log-rank test", () => {
      const outcomes = underNull(exponential(hazards(240, 0.6), seed), { capacity: 240 });
      const trial = survivalTrial(hazards(240, 0.6), { replicates: 20_000 }, { outcomes });
      const { rejected, replicates } = describe(simulateTrial(trial));
      const monteCarlo = 5 * Math.sqrt((0.025 * 0.975) / replicates);
      expect(rejected.value).agreesWith(0.025, { absolute: 0.0015 + monteCarlo, because: "140 events" });
    });

    it("says so where there is no formula", () => {
      const recipe = hazards(240, 0.6);
      const never = survivalTrial(recipe, { design: twoLooks(230, 239), patients: 240 });
      expect(analyticTwin(never, { kind: "hazardRatio", hazardRatio: 0.6 }).kind).exactly("analytic");
      expect(analyticTwin(never, recipe).kind).exactly("none");
      expect(analyticTwin(never, rates(0.1, 0.2)).kind).exactly("none");
    });
  },
);
