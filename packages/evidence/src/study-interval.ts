import { beta } from "@rekindle/stats";
import type { Interval, PooledStudy } from "./pooled.ts";
import type { BinomialCounts } from "./select/counts.ts";

/** Clopper & Pearson (1934), doi:10.1093/biomet/26.4.404: exact, each tail (1 − level) / 2 also at 0 and n. */
export function clopperPearson(events: number, n: number, level: number): Interval {
  const tail = (1 - level) / 2;
  const lower = events === 0 ? 0 : beta({ a: events, b: n - events + 1 }).quantile(tail);
  const upper = events === n ? 1 : beta({ a: events + 1, b: n - events }).isf(tail);
  return { lower, upper, level, method: "Clopper-Pearson" };
}

export function pooledStudy(row: BinomialCounts, level: number, weight?: number): PooledStudy {
  const { id, label, events, n } = row;
  const interval = clopperPearson(events, n, level);
  const study = { id, label, events, n, proportion: events / n, interval };
  return weight === undefined ? study : { ...study, weight };
}
