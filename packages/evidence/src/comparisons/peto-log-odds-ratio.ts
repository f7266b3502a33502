import { exp } from "@rekindle/stats";
import { defineComparison } from "./comparison.ts";

/**
 * Observed minus expected events over their hypergeometric variance: PETO. Yusuf et al. (1985), doi:10.1016/S0033-0620(85)80003-7.
 * Only a study without any event, or without any non-event, has no effect.
 */
export const petoLogOddsRatio = defineComparison({
  kind: "petoLogOddsRatio",
  label: "Peto log odds ratios",
  scale: "log odds ratio (Peto)",
  naturalScale: "odds ratio (Peto)",
  needsCorrection: ({ a, b, c, d }) => a + c === 0 || b + d === 0,
  effect: ({ a, b, c, d }) => {
    const [n1, n2] = [a + b, c + d];
    const n = n1 + n2;
    const variance = (n1 * n2 * (a + c) * (b + d)) / (n * n * (n - 1));
    return { value: (a - (n1 * (a + c)) / n) / variance, variance: 1 / variance };
  },
  toNatural: (value) => exp(value),
});
