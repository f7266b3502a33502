import { InvalidInput } from "@rekindle/stats";
import { describe, expect, it } from "vitest";
import {
  failSafe,
  type GivenEffects,
  givenEffects,
  gosh,
  influence,
  poolEffects,
  poolPetPeese,
  poolSelectionModel,
  regressEffects,
  testAsymmetry,
  testCountAsymmetry,
  testRankCorrelation,
  trimAndFill,
} from "../../src/index.ts";

function effectsOf(y: readonly number[], v: readonly number[]): GivenEffects {
  const rows = y.map((value, i) => ({ id: `${i}`, label: `Study ${i}`, value, variance: v[i]! }));
  return givenEffects(rows, { scale: "effect" });
}

const sets = {
  "one study": effectsOf([1], [1]),
  "two studies": effectsOf([1, 2], [1, 1]),
  "three studies": effectsOf([1, 2, 4], [0.1, 0.2, 0.3]),
  "the same study four times": effectsOf([2, 2, 2, 2], [1, 1, 1, 1]),
  "the same effect": effectsOf([2, 2, 2, 2], [1, 2, 3, 4]),
  "no effect": effectsOf([0, 0, 0, 0], [1, 2, 3, 4]),
  "tiny effects": effectsOf([1e-100, 2e-100, -1e-100, 3e-100], [1, 1, 2, 1]),
  "tiny effects and variances": effectsOf([1e-50, 2e-50, -1e-50, 3e-50], [1e-100, 2e-100, 1e-100, 4e-100]),
  "huge effects": effectsOf([1e100, -1e100, 9e99, 3e99], [1, 2, 3, 4]),
  "huge and tiny variances": effectsOf([1, 2, 3, 4], [1e100, 1e-100, 1, 2]),
  "one study with all the weight": effectsOf([0.5, 0.2, 0.3, 0.4, 0.1], [1e-12, 1, 1, 1, 1]),
  "studies twice": effectsOf([1, 1, 2, 2, 3, 3], [1, 1, 1, 1, 2, 2]),
  "on a line": effectsOf([1, 2, 3, 4], [1, 4, 9, 16]),
  "far from 0": effectsOf([1e8, 1e8 + 1, 1e8 + 2, 1e8 + 3.5], [1, 2, 1, 3]),
};

/** Of what are no effects, anything. */
function places(effects: GivenEffects | undefined): readonly number[] {
  const rows: unknown = effects?.rows;
  return Array.isArray(rows) ? rows.map((_, i) => i) : [0, 1];
}

const analyses: Readonly<Record<string, (effects: GivenEffects) => unknown>> = {
  poolEffects: (effects) => poolEffects(effects),
  influence: (effects) => influence(effects),
  "influence on a regression": (effects) =>
    influence(effects, { moderators: [{ name: "x", values: places(effects) }] }),
  regressEffects: (effects) => regressEffects(effects, { moderators: [] }),
  Egger: (effects) => testAsymmetry(effects),
  "Egger by meta-regression": (effects) => testAsymmetry(effects, { model: "metaRegression", predictor: "variance" }),
  "rank correlation": (effects) => testRankCorrelation(effects),
  L0: (effects) => trimAndFill(effects),
  R0: (effects) => trimAndFill(effects, { estimator: "R0" }),
  Q0: (effects) => trimAndFill(effects, { estimator: "Q0" }),
  selection: (effects) => poolSelectionModel(effects, { steps: [0.5] }),
  "given selection": (effects) => poolSelectionModel(effects, { steps: [0.05, 0.5], weights: [1, 0.5, 0.2] }),
  "selection without spread": (effects) => poolSelectionModel(effects, { spread: "none", alternative: "twoSided" }),
  "PET-PEESE": (effects) => poolPetPeese(effects),
  "fail-safe N": (effects) => failSafe(effects, { kind: "rosenthal" }),
  GOSH: (effects) => gosh(effects, { smallest: 1 }),
  "GOSH by DL": (effects) => gosh(effects, { tau2: { kind: "DL" }, subsets: { kind: "random", count: 9, seed: "x" } }),
};

/** Paths of what is no number in a result. */
function notNumbers(value: unknown, path: string): readonly string[] {
  if (typeof value === "number") return Number.isNaN(value) ? [path] : [];
  if (ArrayBuffer.isView(value)) return [...(value as Float64Array)].some(Number.isNaN) ? [path] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => notNumbers(inner, `${path}.${key}`));
}

describe.each(Object.entries(analyses))("%s", (_, analyse) => {
  it.each(Object.entries(sets))("of %s is a number, a reason or a refusal", (__, effects) => {
    try {
      expect(notNumbers(analyse(effects), "result")).toEqual([]);
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      expect(error.issues.length > 0).exactly(true);
    }
  });

  it("refuses what are no effects", () => {
    const none = [undefined, null, 3, [], {}, { rows: "x" }, { rows: [] }, { rows: [null] }, { rows: [{}] }];
    const bad = [Number.NaN, Infinity, 1e101].map((value) => ({ rows: [{ id: "a", label: "a", value, variance: 1 }] }));
    const worse = [0, -1, 1e-320, Number.NaN].map((variance) => ({
      rows: [{ id: "a", label: "a", value: 1, variance }],
    }));
    for (const effects of [...none, ...bad, ...worse]) expect(() => analyse(effects as never)).toThrow(InvalidInput);
  });
});

it.each([undefined, null, {}, [], [{}], "x"])("testCountAsymmetry refuses %j", (rows) => {
  expect(() => testCountAsymmetry(rows as never, { kind: "peters" })).toThrow(InvalidInput);
});
