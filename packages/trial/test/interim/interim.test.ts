import { standardNormalCdf, standardNormalIsf } from "@rekindle/stats";
import { describe, expect, it } from "vitest";
import {
  canonicalPower,
  conditionalPower,
  planDesign,
  predictivePower,
  type Recipe,
  repeatedInterval,
  repeatedPValue,
  replanDesign,
  stagewiseInference,
} from "../../src/index.ts";
import { readReference } from "../reference.ts";

interface Analysis {
  readonly type: "asOF" | "asP";
  readonly alpha: number;
  readonly rates: readonly number[];
  readonly events: number | readonly number[];
  readonly total: number;
  readonly z: readonly number[];
  readonly hr: number;
  readonly conditionalPower: number;
  readonly repeatedP: number;
  readonly lower: number;
  readonly upper: number;
  readonly finalP: number | null;
  readonly finalLower: number;
  readonly finalUpper: number;
  readonly median: number;
}

const { analyses } = readReference("interim/interim.json") as { readonly analyses: readonly Analysis[] };

type SpendingRecipe = Recipe & { readonly alpha: number; readonly sided: 1 | 2 };

function sequential(alpha: number, rates: readonly number[], spending: string, more: object = {}): SpendingRecipe {
  const looks = rates.map((fraction) => ({ when: { kind: "patientsFollowed", fraction } }));
  const recipe = { kind: "groupSequential", alpha, sided: 1 as const, looks, spending: { kind: spending }, ...more };
  return recipe;
}

const recipeOf = ({ alpha, rates, type }: Analysis) =>
  sequential(alpha, rates, type === "asOF" ? "lanDeMetsOBrienFleming" : "lanDeMetsPocock");

describe("analyses of survival data agree with rpact 3.3.4 getAnalysisResults", {
  meta: {
    validates: {
      requirement: "Interim analysis of survival data",
      functions: ["repeatedInterval", "repeatedPValue", "stagewiseInference"],
      source: "rpact 3.3.4 getAnalysisResults",
    },
  },
}, () => {
  const because = "rpact's boundaries and root finders err by about 1e-6";

  it("conditional power under a stated hazard ratio, one or more looks to come", () => {
    for (const each of analyses) {
      const drift = Math.log(each.hr) * Math.sqrt(each.total / 4);
      const result = { look: each.z.length, z: each.z.at(-1)!, effect: { kind: "drift", drift } as const };
      expect(conditionalPower(planDesign(recipeOf(each)), result)).agreesWith(each.conditionalPower, {
        absolute: 5e-6,
        because,
      });
    }
  });

  it("repeated confidence intervals of the hazard ratio, and repeated p-values", () => {
    for (const each of analyses) {
      const look = each.z.length;
      const standardError = 2 / Math.sqrt([each.events].flat().at(-1)!);
      const estimate = each.z.at(-1)! * standardError;
      const { lower, upper } = repeatedInterval(planDesign(recipeOf(each)), { look, estimate, standardError });
      expect(Math.exp(lower)).agreesWith(each.lower, { relative: 3e-5, because });
      expect(Math.exp(upper)).agreesWith(each.upper, { relative: 3e-5, because });
      const p = repeatedPValue(recipeOf(each), { look, z: each.z.at(-1)! });
      if (p.kind === "above") expect(each.repeatedP).toBeGreaterThan(0.499);
      else
        expect(p.kind === "found" ? p.value : 0).agreesWith(each.repeatedP, {
          absolute: 5e-6,
          relative: 1e-4,
          because,
        });
    }
  });

  it("final p-values, intervals and median-unbiased hazard ratios in the stage-wise ordering", () => {
    const stopped = analyses.filter((each) => each.finalP !== null && each.z.length > 1);
    expect(stopped.length).toBeGreaterThan(3);
    for (const each of stopped) {
      const plan = planDesign(recipeOf(each));
      const trial = {
        information: [each.events].flat().map((count) => count / 4),
        z: each.z.at(-1)!,
        upper: plan.looks.slice(0, each.z.length - 1).map((look) => look.efficacyBoundary!),
      };
      const found = stagewiseInference(trial, { level: 1 - 2 * each.alpha });
      expect(found.pValue).agreesWith(each.finalP!, { absolute: 2e-6, because });
      expect(Math.exp(found.medianUnbiased)).agreesWith(each.median, { relative: 3e-5, because });
      expect(Math.exp(found.interval.lower)).agreesWith(each.finalLower, { relative: 3e-5, because });
      expect(Math.exp(found.interval.upper)).agreesWith(each.finalUpper, { relative: 3e-5, because });
    }
  });
});

