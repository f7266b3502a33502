import { z } from "zod";
import { defineEndpointTest } from "../endpoint-test.ts";
import { logRankTest } from "./log-rank-result.ts";

/**
 * Log-rank test stratified by the outcome model's strata: observed minus expected events and their variances are summed over
 * strata. z² is the chi-square of R's `survdiff(Surv(time, event) ~ arm + strata(stratum))`.
 */
export const stratifiedLogRank = defineEndpointTest({
  kind: "stratifiedLogRank",
  options: z.strictObject({ kind: z.literal("stratifiedLogRank") }),
  reads: "timeDays",
  ready: (_options, { strata, capacity, better }) => logRankTest({ strata, capacity, better }),
});
