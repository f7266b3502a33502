import { exp, log } from "@rekindle/stats";
import { defineMeasure } from "./measure.ts";

/** log(p) with variance 1 / events − 1 / n: PLN. Not symmetric: pooling the other outcome gives another answer. */
export const logProportion = defineMeasure({
  kind: "logProportion",
  label: "log proportions",
  scale: "log",
  needsCorrection: { atZero: true, atFull: true },
  effect: (events, n) => ({ value: log(events / n), variance: 1 / events - 1 / n }),
  toNatural: (value) => Math.min(1, exp(value)),
});