describe("conditional power as published", {
  meta: {
    validates: {
      requirement: "Conditional power",
      functions: ["conditionalPower"],
      source: "published values named in the test",
    },
  },
}, () => {
  it("148 of 320 events, hazard ratio 0.81 seen, 0.72 planned (gsDesign's ssr/condPower)", () => {
    const looks = [148, 320].map((events) => ({ when: { kind: "events", events } }));
    const plan = planDesign(sequential(0.025, [1], "lanDeMetsOBrienFleming", { looks }));
    expect(plan.looks[1]!.efficacyBoundary!).asPrinted("1.965582");
    const z = -Math.log(0.81) * Math.sqrt(148 / 4);
    expect(z).asPrinted("1.281766");
    const drift = -Math.log(0.72) * Math.sqrt(320 / 4);
    expect(conditionalPower(plan, { look: 1, z, effect: { kind: "drift", drift } })).asPrinted("0.746045");
    expect(conditionalPower(plan, { look: 1, z, effect: { kind: "observed" } })).asPrinted("0.456102");
  });

  it("predictive power with one look to come has a closed form", () => {
    const plan = planDesign(sequential(0.025, [0.4, 1], "lanDeMetsPocock"));
    const limit = plan.looks[1]!.efficacyBoundary!;
    for (const z of [-1, 0.5, 1.7]) {
      // z at the end, given z now and a flat prior, is normal about z / √t with variance (1 - t) / t + (1 - t)².../ scaled: Var = (1 - t)/t.
      const expected = standardNormalCdf((z / Math.sqrt(0.4) - limit) / Math.sqrt(0.6 / 0.4));
      expect(predictivePower(plan, { look: 1, z })).agreesWith(expected, {
        absolute: 1e-12,
        because: "an integral against its closed form",
      });
    }
  });

  it("averages over z to the power of the design", () => {
    // Two looks: P(efficacy) = P(z1 >= b1) + E[conditional power; z1 < b1].
    const plan = planDesign(sequential(0.025, [0.5, 1], "lanDeMetsOBrienFleming"));
    const drift = 2.6;
    const [first] = plan.looks;
    const mean = drift * Math.sqrt(0.5);
    const steps = 4000;
    let sum = 1 - standardNormalCdf(first!.efficacyBoundary! - mean);
    const [from, to] = [mean - 9, first!.efficacyBoundary!];
    for (let i = 0; i < steps; i++) {
      const z = from + ((to - from) * (i + 0.5)) / steps;
      const density = Math.exp(-((z - mean) ** 2) / 2) / Math.sqrt(2 * Math.PI);
      sum += ((to - from) / steps) * density * conditionalPower(plan, { look: 1, z, effect: { kind: "drift", drift } });
    }
    const power = canonicalPower(plan, { drift }).efficacy.reduce((total, p) => total + p, 0);
    expect(sum).agreesWith(power, { absolute: 1e-6, because: "midpoint rule" });
  });
});

describe("stage-wise inference", () => {
  it("after one look is the usual one", () => {
    const found = stagewiseInference({ information: [25], z: 1.8, upper: [] }, { level: 0.95 });
    const because = "root finders";
    expect(found.pValue).agreesWith(1 - standardNormalCdf(1.8), { relative: 1e-12, because });
    expect(found.medianUnbiased).agreesWith(1.8 / 5, { relative: 1e-12, because });
    expect(found.interval.upper).agreesWith(1.8 / 5 + standardNormalIsf(0.025) / 5, { relative: 1e-12, because });
  });

  it("the interval leaves out zero exactly if the p-value is below its half", () => {
    for (const z of [1.9, 1.96, 1.97, 2.0, 2.1]) {
      const { pValue, interval } = stagewiseInference(
        { information: [10, 20, 30], z, upper: [3.7, 2.5] },
        { level: 0.95 },
      );
      expect(interval.lower > 0).exactly(pValue < 0.025);
    }
  });

  it("says everything that is wrong", () => {
    const wrong = { information: [10, 5], z: Number.NaN, upper: [1], lower: [2] };
    expect(() => stagewiseInference(wrong, { level: 2 })).toThrow(
      /information 5[\s\S]*z NaN[\s\S]*lower boundary 2[\s\S]*level 2/,
    );
  });
});

describe("replanning from observed information", () => {
  const recipe = sequential(0.025, [0.4, 0.7, 1], "lanDeMetsOBrienFleming");
  const spent = (observed: number[], stage: "interim" | "final") => {
    const plan = replanDesign(recipe, { observed, planned: 200, stage });
    return { plan, alpha: canonicalPower(plan, { drift: 0 }).efficacy.reduce((sum, p) => sum + p, 0) };
  };

  it("spends alpha whatever happens: as planned, under-running, over-running, a final look that comes early", () => {
    for (const [observed, stage] of [
      [[80, 140], "interim"],
      [[93], "interim"],
      [[93, 151, 200], "final"],
      [[93, 151, 188], "final"],
      [[93, 151, 231], "final"],
      [[93, 120], "final"],
    ] as [number[], "interim" | "final"][]) {
      expect(spent(observed, stage).alpha).agreesWith(0.025, { relative: 1e-11, because: "summed over looks" });
    }
  });

  it("does not move the boundaries of looks already taken", () => {
    const first = spent([93], "interim").plan.looks[0]!.efficacyBoundary!;
    const second = spent([93, 151], "interim").plan.looks;
    const final = spent([93, 151, 231], "final").plan.looks;
    const because = "the integral has other nodes";
    expect(second[0]!.efficacyBoundary!).agreesWith(first, { absolute: 1e-13, because });
    expect(final[0]!.efficacyBoundary!).agreesWith(first, { absolute: 1e-13, because });
    expect(final[1]!.efficacyBoundary!).agreesWith(second[1]!.efficacyBoundary!, { absolute: 1e-11, because });
  });

  it("as planned changes nothing", () => {
    const plan = planDesign(recipe);
    spent([80, 140, 200], "final").plan.looks.forEach((look, k) =>
      expect(look.efficacyBoundary!).agreesWith(plan.looks[k]!.efficacyBoundary!, {
        absolute: 1e-12,
        because: "0.4 against 80 / 200",
      }),
    );
  });

  it("refuses what does not fit", () => {
    const fixed = { kind: "fixed", alpha: 0.025, sided: 1 };
    expect(() => replanDesign(recipe, { observed: [80, 60, 10, 5], planned: 0, stage: "final" })).toThrow(
      /4 looks taken[\s\S]*60 at look 2[\s\S]*planned maximum 0/,
    );
    expect(() => replanDesign(fixed, { observed: [1], planned: 2, stage: "final" })).toThrow(/does not spend alpha/);
    expect(() => replanDesign(recipe, { observed: [150], planned: 200, stage: "interim" })).toThrow(
      /reaches the next planned look/,
    );
  });
});
