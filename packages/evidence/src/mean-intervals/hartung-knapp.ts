import { defineMeanInterval, noDegreesOfFreedom } from "./mean-interval.ts";

/** Hartung & Knapp (2001), doi:10.1002/sim.1009; with moderators Knapp & Hartung (2003), doi:10.1002/sim.1482. Can be narrower than Wald. */
export const hartungKnapp = defineMeanInterval({
  kind: "hartungKnapp",
  label: "Hartung-Knapp",
  rule: ({ df, scale }) => (df < 1 ? noDegreesOfFreedom : { kind: "applies", varianceFactor: scale, quantile: { df } }),
});
