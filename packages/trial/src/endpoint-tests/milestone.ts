import { log } from "@rekindle/stats";
import { z } from "zod";
import { defineEndpointTest } from "../endpoint-test.ts";
import { armCurves } from "./arm-curves.ts";
import type { ArmCurve } from "./curve-areas.kernel.ts";
import { notEstimable, testedRecord } from "./test-results.ts";

/**
 * Difference of the Kaplan-Meier curves at one day; strata are ignored. The estimate is the difference of the survival
 * probabilities with Greenwood's variance; z is of that difference (`plain`) or on the log(-log) scale. The same as
 * `compareMilestones` of stats: Klein et al. (2007), doi:10.1002/sim.2864.
 */
export const milestone = defineEndpointTest({
  kind: "milestone",
  options: z.strictObject({
    kind: z.literal("milestone"),
    /** Day since randomisation. */
    atDay: z.number().positive(),
    scale: z.enum(["plain", "logLog"]).default("logLog"),
  }),
  reads: "timeDays",
  ready: ({ atDay, scale }, { capacity, better }) => {
    const { control, experimental, measure } = armCurves({ capacity, horizon: atDay });
    const result = testedRecord();
    const sign = better === "higher" ? 1 : -1;
    return (columns) => {
      const missing = measure(columns);
      if (missing !== undefined) return missing;
      const variance = plainVariance(control) + plainVariance(experimental);
      if (!(variance > 0)) return notEstimable.noVariance;
      result.estimate = experimental.survival - control.survival;
      result.information = 1 / variance;
      if (scale === "plain") {
        result.z = (sign * result.estimate) / Math.sqrt(variance);
        return result;
      }
      if (isEnd(control) || isEnd(experimental)) return notEstimable.survivalAtEnd;
      const spread = Math.sqrt(logLogVariance(control) + logLogVariance(experimental));
      result.z = (sign * (log(-log(control.survival)) - log(-log(experimental.survival)))) / spread;
      return result;
    };
  },
});

function plainVariance({ survival, greenwood }: ArmCurve): number {
  return survival * survival * greenwood;
}

function logLogVariance({ survival, greenwood }: ArmCurve): number {
  const logSurvival = log(survival);
  return greenwood / (logSurvival * logSurvival);
}

function isEnd({ survival }: ArmCurve): boolean {
  return survival === 0 || survival === 1;
}
