import { meanProblem, weightedFit } from "../linear/weighted-fit.ts";
import { canonicalOrder, inverseVarianceWeights } from "../linear/weighted-fit.ts";
import type { Effect } from "../measures/measure.ts";
import { checkEffects } from "../pool-effects.ts";
import { fewStudies } from "./few-studies.ts";
import { kendallTest } from "./kendall.ts";

/** Begg and Mazumdar's test, or why there is none. */
export type RankCorrelationTest =
  | {
      readonly kind: "tested";
      readonly method: string;
      /** Kendall's tau of the standardised effects with their sampling variances. */
      readonly tau: number;
      /** Two-sided. */
      readonly pValue: number;
      readonly studies: number;
      readonly warnings: readonly string[];
    }
  | { readonly kind: "notEstimable"; readonly reason: string; readonly warnings: readonly string[] };

/**
 * Begg and Mazumdar's rank correlation of effects, standardised about the common-effect mean, with their sampling variances. The p-value is
 * exact without ties up to 500 studies, otherwise a normal approximation with the variance for ties and no continuity correction.
 * Begg & Mazumdar (1994), doi:10.2307/2533446. It has little power.
 * @returns `notEstimable` with fewer than three studies, and where all variances or all standardised effects are equal.
 * @throws InvalidInput on effects that are not finite and variances that are not above 0.
 * @example
 * testRankCorrelation(measureComparisons(rows, { kind: "logRiskRatio" }));
 */
export function testRankCorrelation(effects: { readonly rows: readonly Effect[] }): RankCorrelationTest {
  checkEffects(effects.rows);
  const rows = canonicalOrder(effects.rows).map((index) => effects.rows[index]!);
  const warnings = fewStudies(rows.length);
  const none = (reason: string): RankCorrelationTest => ({ kind: "notEstimable", reason, warnings });
  if (rows.length < 3) return none("a rank correlation needs at least three studies");
  const problem = meanProblem(
    rows.map((row) => row.value),
    rows.map((row) => row.variance),
  );
  const { coefficients, covariance } = weightedFit(problem, inverseVarianceWeights(problem, 0))!;
  const [mean, variance] = [coefficients[0]!, covariance[0]![0]!];
  const standardised = problem.y.map((value, i) => (value - mean) / Math.sqrt(problem.v[i]! - variance));
  const found = kendallTest(standardised, problem.v);
  if (found === undefined) return none("all variances, or all standardised effects, are equal");
  const method = `rank correlation of standardised effects with sampling variances (Begg and Mazumdar), ${found.method}`;
  return { kind: "tested", method, tau: found.tau, pValue: found.pValue, studies: rows.length, warnings };
}
