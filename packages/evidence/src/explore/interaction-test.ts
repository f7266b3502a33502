import { chiSquared } from "@rekindle/stats";
import { randomEffectsFit } from "../inverse-variance/random-effects.ts";
import { meanProblem } from "../linear/weighted-fit.ts";
import type { Effect } from "../measures/measure.ts";
import type { Tau2Estimate } from "../tau2/tau2-estimator.ts";

/** A test of whether groups differ, or why there is none. */
export type InteractionTest =
  | {
      readonly kind: "tested";
      readonly statistic: number;
      readonly df: number;
      readonly pValue: number;
      readonly method: string;
    }
  | { readonly kind: "notEstimable"; readonly reason: string };

/** Q between groups: each group's mean weighted by the sum of its 1 / (v + tau2). */
export function betweenGroups(
  groups: readonly (readonly Effect[])[],
  tau2Of: (rows: readonly Effect[]) => Tau2Estimate,
  words: string,
): InteractionTest {
  const means: { readonly value: number; readonly weight: number }[] = [];
  for (const rows of groups) {
    const tau2 = tau2Of(rows);
    if (tau2.kind === "notConverged") return { kind: "notEstimable", reason: tau2.reason };
    const problem = meanProblem(
      rows.map((row) => row.value),
      rows.map((row) => row.variance),
    );
    const { fit } = randomEffectsFit(problem, tau2.tau2)!;
    means.push({ value: fit.coefficients[0]!, weight: 1 / fit.covariance[0]![0]! });
  }
  return betweenMeans(means, words);
}

/** Q of the groups' means, each with the inverse of its variance as weight. */
export function betweenMeans(
  means: readonly { readonly value: number; readonly weight: number }[],
  words: string,
): InteractionTest {
  const total = means.reduce((sum, { weight }) => sum + weight, 0);
  const centre = means.reduce((sum, { weight, value }) => sum + weight * value, 0) / total;
  const statistic = means.reduce((sum, { weight, value }) => sum + weight * (value - centre) * (value - centre), 0);
  return testedBy(statistic, means.length - 1, `Q between groups, ${words}`);
}

/** Twice a difference of log-likelihoods. */
export function likelihoodRatio(difference: number, df: number, words: string): InteractionTest {
  return testedBy(Math.max(0, 2 * difference), df, `likelihood ratio, ${words}`);
}

function testedBy(statistic: number, df: number, method: string): InteractionTest {
  return { kind: "tested", statistic, df, pValue: chiSquared({ df }).sf(statistic), method };
}
