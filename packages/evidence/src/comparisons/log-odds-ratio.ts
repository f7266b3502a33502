import { exp, log } from "@rekindle/stats";
import { defineComparison, hasEmptyCell } from "./comparison.ts";

/** log of the odds ratio, Woolf's variance: OR. */
export const logOddsRatio = defineComparison({
  kind: "logOddsRatio",
  label: "log odds ratios",
  scale: "log odds ratio",
  naturalScale: "odds ratio",
  needsCorrection: hasEmptyCell,
  effect: ({ a, b, c, d }) => ({ value: log((a * d) / (b * c)), variance: 1 / a + 1 / b + 1 / c + 1 / d }),
  toNatural: (value) => exp(value),
});
