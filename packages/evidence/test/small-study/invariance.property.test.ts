import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type GivenEffects,
  givenEffects,
  gosh,
  poolPetPeese,
  poolSelectionModel,
  testAsymmetry,
  testRankCorrelation,
  trimAndFill,
} from "../../src/index.ts";

const study = fc.record({
  value: fc.integer({ min: -3000, max: 3000 }).map((thousandths) => thousandths / 1000),
  variance: fc.integer({ min: 10, max: 2000 }).map((thousandths) => thousandths / 1000),
});
const studies = fc.uniqueArray(study, { minLength: 4, maxLength: 12, selector: ({ value }) => value });

function effectsOf(rows: readonly { readonly value: number; readonly variance: number }[]): GivenEffects {
  return givenEffects(
    rows.map((row, i) => ({ id: `${i}`, label: `Study ${i}`, ...row })),
    { scale: "effect" },
  );
}

const because = "the same sums of products by a constant";
const near = { relative: 1e-7, absolute: 1e-9, because };

describe("small-study effects", () => {
  it("do not depend on the order of the studies, to the last bit", () => {
    fc.assert(
      fc.property(studies, (rows) => {
        const [one, other] = [effectsOf(rows), effectsOf(rows.toReversed())];
        expect(testAsymmetry(other)).toEqual(testAsymmetry(one));
        expect(testAsymmetry(other, { model: "metaRegression" })).toEqual(
          testAsymmetry(one, { model: "metaRegression" }),
        );
        expect(testRankCorrelation(other)).toEqual(testRankCorrelation(one));
        expect(poolPetPeese(other)).toEqual(poolPetPeese(one));
        const steps = { steps: [0.3], weights: [1, 0.5] };
        expect(poolSelectionModel(other, steps)).toEqual(poolSelectionModel(one, steps));
        const [filled, refilled] = [trimAndFill(one), trimAndFill(other)];
        if (filled.kind === "notEstimable" || refilled.kind === "notEstimable") return;
        expect(refilled.filled.map(({ value }) => value)).toEqual(filled.filled.map(({ value }) => value));
      }),
      { numRuns: 60 },
    );
  });

  it("turn round with the sign and do not notice the unit", () => {
    fc.assert(
      fc.property(studies, fc.integer({ min: -8, max: 8 }), (rows, power) => {
        const factor = -(2 ** power);
        const turned = rows.map(({ value, variance }) => ({
          value: factor * value,
          variance: factor * factor * variance,
        }));
        const [one, other] = [effectsOf(rows), effectsOf(turned)];
        const [egger, turnedEgger] = [testAsymmetry(one), testAsymmetry(other)];
        if (egger.kind === "tested" && turnedEgger.kind === "tested")
          expect(turnedEgger.statistic).agreesWith(-egger.statistic, near);
        else expect(turnedEgger.kind).exactly(egger.kind);
        const [rank, turnedRank] = [testRankCorrelation(one), testRankCorrelation(other)];
        if (rank.kind === "tested" && turnedRank.kind === "tested") expect(turnedRank.tau + rank.tau).exactly(0);
        const [L0, turnedL0] = [trimAndFill(one), trimAndFill(other)];
        if (L0.kind === "estimated" && turnedL0.kind === "estimated") expect(turnedL0.missing).exactly(L0.missing);
      }),
      { numRuns: 60 },
    );
  });

  it("the whole of GOSH is the pool, whatever the order", () => {
    fc.assert(
      fc.property(fc.array(study, { minLength: 3, maxLength: 7 }), (rows) => {
        const [one, other] = [gosh(effectsOf(rows)), gosh(effectsOf(rows.toReversed()))];
        expect(other.subsets).exactly(one.subsets);
        expect(other.estimate.at(-1)!).exactly(one.estimate.at(-1)!);
        expect(other.estimate.toSorted()).toEqual(one.estimate.toSorted());
      }),
      { numRuns: 40 },
    );
  });
});
