import { asin, sin } from "@rekindle/stats";
import { defineMeasure } from "./measure.ts";

/** asin(√p) with variance 1 / (4 n): PAS. Needs no correction. */
export const arcsineProportion = defineMeasure({
  kind: "arcsineProportion",
  label: "arcsine square-root proportions",
  scale: "arcsine",
  needsCorrection: { atZero: false, atFull: false },
  effect: (events, n) => ({ value: asin(Math.sqrt(events / n)), variance: 1 / (4 * n) }),
  toNatural: (value) => {
    const root = sin(Math.min(Math.PI / 2, Math.max(0, value)));
    return root * root;
  },
});
