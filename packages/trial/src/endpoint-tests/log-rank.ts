import { z } from "zod";
import { defineEndpointTest } from "../endpoint-test.ts";
import { logRankTest } from "./log-rank-result.ts";

/**
 * Log-rank test of two arms, strata ignored. z² is the chi-square of R's `survdiff(Surv(time, event) ~ arm)`.
 * The estimate is the one-step log hazard ratio (O - E) / V, experimental over control.
 */
export const logRank = defineEndpointTest({
  kind: "logRank",
  options: z.strictObject({ kind: z.literal("logRank") }),
  reads: "timeDays",
  ready: (_options, { capacity, better }) => logRankTest({ strata: 1, capacity, better }),
});
