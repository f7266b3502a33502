import { z } from "zod";
import { defineEndpointTest } from "../endpoint-test.ts";
import { createArmCurve, createCurveSteps, measureCurve } from "./curve-areas.kernel.ts";
import { trialSorter } from "./sorted-trial.ts";
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
    const { workspace, sort } = trialSorter({ strata: 1, capacity });
    const steps = createCurveSteps(capacity);
    const control = createArmCurve();
    const experimental = createArmCurve();
    const result = testedRecord();
    const sign = better === "higher" ? 1 : -1;
    return (columns) => {
      if (!sort(columns)) return notEstimable.emptyArm;
      measureCurve(workspace, { arm: 0, horizon: untilDay }, { steps, out: control });
      measureCurve(workspace, { arm: 1, horizon: untilDay }, { steps, out: experimental });
      if (!control.isKnown || !experimental.isKnown) return notEstimable.shortFollowUp;
      const variance = control.areaVariance + experimental.areaVariance;
      if (!(variance > 0)) return notEstimable.noVariance;
      result.estimate = experimental.area - control.area;
      result.information = 1 / variance;
      result.z = (sign * result.estimate) / Math.sqrt(variance);
      return result;
    };
  },
});
