import { exp, log } from "@rekindle/stats";
import { defineComparison, hasEmptyCell } from "./comparison.ts";

/** log(p1 / p2): RR. */
export const logRiskRatio = defineComparison({
  kind: "logRiskRatio",
  label: "log risk ratios",
  scale: "log risk ratio",
  naturalScale: "risk ratio",
  needsCorrection: hasEmptyCell,
  effect: ({ a, b, c, d }) => ({
    value: log((a * (c + d)) / (c * (a + b))),
    variance: 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d),
  }),
  toNatural: (value) => exp(value),
});
