import { type EventWeight, sumLogRank } from "@rekindle/stats";
import type { Better, ReadyTest } from "../endpoint-test.ts";
import { trialSorter } from "./sorted-trial.ts";
import { notEstimable, testedRecord } from "./test-results.ts";

/**
 * The (weighted) log-rank test over this many strata, with the hypergeometric variance. The estimate is the one-step (Peto) log
 * hazard ratio, experimental over control, (O - E) / V; `information` is V. Yusuf et al. (1985), doi:10.1016/S0033-0620(85)80003-7.
 */
export function logRankTest(context: {
  readonly strata: number;
  readonly capacity: number;
  readonly better: Better;
  readonly weight?: EventWeight;
}): ReadyTest {
  const { workspace, sort } = trialSorter(context);
  const { weight = { kind: "logRank" } } = context;
  const result = testedRecord();
  // A higher time is better: fewer events than expected favour the experimental arm.
  const sign = context.better === "higher" ? -1 : 1;
  return (columns) => {
    if (!sort(columns)) return notEstimable.noEvents;
    sumLogRank(workspace, weight);
    const { variance } = workspace;
    if (!(variance > 0)) return notEstimable.noEvents;
    const excess = workspace.observed - workspace.expected;
    result.z = (sign * excess) / Math.sqrt(variance);
    result.estimate = excess / variance;
    result.information = variance;
    return result;
  };
}
