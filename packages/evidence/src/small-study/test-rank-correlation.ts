import {
  canonicalOrder,
  inverseVarianceWeights,
  type LinearProblem,
  meanProblem,
  weightedFit,
} from "../linear/weighted-fit.ts";
import type { Effect } from "../measures/measure.ts";
import { checkedRows } from "../pool-effects.ts";
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
  const listed = checkedRows(effects);
  const rows = canonicalOrder(listed).map((index) => listed[index]!);
  const warnings = fewStudies(rows.length);
  const none = (reason: string): RankCorrelationTest => ({ kind: "notEstimable", reason, warnings });
  if (rows.length < 3) return none("a rank correlation needs at least three studies");
  const problem = meanProblem(
    rows.map((row) => row.value),
    rows.map((row) => row.variance),
  );
  const { coefficients, covariance } = weightedFit(problem, inverseVarianceWeights(problem, 0))!;
  const [mean, variance] = [coefficients[0]!, covariance[0]![0]!];
  const standardised = problem.y.map((value, i) => {
    const spread = problem.v[i]! - variance;
    return spread > 1e-8 * problem.v[i]! ? (value - mean) / Math.sqrt(spread) : againstOthers(problem, i);
  });
  if (!standardised.every(Number.isFinite)) return none("one study has all the weight");
  const found = kendallTest(standardised, problem.v);
  if (found === undefined) return none("all variances, or all standardised effects, are equal");
  const method = `rank correlation of standardised effects with sampling variances (Begg and Mazumdar), ${found.method}`;
  return { kind: "tested", method, tau: found.tau, pValue: found.pValue, studies: rows.length, warnings };
}

/** The same where a study has nearly all the weight, and its differences from the mean and from its variance are rounding. */
function againstOthers({ y, v }: LinearProblem, index: number): number {
  let others = 0;
  let moment = 0;
  for (let j = 0; j < y.length; j++) {
    if (j === index) continue;
    others += 1 / v[j]!;
    moment += (y[index]! - y[j]!) / v[j]!;
  }
  const total = others + 1 / v[index]!;
  return moment / total / Math.sqrt((v[index]! * others) / total);
}
