import { exp, log } from "@rekindle/stats";
import { defineMeasure } from "./measure.ts";

/** log(p / (1 − p)) with variance 1 / events + 1 / (n − events): metafor's PLO, meta's PLOGIT. */
export const logitProportion = defineMeasure({
  kind: "logitProportion",
  label: "logit proportions",
  scale: "logit",
  needsCorrection: { atZero: true, atFull: true },
  effect: (events, n) => ({ value: log(events / (n - events)), variance: 1 / events + 1 / (n - events) }),
  toNatural: (value) => expit(value),
});

/** 1 / (1 + exp(−x)) without overflow. */
export function expit(x: number): number {
  const small = exp(-Math.abs(x));
  return x > 0 ? 1 / (1 + small) : small / (1 + small);
}
