import type { LookColumns } from "../endpoint-test.ts";
import { createTimeOrder, orderByTime, type TimeOrder } from "./time-order.kernel.ts";

/** Sums over event times and strata, and the work space they are made in. */
export interface LogRankSums {
  readonly order: TimeOrder;
  readonly strata: number;
  /** Observed minus expected events of the experimental arm. */
  excess: number;
  /** Hypergeometric variance of `excess`. */
  variance: number;
}

export function createLogRankSums(strata: number, capacity: number): LogRankSums {
  return { order: createTimeOrder(strata, capacity), strata, excess: 0, variance: 0 };
}

/**
 * Log-rank sums with the hypergeometric variance, which holds with ties: at a time with d events among n at risk, of whom n₁ are
 * experimental, E = d n₁/n and V = d (n₁/n)(1 - n₁/n)(n - d)/(n - 1). A patient censored at a time is at risk at it.
 * Source: Mantel (1966), Cancer Chemother. Rep. 50, 163-170; Kalbfleisch, Prentice (2002), equation 1.23, doi:10.1002/9781118032985.
 */
export function sumLogRank(sums: LogRankSums, columns: LookColumns): void {
  const { order, strata } = sums;
  const { patients, timeDays, event, arm, stratum } = columns;
  orderByTime(order, patients, timeDays, event, arm, stratum, strata);
  const { time, code, start } = order;
  let excess = 0;
  let variance = 0;
  for (let s = 0; s < strata; s++) {
    const from = start[s]!;
    const to = start[s + 1]!;
    let experimental = 0;
    for (let i = from; i < to; i++) experimental += code[i]! & 1;
    let i = from;
    while (i < to) {
      const now = time[i]!;
      const here = code[i]!;
      if (i + 1 === to || time[i + 1] !== now) {
        // No tie, the usual case: d is 0 or 1.
        const d = here >> 1;
        const share = experimental / (to - i);
        excess += d * ((here & 1) - share);
        variance += d * share * (1 - share);
        experimental -= here & 1;
        i++;
        continue;
      }
      const atRisk = to - i;
      const atRiskExperimental = experimental;
      let events = 0;
      let eventsExperimental = 0;
      for (; i < to && time[i] === now; i++) {
        const each = code[i]!;
        events += each >> 1;
        eventsExperimental += (each >> 1) & each;
        experimental -= each & 1;
      }
      if (events === 0) continue;
      const share = atRiskExperimental / atRisk;
      excess += eventsExperimental - events * share;
      if (atRisk > 1) variance += (events * share * (1 - share) * (atRisk - events)) / (atRisk - 1);
    }
  }
  sums.excess = excess;
  sums.variance = variance;
}
