import { defineMeanInterval, noDegreesOfFreedom } from "./mean-interval.ts";

/** Hartung-Knapp with the scale never below 1. Röver, Knapp & Friede (2015), doi:10.1186/s12874-015-0091-1. */
export const modifiedHartungKnapp = defineMeanInterval({
  kind: "modifiedHartungKnapp",
  label: "modified Hartung-Knapp",
  rule: ({ df, scale }) =>
    df < 1 ? noDegreesOfFreedom : { kind: "applies", varianceFactor: Math.max(1, scale), quantile: { df } },
});
