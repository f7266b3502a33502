import { logGamma } from "@rekindle/stats";
import type { BinomialTable } from "../binomial-normal/binomial-table.ts";

/** Sum over the studies of log C(n, x). */
export function logBinomialCoefficients({ events, n, times }: BinomialTable): number {
  let sum = 0;
  for (let i = 0; i < n.length; i++) {
    sum += times[i]! * (logGamma(n[i]! + 1) - logGamma(events[i]! + 1) - logGamma(n[i]! - events[i]! + 1));
  }
  return sum;
}
