import { describe, expect, it } from "vitest";
import { byEstimator, effectsOf, expectExample, regressed } from "./shared.ts";

const values = [-0.33, 0.32, 0.39, 0.31, 0.17, 0.64, -0.33, 0.15, -0.02, 0];
const variances = [0.084, 0.035, 0.017, 0.034, 0.072, 0.117, 0.102, 0.093, 0.012, 0.067];

describe("Lipsey and Wilson 2001", {
  meta: {
    validates: {
      requirement: "Worked example: Lipsey and Wilson 2001",
      functions: ["poolEffects", "regressEffects"],
      source: "Lipsey and Wilson (2001), as metafor's tests print it",
    },
  },
}, () => {
  const effects = effectsOf(values, variances);

  expectExample(effects, [
    { kind: "commonEffect", mean: "0.1549", se: "0.0609" },
    { kind: "DL", mean: "0.1534", se: "0.0858", tau2: "0.025955" },
  ]);

  it("heterogeneity", () => {
    const { heterogeneity } = byEstimator(effects, "DL");
    expect(heterogeneity!.statistic).asPrinted("14.7640");
    expect(heterogeneity!.pValue).asPrinted("0.0976");
  });

  it("subgroups by random assignment leave what is printed", () => {
    const random = { name: "random", values: [0, 0, 0, 0, 0, 0, 1, 1, 1, 1] };
    const { residualHeterogeneity } = regressed(effects, random, "commonEffect");
    expect(residualHeterogeneity.statistic).asPrinted("7.6901");
  });
});
