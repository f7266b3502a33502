import { describe, it } from "vitest";
import { byEstimator, effectsOf, expectPrinted } from "./shared.ts";

const values = [
  0.03, 0.12, -0.14, 1.18, 0.26, -0.06, -0.02, -0.32, 0.27, 0.8, 0.54, 0.18, -0.02, 0.23, -0.18, -0.06, 0.3, 0.07,
  -0.07,
];
const variances = [
  0.0156, 0.0216, 0.0279, 0.1391, 0.1362, 0.0106, 0.0106, 0.0484, 0.0269, 0.063, 0.0912, 0.0497, 0.0835, 0.0841, 0.0253,
  0.0279, 0.0193, 0.0088, 0.0303,
];

describe("Raudenbush 1985, teacher expectancy", {
  meta: {
    validates: {
      requirement: "Worked example: Raudenbush 1985",
      functions: ["poolEffects"],
      source: "Raudenbush (1985), as metafor's tests print it",
    },
  },
}, () => {
  const effects = effectsOf(values, variances);

  it.each([{ kind: "REML", mean: "0.0837", tau2: "0.0188" }])("$kind", ({ kind, ...printed }) => {
    expectPrinted(byEstimator(effects, kind), printed);
  });
});
