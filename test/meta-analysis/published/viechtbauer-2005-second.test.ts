import { describe } from "vitest";
import { effectsOf, expectExample } from "./shared.ts";

const values = [
  0.1, -0.162, -0.09, -0.049, -0.046, -0.01, -0.431, -0.261, 0.134, 0.019, 0.175, 0.056, 0.045, 0.103, 0.121, -0.482,
  0.29, 0.342,
];
const variances = [
  0.016, 0.015, 0.05, 0.05, 0.032, 0.052, 0.036, 0.024, 0.034, 0.033, 0.031, 0.034, 0.039, 0.167, 0.134, 0.096, 0.016,
  0.035,
];

describe("Viechtbauer 2005, second example", {
  meta: {
    validates: {
      requirement: "Worked example: Viechtbauer 2005",
      functions: ["poolEffects"],
      source: "Viechtbauer (2005), as metafor's tests print it",
    },
  },
}, () => {
  const effects = effectsOf(values, variances);

  expectExample(effects, [
    { kind: "HS", tau2: "0.0099" },
    { kind: "HE", tau2: "0.0000" },
    { kind: "DL", tau2: "0.0126" },
    { kind: "ML", tau2: "0.0132" },
    { kind: "REML", tau2: "0.0157" },
    { kind: "EB", tau2: "0.0104" },
    { kind: "SJ", tau2: "0.0248" },
  ]);
});
