import {
  failSafe,
  measureComparisons,
  measureEffects,
  poolPetPeese,
  type PrecisionEstimate,
  testAsymmetry,
  testCountAsymmetry,
  testRankCorrelation,
} from "@rekindle/evidence";
import { describe, expect, it } from "vitest";
import { closedForm, effectsOf, iterated, type LineReference, reference, tablesOf } from "./small-study-reference.ts";

const source = "metafor 3.8.1";
const predictors = {
  sei: "standardError",
  vi: "variance",
  ni: "sampleSize",
  ninv: "inverseSampleSize",
  sqrtni: "rootSampleSize",
  sqrtninv: "inverseRootSampleSize",
} as const;
const models = {
  lm: { model: "weightedRegression" },
  REML: { model: "metaRegression", interval: { kind: "wald" } },
  DL: { model: "metaRegression", tau2: { kind: "DL" }, interval: { kind: "wald" } },
  knha: { model: "metaRegression" },
} as const;

function tested<Test extends { readonly kind: string }>(test: Test): Extract<Test, { readonly kind: "tested" }> {
  if (test.kind !== "tested") throw new Error(JSON.stringify(test));
  return test as Extract<Test, { readonly kind: "tested" }>;
}

describe.each(Object.entries(reference.sets))("metafor's regtest and ranktest on %s", (_, set) => {
  const effects = effectsOf(set);
  const meta = {
    validates: { requirement: "Egger's test and its kin", functions: ["testAsymmetry"], source: `${source} regtest` },
  };

  it.each(Object.entries(set.regression))("regression on %s", { meta }, (name, fits) => {
    const predictor = predictors[name as keyof typeof predictors];
    const sizes = name.includes("n") ? { sampleSizes: set.ni } : {};
    for (const [model, expected] of Object.entries(fits)) {
      const near = model === "lm" || model === "DL" ? closedForm : iterated;
      const found = tested(testAsymmetry(effects, { ...models[model as keyof typeof models], predictor, ...sizes }));
      expect(found.statistic).agreesWith(expected.statistic, near);
      expect(found.pValue).agreesWith(expected.p, near);
      expect(found.limit === undefined).exactly(name === "ni" || name === "sqrtni");
      if (found.limit?.kind !== "estimated" || typeof expected.limit !== "number") continue;
      expect(found.limit.value).agreesWith(expected.limit, near);
      expect(found.limit.interval.lower).agreesWith(expected.lower!, near);
      expect(found.limit.interval.upper).agreesWith(expected.upper!, near);
    }
  });

  const ranks = { requirement: "Begg and Mazumdar's test", functions: ["testRankCorrelation"], source };
  it("rank correlation", { meta: { validates: ranks } }, () => {
    const found = tested(testRankCorrelation(effects));
    expect(found.tau).agreesWith(set.rank.tau, closedForm);
    expect(found.pValue).agreesWith(set.rank.p, closedForm);
  });

  const fsn = { requirement: "Fail-safe N", functions: ["failSafe"], source: `${source} fsn` };
  it("fail-safe N", { meta: { validates: fsn } }, () => {
    const { rosenthal, rosenthalP, rosenberg, rosenbergP, orwin, target } = set.failSafe;
    expect(failSafe(effects, { kind: "rosenthal" }).studies).exactly(rosenthal);
    expect(failSafe(effects, { kind: "rosenthal" }).pValue!).agreesWith(rosenthalP, closedForm);
    expect(failSafe(effects, { kind: "rosenberg" }).studies).exactly(rosenberg);
    expect(failSafe(effects, { kind: "rosenberg" }).pValue!).agreesWith(rosenbergP, closedForm);
    expect(failSafe(effects, { kind: "orwin", target }).studies).exactly(Math.max(0, orwin));
  });

  const petPeese = { requirement: "PET-PEESE", functions: ["poolPetPeese"], source: "R 4.2.2 lm with weights 1 / v" };
  it("PET and PEESE", { meta: { validates: petPeese } }, () => {
    const found = poolPetPeese(effects);
    if (found.kind === "notEstimable") throw new Error(found.reason);
    expectIntercept(found.pet, set.pet);
    expectIntercept(found.peese, set.peese);
    expect(found.chosen).exactly(set.pet.interceptP < 0.1 ? "peese" : "pet");
  });
});

function expectIntercept(found: PrecisionEstimate, expected: LineReference): void {
  expect(found.value).agreesWith(expected.intercept, closedForm);
  expect(found.standardError).agreesWith(expected.interceptSe, closedForm);
  expect(found.pValue).agreesWith(expected.interceptP, closedForm);
}

describe.each(Object.entries(reference.counts))(
  "tests of odds ratios on %s",
  {
    meta: {
      validates: {
        requirement: "Harbord's, Peters's, Macaskill's and Deeks's tests",
        functions: ["testCountAsymmetry"],
        source: "R 4.2.2 lm from the definitions",
      },
    },
  },
  (name, counts) => {
    it.each(["harbord", "peters", "macaskill", "deeks"] as const)("%s", (kind) => {
      const found = tested(testCountAsymmetry(tablesOf(name), { kind }));
      const expected = counts[kind];
      expect(found.slope).agreesWith(expected.slope, closedForm);
      expect(found.standardError).agreesWith(expected.se, closedForm);
      expect(found.statistic).agreesWith(expected.t, closedForm);
      expect(found.pValue).agreesWith(expected.p, closedForm);
      if (kind === "macaskill") expect(found.limit).toBeUndefined();
      else if (found.limit?.kind === "estimated") expect(found.limit.value).agreesWith(expected.intercept, closedForm);
    });
  },
);

