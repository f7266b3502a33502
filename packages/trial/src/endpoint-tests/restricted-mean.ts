import { z } from "zod";
import { defineEndpointTest } from "../endpoint-test.ts";
import { armCurves } from "./arm-curves.ts";
import { notEstimable, testedRecord } from "./test-results.ts";

/**
 * Difference of the restricted mean times, experimental less control, up to a day; strata are ignored. The estimate is in days,
 * `information` one over its variance (Greenwood). The same as `compareRestrictedMeans` of stats.
 */
export const restrictedMean = defineEndpointTest({
  kind: "restrictedMean",
  options: z.strictObject({
    kind: z.literal("restrictedMean"),
    /** Day since randomisation up to which time is counted. */
    untilDay: z.number().positive(),
  }),
  reads: "timeDays",
  ready: ({ untilDay }, { capacity, better }) => {
    const { control, experimental, measure } = armCurves({ capacity, horizon: untilDay });
    const result = testedRecord();
    const sign = better === "higher" ? 1 : -1;
    return (columns) => {
      const missing = measure(columns);
      if (missing !== undefined) return missing;
      const variance = control.areaVariance + experimental.areaVariance;
      if (!(variance > 0)) return notEstimable.noVariance;
      result.estimate = experimental.area - control.area;
      result.information = 1 / variance;
      result.z = (sign * result.estimate) / Math.sqrt(variance);
      return result;
    };
  },
});
