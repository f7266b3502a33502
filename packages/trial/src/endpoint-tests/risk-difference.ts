import { z } from "zod";
import { defineEndpointTest } from "../endpoint-test.ts";
import { restrictedRates } from "../sample-size/restricted-rates.ts";
import { countResponses, createResponseCounts } from "./response-counts.kernel.ts";
import { notEstimable, testedRecord } from "./test-results.ts";

/**
 * Difference of two proportions, experimental minus control, as a z test without continuity correction.
 *
 * `pooled` divides by the standard error under equality, √(p (1 - p) (1/n₁ + 1/n₀)); its square is Pearson's chi-square.
 * `unpooled` divides by √(p₁ (1 - p₁)/n₁ + p₀ (1 - p₀)/n₀). With a margin, z tests whether the difference exceeds it, and `pooled`
 * takes the rates restricted to the margin: Farrington, Manning (1990), doi:10.1002/sim.4780091208. Fleiss, Levin, Paik, Statistical Methods for Rates and Proportions
 * (2003), section 3.1, doi:10.1002/0471445428. Strata are ignored. Not estimable if an arm is empty or the standard error is 0.
 * `information` is 1 / (standard error)².
 */
export const riskDifference = defineEndpointTest({
  kind: "riskDifference",
  options: z.strictObject({
    kind: z.literal("riskDifference"),
    /** Standard error under equality of the arms (pooled) or not (unpooled). */
    variance: z.enum(["pooled", "unpooled"]).default("pooled"),
    /** Difference of the rates, experimental minus control, under the null hypothesis; below 0 for the non-inferiority of a higher rate. */
    margin: z.number().gt(-1).lt(1).default(0),
  }),
  reads: "response",
  ready: ({ variance, margin }, { better }) => {
    const counts = createResponseCounts(1);
    const result = testedRecord();
    const sign = better === "higher" ? 1 : -1;
    return (columns) => {
      countResponses(columns, { counts, byStratum: 0 });
      const n1 = counts.experimental[0]!;
      const n0 = counts.control[0]!;
      if (n1 === 0 || n0 === 0) return notEstimable.emptyArm;
      const p1 = counts.experimentalResponses[0]! / n1;
      const p0 = counts.controlResponses[0]! / n0;
      const pooled = (counts.experimentalResponses[0]! + counts.controlResponses[0]!) / (n1 + n0);
      let squared = pooled * (1 - pooled) * (1 / n1 + 1 / n0);
      if (variance === "unpooled") squared = (p1 * (1 - p1)) / n1 + (p0 * (1 - p0)) / n0;
      else if (margin !== 0) {
        const restricted = restrictedRates({ control: p0, experimental: p1 }, { margin, allocationRatio: n1 / n0 });
        squared =
          (restricted.experimental * (1 - restricted.experimental)) / n1 +
          (restricted.control * (1 - restricted.control)) / n0;
      }
      if (!(squared > 0)) return notEstimable.noVariance;
      result.z = (sign * (p1 - p0 - margin)) / Math.sqrt(squared);
      result.estimate = p1 - p0;
      result.information = 1 / squared;
      return result;
    };
  },
});
