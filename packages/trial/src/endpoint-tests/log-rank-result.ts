import type { Better, ReadyTest } from "../endpoint-test.ts";
import { createLogRankSums, sumLogRank } from "./log-rank.kernel.ts";
import { notEstimable, testedRecord } from "./test-results.ts";

/**
 * The log-rank test over this many strata. The estimate is the one-step (Peto) log hazard ratio, experimental over control,
 * (O - E) / V; `information` is V. Yusuf et al. (1985), doi:10.1016/S0033-0620(85)80003-7.
 */
export function logRankTest(context: {
  readonly strata: number;
  readonly capacity: number;
  readonly better: Better;
}): ReadyTest {
  const sums = createLogRankSums(context.strata, context.capacity);
  const result = testedRecord();
  // A higher time is better: fewer events than expected favour the experimental arm.
  const sign = context.better === "higher" ? -1 : 1;
  return (columns) => {
    sumLogRank(sums, columns);
    if (!(sums.variance > 0)) return notEstimable.noEvents;
    result.z = (sign * sums.excess) / Math.sqrt(sums.variance);
    result.estimate = sums.excess / sums.variance;
    result.information = sums.variance;
    return result;
  };
}
