import { standardNormalIsf } from "@rekindle/stats";
import { z } from "zod";
import { defineEndpointTest } from "../endpoint-test.ts";
import { type FixedMargins, hypergeometricBeyond, hypergeometricPoint, logFactorials } from "./hypergeometric-tail.ts";
import { countResponses, createResponseCounts } from "./response-counts.kernel.ts";
import { notEstimable, testedRecord } from "./test-results.ts";

/**
 * Fisher's exact test of two proportions, one-sided, put on the z scale so that any design can use it: the smaller of the two
 * one-sided p-values becomes |z| = Φ⁻¹(1 - p), with the sign of the difference, and 0 if both exceed 1/2. So z reaches Φ⁻¹(1 - α)
 * exactly when the one-sided p is at most α; a two-sided design doubles the smaller p, it does not add up unlikely tables.
 *
 * `pValue: "mid"` counts half of the observed table's probability (mid-P), which is less conservative and no longer exact.
 * Strata are ignored. The estimate is the difference of the proportions, experimental minus control; `information` is the
 * hypergeometric variance of the count, that of the log odds ratio at equality.
 * Sources: Fisher, Statistical Methods for Research Workers (1934), section 21.02; Lancaster (1961), doi:10.1080/01621459.1961.10482105.
 */
export const fisherExact = defineEndpointTest({
  kind: "fisherExact",
  options: z.strictObject({
    kind: z.literal("fisherExact"),
    /** Fisher's p, or the mid-P. */
    pValue: z.enum(["exact", "mid"]).default("exact"),
  }),
  reads: "response",
  ready: ({ pValue }, { capacity, better }) => {
    const counts = createResponseCounts(1);
    const result = testedRecord();
    const factorials = logFactorials(capacity);
    const margins: FixedMargins = { experimental: 0, control: 0, responses: 0 };
    const sign = better === "higher" ? 1 : -1;
    const own = pValue === "mid" ? 0.5 : 1;
    return (columns) => {
      countResponses(columns, { counts, byStratum: 0 });
      const n1 = counts.experimental[0]!;
      const n0 = counts.control[0]!;
      if (n1 === 0 || n0 === 0) return notEstimable.emptyArm;
      const x1 = counts.experimentalResponses[0]!;
      const x0 = counts.controlResponses[0]!;
      const responses = x1 + x0;
      const n = n1 + n0;
      margins.experimental = n1;
      margins.control = n0;
      margins.responses = responses;
      const side = x1 * n0 >= x0 * n1 ? 1 : -1;
      const point = hypergeometricPoint(margins, x1, factorials);
      const beyond = hypergeometricBeyond(margins, x1, side, point);
      // Adding 0 turns a negative zero into zero.
      result.z = sign * side * zOf(beyond + own * point, 1 - beyond - (1 - own) * point) + 0;
      result.estimate = x1 / n1 - x0 / n0;
      result.information = (n1 * n0 * responses * (n - responses)) / (n * n * (n - 1));
      return result;
    };
  },
});

/** z of the smaller of two opposite one-sided p-values; 0 if neither is below 1/2. */
function zOf(p: number, opposite: number): number {
  if (p < 0.5) return standardNormalIsf(p);
  return opposite < 0.5 ? -standardNormalIsf(opposite) : 0;
}
