import { defineMeasure } from "./measure.ts";

/** The proportion itself, with variance p (1 − p) / n: metafor's PR, meta's PRAW. Its intervals can leave [0, 1] and are cut there. */
export const rawProportion = defineMeasure({
  kind: "rawProportion",
  label: "raw proportions",
  scale: "proportion",
  needsCorrection: { atZero: true, atFull: true },
  effect: (events, n) => {
    const value = events / n;
    return { value, variance: (value * (1 - value)) / n };
  },
  toNatural: (value) => Math.min(1, Math.max(0, value)),
});
