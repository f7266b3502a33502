import { describe } from "vitest";
import { effectsOf, expectExample } from "./shared.ts";

const values = [-0.581, 0.53, 0.771, 1.031, 0.553, 0.295, 0.078, 0.573, -0.176, -0.232];
const variances = [0.023, 0.052, 0.06, 0.115, 0.095, 0.203, 0.2, 0.211, 0.051, 0.04];

describe("Viechtbauer 2005, first example", {
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
    { kind: "HS", tau2: "0.2282" },
    { kind: "HE", tau2: "0.1484" },
    { kind: "DL", tau2: "0.2768" },
    { kind: "ML", tau2: "0.1967" },
    { kind: "REML", tau2: "0.2232" },
    { kind: "EB", tau2: "0.1920" },
    { kind: "SJ", tau2: "0.1992" },
  ]);
});
