import { describe, expect, it } from "vitest";
import {
  boinBoundaries,
  multiStageCharacteristics,
  planPredictive,
  predictiveCharacteristics,
  selectionProbabilities,
  singleStageOf,
} from "../../src/index.ts";

describe("one-sample exact power (East 6.5, agreed by R)", {
  meta: {
    validates: { requirement: "One-sample exact power", functions: ["singleStageOf"], source: "East 6.5, agreed by R" },
  },
}, () => {
  it.each([
    [25, 0.05, 0.2, 0.025, "0.57932569"],
    [28, 0.05, 0.2, 0.025, "0.6851126"],
    [30, 0.05, 0.2, 0.025, "0.74476675"],
    [33, 0.05, 0.2, 0.025, "0.81787426"],
    [35, 0.05, 0.2, 0.025, "0.72790831"],
    [33, 0.05, 0.2, 0.01, "0.67097039"],
    [33, 0.05, 0.2, 0.05, "0.81787426"],
    [33, 0.05, 0.25, 0.025, "0.94139159"],
    [33, 0.15, 0.35, 0.025, "0.77005342"],
  ] as const)("%d patients, %d against %d, alpha %d", (n, nullRate, alternativeRate, alpha, printed) => {
    expect(singleStageOf(n, { nullRate, alternativeRate, alpha }).power).asPrinted(printed);
  });
  it("33 patients need 5 responses, at size 0.02302648", () => {
    const { r, alpha } = singleStageOf(33, { nullRate: 0.05, alternativeRate: 0.2, alpha: 0.025 });
    expect(r + 1).exactly(5);
    expect(alpha).asPrinted("0.02302648");
  });
});

describe("multi-stage exact binomial designs (East 6.5, agreed by R)", {
  meta: {
    validates: {
      requirement: "Multi-stage exact binomial designs",
      functions: ["multiStageCharacteristics"],
      source: "East 6.5, agreed by R",
    },
  },
}, () => {
  const printed = (found: readonly number[], expected: readonly string[]) =>
    expected.forEach((each, k) => expect(found[k]!).asPrinted(each));

  it("efficacy only", () => {
    const stages = [
      { n: 50, upper: 13 },
      { n: 100, upper: 17 },
    ];
    const low = multiStageCharacteristics(stages, 0.1);
    printed(low.upper, ["0.00100462", "0.01979986"]);
    expect(low.expectedPatients).asPrinted("99.94977");
    const high = multiStageCharacteristics(stages, 0.2);
    printed(high.upper, ["0.1860570", "0.6221024"]);
    expect(high.expectedPatients).asPrinted("90.69715");
  });

  it("futility only", () => {
    const stages = [
      { n: 50, lower: 2 },
      { n: 100, lower: 11 },
    ];
    const low = multiStageCharacteristics(stages, 0.1);
    printed(low.lower, ["0.1117288", "0.5935013"]);
    expect(low.expectedPatients).asPrinted("94.41356218");
    const high = multiStageCharacteristics(stages, 0.2);
    printed(high.lower, ["0.001285415", "0.011975732"]);
    expect(high.expectedPatients).asPrinted("99.93572925");
  });

  it("both, three looks", () => {
    const stages = [
      { n: 36, lower: 2, upper: 13 },
      { n: 71, lower: 9, upper: 15 },
      { n: 107, lower: 17, upper: 18 },
    ];
    const low = multiStageCharacteristics(stages, 0.1);
    printed(low.lower, ["0.28786288", "0.54717197", "0.14615089"]);
    printed(low.upper, ["0.00002493", "0.00397141", "0.01481792"]);
    expect(low.expectedPatients).asPrinted("66.71880358");
    const high = multiStageCharacteristics(stages, 0.2);
    printed(high.lower, ["0.0160231", "0.06625957", "0.10815084"]);
    printed(high.upper, ["0.01821676", "0.43444804", "0.35690169"]);
    expect(high.expectedPatients).asPrinted("86.54349597");
  });

  it("says what is wrong", () => {
    const wrong = [
      { n: 20, lower: 5, upper: 5 },
      { n: 20, upper: 2.5 },
    ];
    expect(() => multiStageCharacteristics(wrong, 1.5)).toThrow(
      /rate 1.5[\s\S]*stops at 5[\s\S]*20 patients after 20[\s\S]*2.5 responses/,
    );
  });
});

