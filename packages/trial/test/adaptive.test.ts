import { gaussLegendre, standardNormalIsf, standardNormalPdf, standardNormalSf } from "@rekindle/stats";
import { describe, expect, it } from "vitest";
import {
  conditionalError,
  type FisherRequest,
  fisherDesign,
  fisherTestOfStages,
  inverseNormalInterval,
  inverseNormalZ,
  planDesign,
  promisingZone,
  type Recipe,
  repeatedPValue,
  type StageEstimate,
} from "../src/index.ts";
import { readReference } from "./reference.ts";

interface Analysis {
  readonly stages: number;
  readonly type: "WT" | "asOF" | "asP";
  readonly n1: readonly number[];
  readonly n2: readonly number[];
  readonly means1: readonly number[];
  readonly means2: readonly number[];
  readonly sd1: readonly number[];
  readonly sd2: readonly number[];
  readonly p: readonly number[];
  readonly z: readonly number[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  readonly repeated: readonly number[];
}

const reference = readReference("adaptive/adaptive.json") as {
  readonly fisher: readonly (FisherRequest & { readonly criticalValues: number[]; readonly alphaSpent: number[] })[];
  readonly analyses: readonly Analysis[];
  readonly conditionalErrors: readonly { stages: number; type: "asOF" | "asP"; z: number; value: number }[];
};

type Sequential = Recipe & { readonly alpha: number; readonly sided: 1 | 2 };

function sequential(stages: number, type: Analysis["type"]): Sequential {
  const looks = Array.from({ length: stages }, (_, k) => ({
    when: { kind: "patientsFollowed", fraction: (k + 1) / stages },
  }));
  const recipe = { kind: "groupSequential", alpha: 0.025, sided: 1 as const, looks };
  if (type === "WT") return { ...recipe, typeOfDesign: { kind: "wangTsiatis", delta: 0.25 } } as Sequential;
  const kind = type === "asOF" ? "lanDeMetsOBrienFleming" : "lanDeMetsPocock";
  return { ...recipe, spending: { kind } } as Sequential;
}

describe("fisherDesign", {
  meta: {
    validates: {
      requirement: "Fisher's combination test, 2 to 5 stages, futility limits",
      functions: ["fisherDesign"],
      source: "rpact 3.3.4 getDesignFisher",
    },
  },
}, () => {
  it("has rpact's critical values and levels", () => {
    const because = "rpact's root finder stops about there";
    for (const { criticalValues, alphaSpent, ...request } of reference.fisher) {
      const ours = fisherDesign(request);
      criticalValues.forEach((value, k) =>
        expect(ours.criticalValues[k]!, JSON.stringify(request)).agreesWith(value, { relative: 1e-9, because }),
      );
      alphaSpent.forEach((value, k) => expect(ours.alphaSpent[k]!).agreesWith(value, { relative: 1e-9, because }));
    }
  });

  it("has Bauer and Köhne's limit of the last product, e^(-χ²/2)", () => {
    const limitOf = (alpha: number) =>
      fisherDesign({ stages: 2, alpha, method: "fullAlpha", alpha0: [0.5] }).criticalValues[1]!;
    expect(limitOf(0.025)).asPrinted("0.0038042235");
    expect(limitOf(0.05)).asPrinted("0.0087049407");
  });

  it("spends what the user says", () => {
    const alphaSpent = [0.005, 0.012, 0.025];
    const design = fisherDesign({ stages: 3, alpha: 0.025, method: "userDefined", alphaSpent });
    design.alphaSpent.forEach((level, k) => expect(level).withinUlps(alphaSpent[k]!, 4));
    // Two stages in closed form: α1 + c2 log(α0 / α1).
    const { criticalValues, alphaSpent: spent } = fisherDesign({ stages: 2, alpha: 0.025, alpha0: [0.6] });
    const closed = criticalValues[0]! + criticalValues[1]! * Math.log(0.6 / criticalValues[0]!);
    expect(spent[1]!).agreesWith(closed, { relative: 1e-14, because: "the closed form of two stages" });
  });

  it("rejects at exactly the overall level where the repeated p-value says so", () => {
    const alpha0 = [0.5];
    const [, second] = fisherTestOfStages(fisherDesign({ stages: 2, alpha: 0.025, alpha0 }), [0.1, 0.02]);
    const atP = fisherDesign({ stages: 2, alpha: second!.repeatedPValue, alpha0 });
    expect(atP.criticalValues[1]!).agreesWith(second!.product, {
      relative: 1e-7,
      because: "the search of the p-value",
    });
    expect(second!.decision).toBe("reject");
    expect(fisherTestOfStages(fisherDesign({ stages: 2, alpha: 0.025, alpha0 }), [0.7])[0]!.decision).toBe("futility");
  });

  it("refuses what cannot be", () => {
    expect(() => fisherDesign({ stages: 1, alpha: 0.6 })).toThrow(/stages[\s\S]*alpha/);
    expect(() => fisherDesign({ stages: 3, alpha: 0.025, alpha0: [0.01, 2] })).toThrow(/alpha0[\s\S]*alpha0/);
    expect(() => fisherDesign({ stages: 2, alpha: 0.025, alphaSpent: [0.01, 0.025] })).toThrow("alphaSpent");
    expect(() => fisherTestOfStages(fisherDesign({ stages: 2, alpha: 0.025 }), [1.2])).toThrow("p-value 1.2");
  });
});

describe("inverse normal combination", {
  meta: {
    validates: {
      requirement: "Inverse normal combination: z, repeated intervals and p-values of means",
      functions: ["inverseNormalZ", "inverseNormalInterval", "repeatedPValue"],
      source: "rpact 3.3.4 getAnalysisResults, getDesignInverseNormal",
    },
  },
}, () => {
  it("of twelve drawn analyses of means, as rpact has them", () => {
    const because = "rpact's boundaries and root finders err by about 1e-6";
    for (const each of reference.analyses) {
      const recipe = sequential(each.stages, each.type);
      const plan = planDesign(recipe);
      const last = each.p.length - 1;
      const z = inverseNormalZ(plan, each.p)[last]!;
      expect(z).agreesWith(each.z[last]!, { absolute: 1e-12, because: "the p-values are given" });
      const interval = inverseNormalInterval(
        plan,
        each.n1.map((_, i) => estimateOf(each, i)),
      );
      expect(interval.lower).agreesWith(each.lower[last]!, { absolute: 1e-6, because });
      expect(interval.upper).agreesWith(each.upper[last]!, { absolute: 1e-6, because });
      const p = repeatedPValue(recipe, { look: last + 1, z });
      const value = p.kind === "found" ? p.value : 0.5;
      expect(value).agreesWith(each.repeated[last]!, { absolute: 2e-6, because });
    }
  });

  it("of the example in rpact's manual", () => {
    // Lower is better there: signs are turned.
    const plan = planDesign(sequential(4, "WT"));
    const data = { n1: [22, 11], n2: [22, 13], means1: [-1, -1.1], means2: [-1.4, -1.5], sd1: [1, 2], sd2: [1, 2] };
    const stages = [0, 1].map((i) => estimateOf(data, i));
    const first = inverseNormalInterval(plan, stages.slice(0, 1));
    expect(first.lower).agreesWith(-0.55743071, { absolute: 1e-7, because: "printed to eight places" });
    expect(first.upper).agreesWith(1.35743078, {
      absolute: 2e-7,
      because: "printed to eight places, boundary error of rpact",
    });
    const second = inverseNormalInterval(plan, stages);
    expect(second.lower).agreesWith(-0.41531021, { absolute: 1e-7, because: "printed to eight places" });
    expect(second.upper).agreesWith(1.21531022, { absolute: 1e-7, because: "printed to eight places" });
  });

  it("refuses p-values of 0 and 1, and stages that the plan does not have", () => {
    const plan = planDesign(sequential(2, "WT"));
    expect(() => inverseNormalZ(plan, [0, 1])).toThrow(/p-value 0[\s\S]*p-value 1/);
    expect(() => inverseNormalZ(plan, [0.1, 0.1, 0.1])).toThrow("3 p-values");
    expect(() => inverseNormalInterval(plan, [{ estimate: 1, standardError: 0 }])).toThrow("standard error 0");
  });
});

function estimateOf(data: Pick<Analysis, "n1" | "n2" | "means1" | "means2" | "sd1" | "sd2">, i: number): StageEstimate {
  const [n1, n2, s1, s2] = [data.n1[i]!, data.n2[i]!, data.sd1[i]!, data.sd2[i]!];
  const df = n1 + n2 - 2;
  const variance = ((n1 - 1) * s1 * s1 + (n2 - 1) * s2 * s2) / df;
  const standardError = Math.sqrt(variance * (1 / n1 + 1 / n2));
  return { estimate: data.means1[i]! - data.means2[i]!, standardError, df };
}

describe("conditionalError", {
  meta: {
    validates: {
      requirement: "Conditional rejection probability",
      functions: ["conditionalError"],
      source: "rpact 3.3.4 conditionalRejectionProbabilities",
    },
  },
}, () => {
  it("is rpact's, one to three looks ahead", () => {
    for (const { stages, type, z, value } of reference.conditionalErrors) {
      const ours = conditionalError(planDesign(sequential(stages, type)), { look: 1, z });
      expect(ours).agreesWith(value, { absolute: 1e-8, because: "rpact's integration" });
    }
  });
});

describe("promisingZone", () => {
  const plan = { interim: 100, planned: 200, maximum: 400, alpha: 0.025, power: 0.8 };

  it("raises the size only in its zone, to the power asked for or to the maximum", () => {
    expect(promisingZone(plan, { z: 0.5 }).zone).toBe("unfavourable");
    expect(promisingZone(plan, { z: 2.5 })).toMatchObject({ zone: "favourable", size: 200 });
    const raised = promisingZone(plan, { z: 1.6 });
    expect(raised.zone).toBe("promising");
    expect(raised.conditionalPowerAtSize).agreesWith(0.8, { absolute: 1e-9, because: "the search of the size" });
    expect(promisingZone(plan, { z: 1.25 })).toMatchObject({ zone: "promising", size: 400 });
  });

  it("keeps the level of the usual final test, by integration over the interim z", () => {
    const rule = gaussLegendre(60);
    const critical = standardNormalIsf(plan.alpha);
    let level = 0;
    for (let from = -8; from < 8; from += 0.1) {
      rule.nodes.forEach((node, i) => {
        const z = from + 0.05 * (1 + node);
        const { size } = promisingZone(plan, { z });
        const rest = (critical * Math.sqrt(size) - z * Math.sqrt(plan.interim)) / Math.sqrt(size - plan.interim);
        level += 0.05 * rule.weights[i]! * standardNormalPdf(z) * standardNormalSf(rest);
      });
    }
    // Below, since where the size is raised the conditional error falls.
    expect(level).toBeLessThan(0.025);
    expect(level).toBeGreaterThan(0.02);
  });
});
