import { defineMeanInterval } from "./mean-interval.ts";

/** Estimate ± z × standard error: too narrow with few studies. */
export const wald = defineMeanInterval({
  kind: "wald",
  label: "Wald",
  rule: () => ({ kind: "applies", varianceFactor: 1, quantile: "normal" }),
});
