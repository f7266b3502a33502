import { z } from "zod";
import { defineEndpointTest } from "../endpoint-test.ts";
import { eventWeightSchema, plainWeight } from "./event-weight-schema.ts";
import { logRankTest } from "./log-rank-result.ts";

/**
 * Weighted log-rank test: late or early differences count more. The estimate is a weighted one-step log hazard ratio.
 * The same as `logRankTest` of stats, whose docstring names the sources of the weights.
 */
export const weightedLogRank = defineEndpointTest({
  kind: "weightedLogRank",
  options: z.strictObject({
    kind: z.literal("weightedLogRank"),
    weight: eventWeightSchema,
    /** Whether the outcome model's strata are kept apart. */
    stratified: z.boolean().default(false),
  }),
  reads: "timeDays",
  ready: ({ weight, stratified }, { strata, capacity, better }) =>
    logRankTest({ strata: stratified ? strata : 1, capacity, better, weight: plainWeight(weight) }),
});
