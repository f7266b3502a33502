import { poolSelectionModel, type SelectionModel } from "@rekindle/evidence";
import { describe, expect, it } from "vitest";
import { effectsOf, reference } from "./small-study-reference.ts";

function estimated(model: SelectionModel): Extract<SelectionModel, { readonly kind: "estimated" }> {
  if (model.kind === "notEstimable") throw new Error(model.reason);
  return model;
}

/** Where tau2 is 0 metafor, which climbs in its logarithm, stops just above; on egger2001 at -18.84, a local maximum. */
const atBound = new Set(["raudenbush1985 ML 0.1", "nielweise2007 ML 0.1", "egger2001 ML 0.025"]);
const near = { relative: 1e-4, absolute: 1e-5, because: "metafor's optimiser stops earlier" };
const near2 = { relative: 1e-3, absolute: 1e-5, because: "metafor's second derivatives are numerical" };

const byHand = { relative: 1e-8, absolute: 1e-8, because: "Nelder and Mead climb no further" };

describe("metafor's selmodel with a step function", {
  meta: {
    validates: {
      requirement: "Vevea-Hedges and Vevea-Woods selection models",
      functions: ["poolSelectionModel"],
      source:
        "metafor 3.8.1 selmodel, which on egger2001 stops at a local maximum (log-likelihood -18.844); 99 climbs of optim from the definition reach -17.301, as here",
    },
  },
}, () => {
  it.each(reference.selection.map((each) => [`${each.set} ${each.method} ${each.steps.join(" ")}`, each] as const))(
    "%s",
    (name, expected) => {
      const { set, steps, alternative, weights, method } = expected;
      const found = estimated(
        poolSelectionModel(effectsOf(reference.sets[set]!), {
          steps,
          alternative: alternative === "two.sided" ? "twoSided" : alternative,
          ...(weights === null ? {} : { weights }),
          ...(method === "FE" ? { spread: "none" as const } : {}),
        }),
      );
      if (found.mean.kind === "notEstimable") throw new Error(found.mean.reason);
      // Never below metafor's maximum but by rounding.
      expect(found.logLikelihood > expected.logLikelihood - 1e-9).exactly(true);
      if (expected.highest !== null) expect(found.logLikelihood).agreesWith(expected.highest, byHand);
      if (atBound.has(name)) {
        expect(found.tau2.value).exactly(0);
        return;
      }
      expect(found.logLikelihood).agreesWith(expected.logLikelihood, near);
      expect(found.mean.value).agreesWith(expected.mean, near);
      expect(found.standardError!).agreesWith(expected.se, near2);
      expect(found.pValue!).agreesWith(expected.p, near2);
      expect(found.tau2.value).agreesWith(expected.tau2, near);
      if (expected.tau2Se !== null) expect(found.tau2.standardError!).agreesWith(expected.tau2Se, near2);
      for (const [j, interval] of found.intervals.entries()) {
        expect(interval.weight).agreesWith(expected.delta[j]!, near);
        const error = expected.deltaSe[j];
        if (typeof error === "number") expect(interval.standardError!).agreesWith(error, near2);
        else expect(interval.standardError).toBeUndefined();
      }
      if (weights === null) {
        expect(found.selection!.statistic).agreesWith(expected.LRT, near2);
        expect(found.selection!.pValue).agreesWith(expected.LRTp!, near2);
      } else expect(found.selection).toBeUndefined();
      if (expected.heterogeneity !== null && method === "ML")
        expect(found.heterogeneity!.statistic).agreesWith(expected.heterogeneity, near2);
    },
  );
});

describe("the selection model", () => {
  const effects = effectsOf(reference.sets["bangertdrowns2004"]!);

  it("without selection it is maximum likelihood", () => {
    const found = estimated(poolSelectionModel(effects, { steps: [0.025], weights: [1, 1] }));
    if (found.mean.kind === "notEstimable") throw new Error(found.mean.reason);
    const because = "the same maximum, found in another way";
    expect(found.mean.value).agreesWith(found.unadjusted.mean, { relative: 1e-9, absolute: 0, because });
    expect(found.tau2.value).agreesWith(found.unadjusted.tau2, { relative: 1e-8, absolute: 0, because });
  });

  it("does not depend on the unit or the sign of effects", () => {
    const scale = { relative: 1e-7, absolute: 0, because: "the same climb in another unit" };
    const one = estimated(poolSelectionModel(effects, { steps: [0.05] }));
    for (const factor of [1e-4, 1e5]) {
      const rows = effects.rows.map((row) => ({
        ...row,
        value: -factor * row.value,
        variance: factor * factor * row.variance,
      }));
      const other = estimated(poolSelectionModel({ ...effects, rows }, { steps: [0.05], alternative: "less" }));
      if (one.mean.kind === "notEstimable" || other.mean.kind === "notEstimable") throw new Error("no mean");
      expect(other.mean.value).agreesWith(-factor * one.mean.value, scale);
      expect(other.standardError!).agreesWith(factor * one.standardError!, scale);
      expect(other.tau2.value).agreesWith(factor * factor * one.tau2.value, scale);
      expect(other.selection!.statistic).agreesWith(one.selection!.statistic, scale);
    }
  });

  it("an interval without studies has no weight", () => {
    const set = effectsOf({ yi: [1, 2, 3, 2.5], vi: [0.1, 0.2, 0.1, 0.3] });
    const found = poolSelectionModel(set, { steps: [0.025] });
    expect(found).toMatchObject({
      kind: "notEstimable",
      reason: expect.stringMatching(/up to 1, so its weight is unknown/),
    });
    expect(found.warnings[0]!).toMatch(/^4 studies: /);
    expect(poolSelectionModel(set, { steps: [0.025], weights: [1, 0.5] }).kind).exactly("estimated");
    expect(poolSelectionModel(effectsOf({ yi: [1], vi: [1] }), { steps: [0.5] })).toMatchObject({
      reason: "1 studies cannot tell 3 parameters apart",
    });
  });

  it("hostile steps and weights are refused", () => {
    expect(() => poolSelectionModel(effects, { steps: [0.5, 0.05] })).toThrow(/steps\[1\] is 0.05 after 0.5/);
    expect(() => poolSelectionModel(effects, { steps: [] })).toThrow(/steps/);
    expect(() => poolSelectionModel(effects, { steps: [1] })).toThrow(/steps/);
    expect(() => poolSelectionModel(effects, { steps: [0.05], weights: [1] })).toThrow(/1 entries for 2 intervals/);
    expect(() => poolSelectionModel(effects, { steps: [0.05], weights: [0.5, 1] })).toThrow(/weights\[0\] is 0.5/);
    expect(() => poolSelectionModel(effects, { steps: [0.05], weights: [1, Number.NaN] })).toThrow(/weights/);
  });
});