describe("picking the winner, 20 patients per arm (clinfun 1.1.5)", {
  meta: {
    validates: { requirement: "Selection design", functions: ["selectionProbabilities"], source: "clinfun 1.1.5" },
  },
}, () => {
  it("0.2, 0.2, 0.4", () => {
    const { uniquelyBest, tie, picked } = selectionProbabilities([0.2, 0.2, 0.4], { patients: 20 });
    expect(uniquelyBest[2]!).asPrinted("0.82376047");
    expect(uniquelyBest[0]!).asPrinted("0.04597221");
    expect(tie).asPrinted("0.08429511");
    expect(picked.reduce((sum, p) => sum + p, 0)).agreesWith(1, { absolute: 1e-13, because: "someone is picked" });
  });
  it("0.2, 0.35", () => {
    const { uniquelyBest } = selectionProbabilities([0.2, 0.35], { patients: 20 });
    expect(uniquelyBest[1]!).asPrinted("0.8163770");
  });
  it("needs two arms", () => {
    expect(() => selectionProbabilities([0.2], { patients: 20 })).toThrow(/1 arms/);
  });
});

describe("Lee and Liu 2008: 0.2 against 0.4, prior Beta(0.2, 0.8), 36 patients, limits 0.922 and 0.001", {
  meta: {
    validates: {
      requirement: "Predictive-probability design",
      functions: ["planPredictive", "predictiveCharacteristics"],
      source: "Lee and Liu 2008",
    },
  },
}, () => {
  const design = {
    nullRate: 0.2,
    prior: { alpha: 0.2, beta: 0.8 },
    maxPatients: 36,
    firstLook: 10,
    successAbove: 0.922,
    futilityBelow: 0.001,
  };
  const plan = planPredictive(design);
  it("stopping boundaries as in the paper", () => {
    const last: Record<number, number> = {
      0: 16,
      1: 20,
      2: 23,
      3: 26,
      4: 28,
      5: 30,
      6: 32,
      7: 33,
      8: 34,
      9: 35,
      10: 36,
    };
    for (const { n, lower } of plan.stages) {
      const expected = Number(Object.entries(last).find(([, upTo]) => n <= upTo)![0]);
      expect(lower, `n = ${n}`).exactly(expected);
    }
    expect(plan.success).exactly(11);
  });
  it("operating characteristics", () => {
    const none = predictiveCharacteristics(plan, 0.2);
    expect(none.succeeds).asPrinted("0.08777926");
    expect(none.stopsEarly).asPrinted("0.85711647");
    expect(none.expectedPatients).asPrinted("27.66766809");
    expect(predictiveCharacteristics(plan, 0.4).succeeds).asPrinted("0.90618150");
  });
  it("refuses what cannot be", () => {
    expect(() => planPredictive({ ...design, successAbove: 0.999999999999, maxPatients: 11 })).toThrow(/not even 11/);
    expect(() => planPredictive({ ...design, firstLook: 36, nullRate: 0, prior: { alpha: 0, beta: 1 } })).toThrow(
      /nullRate 0[\s\S]*alpha 0[\s\S]*first look/,
    );
  });
});

describe("BOIN (Liu and Yuan 2015)", {
  meta: { validates: { requirement: "BOIN boundaries", functions: ["boinBoundaries"], source: "Liu and Yuan 2015" } },
}, () => {
  it.each([
    [0.15, "0.117797", "0.178686"],
    [0.2, "0.157242", "0.238462"],
    [0.25, "0.196801", "0.298392"],
    [0.3, "0.236491", "0.358519"],
    [0.35, "0.276334", "0.418908"],
    [0.4, "0.316360", "0.479650"],
  ])("target %d", (target, escalate, deEscalate) => {
    const found = boinBoundaries(target);
    expect(found.escalate).asPrinted(escalate);
    expect(found.deEscalate).asPrinted(deEscalate);
  });
  it("refuses a target that is none", () => {
    expect(() => boinBoundaries(0.8)).toThrow(/target 0.8/);
  });
});