describe("what the tests say of themselves", () => {
  const counts = [
    [3, 20],
    [6, 22],
    [5, 25],
    [12, 40],
    [15, 31],
  ].map(([events, n], i) => ({ id: `s${i}`, label: `Study ${i}`, events: events!, n: n! }));

  it("few studies and proportions carry a warning", () => {
    const effects = measureEffects(counts, { kind: "logitProportion" });
    const onError = tested(testAsymmetry(effects));
    expect(onError.warnings.length).exactly(2);
    expect(onError.warnings[0]!).toMatch(/^5 studies: with fewer than ten/);
    expect(onError.warnings[1]!).toMatch(/depends on the proportion itself/);
    // The sample sizes are those of the counts.
    const onSize = tested(testAsymmetry(effects, { predictor: "inverseSampleSize" }));
    const given = testAsymmetry(effects, { predictor: "inverseSampleSize", sampleSizes: counts.map(({ n }) => n) });
    expect(onSize.warnings.length).exactly(1);
    expect(onSize).toEqual(given);
    expect(testRankCorrelation(effects)).toMatchObject({ warnings: [onError.warnings[0]] });
    expect(poolPetPeese(effects)).toMatchObject({ warnings: [onError.warnings[0]] });
    expect(tested(testRankCorrelation(effectsOf(reference.sets["bcg"]!))).warnings).toEqual([]);
  });

  it("odds ratios carry a warning, arcsines do not", () => {
    const of = (kind: string) => testAsymmetry(measureComparisons(tablesOf("egger2001"), { kind })).warnings;
    expect(of("logOddsRatio")[0]!).toMatch(/depends on the ratio itself.* testCountAsymmetry does not/);
    expect(of("arcsineDifference")).toEqual([]);
    const effects = measureEffects(counts, { kind: "arcsineProportion" });
    expect(testAsymmetry(effects).warnings.length).exactly(1);
  });

  it("two studies, equal errors and exact lines are not tested", () => {
    const reasonOf = (yi: readonly number[], vi: readonly number[]) => {
      const effects = effectsOf({ yi, vi });
      return [testAsymmetry(effects), testAsymmetry(effects, models.knha), testRankCorrelation(effects)].map((found) =>
        found.kind === "notEstimable" ? found.reason : found.kind,
      );
    };
    expect(reasonOf([1, 2], [1, 2])[0]!).toMatch(/at least three studies/);
    expect(reasonOf([1, 2, 4], [1, 1, 1])[0]!).exactly("every study has the same standard error");
    expect(reasonOf([1, 2, 4], [1, 1, 1])[1]!).exactly("every study has the same standard error");
    expect(reasonOf([1, 2, 4], [1, 1, 1])[2]!).toMatch(/are equal/);
    expect(reasonOf([2, 2, 2, 2], [1, 2, 3, 4])[0]!).exactly("the effects lie on a line exactly");
  });

  it("options that are not used, and sample sizes that are missing, are refused", () => {
    const effects = effectsOf(reference.sets["hine1989"]!);
    expect(() => testAsymmetry(effects, { tau2: { kind: "DL" } })).toThrow(/weightedRegression does not use tau2/);
    expect(() => testAsymmetry(effects, { sampleSizes: [1] })).toThrow(/standardError does not use sampleSizes/);
    expect(() => testAsymmetry(effects, { predictor: "sampleSize" })).toThrow(/sampleSizes are missing/);
    expect(() => testAsymmetry(effects, { predictor: "sampleSize", sampleSizes: [1, 2] })).toThrow(/2 entries for 6/);
    expect(() => testAsymmetry(effects, { predictor: "sampleSize", sampleSizes: [1, 2, 3, 0, 5, -6] })).toThrow(
      /sampleSizes\[3\] is 0[\s\S]*sampleSizes\[5\] is -6/,
    );
    expect(() => testAsymmetry(effects, { predictor: "size" } as never)).toThrow(/predictor/);
    expect(() => testCountAsymmetry(tablesOf("bcg"), { kind: "begg" } as never)).toThrow(/kind/);
    expect(() => failSafe(effects, { kind: "orwin", target: 0 })).toThrow(/target is 0/);
    expect(() => failSafe(effects, { kind: "rosenthal", alpha: 0 })).toThrow(/alpha/);
  });

  it("studies without events say nothing of an odds ratio and are named", () => {
    const empty = { id: "e", label: "E", experimental: { events: 0, n: 10 }, control: { events: 0, n: 12 } };
    const with0 = tested(testCountAsymmetry([...tablesOf("bcg"), empty], { kind: "harbord" }));
    const without = tested(testCountAsymmetry(tablesOf("bcg"), { kind: "harbord" }));
    expect(with0.slope).exactly(without.slope);
    expect(with0.warnings[0]!).exactly("1 of 14 studies say nothing of an odds ratio and are left out");
  });
});
