import { defineMeanInterval, noDegreesOfFreedom } from "./mean-interval.ts";

/** Estimate ± t(k − p) × standard error. Follmann & Proschan (1999), doi:10.1111/j.0006-341X.1999.00732.x. */
export const t = defineMeanInterval({
  kind: "t",
  label: "t",
  rule: ({ df }) => (df < 1 ? noDegreesOfFreedom : { kind: "applies", varianceFactor: 1, quantile: { df } }),
});
