import { z } from "zod";
import { defineEndpointTest } from "../endpoint-test.ts";
import { countResponses, createResponseCounts } from "./response-counts.kernel.ts";
import { notEstimable, testedRecord } from "./test-results.ts";

/**
 * Stratified comparison of two proportions: z = Σ (a - E a) / √Σ V a over strata, with the hypergeometric mean and variance of the
 * experimental responses a given the margins. Its square is R's `mantelhaen.test(correct = FALSE)`.
 *
 * `continuity: "yates"` takes 1/2 off |Σ (a - E a)|, but never past 0. R's function does the same from
 * 1/2 on and takes nothing off below, where its statistic jumps. The estimate is the Mantel-Haenszel risk
 * difference, Σ (x₁ n₀ - x₀ n₁)/n over Σ n₁ n₀/n; `information` is Σ V a, that of the common log odds ratio.
 * Sources: Mantel, Haenszel (1959), doi:10.1093/jnci/22.4.719; Greenland, Robins (1985), doi:10.2307/2530643.
 * Strata with one patient or one arm only carry no weight.
 */
export const cochranMantelHaenszel = defineEndpointTest({
  kind: "cochranMantelHaenszel",
  options: z.strictObject({
    kind: z.literal("cochranMantelHaenszel"),
    /** Continuity correction. */
    continuity: z.enum(["none", "yates"]).default("none"),
  }),
  reads: "response",
  ready: ({ continuity }, { strata, better }) => {
    const counts = createResponseCounts(strata);
    const result = testedRecord();
    const sign = better === "higher" ? 1 : -1;
    const correction = continuity === "yates" ? 0.5 : 0;
    return (columns) => {
      countResponses(columns, { counts, byStratum: 1 });
      let excess = 0;
      let variance = 0;
      let difference = 0;
      let weight = 0;
      for (let s = 0; s < strata; s++) {
        const n1 = counts.experimental[s]!;
        const n0 = counts.control[s]!;
        const n = n1 + n0;
        if (n1 === 0 || n0 === 0) continue;
        const x1 = counts.experimentalResponses[s]!;
        const x0 = counts.controlResponses[s]!;
        const responses = x1 + x0;
        excess += x1 - (n1 * responses) / n;
        variance += (n1 * n0 * responses * (n - responses)) / (n * n * (n - 1));
        difference += (x1 * n0 - x0 * n1) / n;
        weight += (n1 * n0) / n;
      }
      if (weight === 0) return notEstimable.emptyArm;
      if (!(variance > 0)) return notEstimable.noVariance;
      const distance = Math.max(0, Math.abs(excess) - correction);
      result.z = (sign * (excess < 0 ? -distance : distance)) / Math.sqrt(variance);
      result.estimate = difference / weight;
      result.information = variance;
      return result;
    };
  },
});
