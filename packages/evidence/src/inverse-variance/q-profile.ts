import { chiSquared } from "@rekindle/stats";
import { inverseVarianceWeights, type LinearProblem, residualDf, weightedFit } from "../linear/weighted-fit.ts";
import { scoreRoots } from "../tau2/score-root.ts";

/** Limits of tau2, or why the data allow none. */
export type Tau2Limits =
  | { readonly kind: "limits"; readonly lower: number; readonly upper: number }
  | { readonly kind: "empty"; readonly reason: string };

/**
 * Q-profile interval of tau2: the values at which the generalised Q equals a quantile of chi-squared with k − p degrees of freedom.
 * It is exact under normality, and empty when the studies agree more than chance allows.
 * Source: Viechtbauer (2007), doi:10.1002/sim.2514, eq. 12.
 */
export function qProfile(problem: LinearProblem, level: number): Tau2Limits {
  const df = residualDf(problem);
  const tail = (1 - level) / 2;
  const law = chiSquared({ df });
  const [high, low] = [law.isf(tail), law.quantile(tail)];
  const atZero = weightedFit(problem, inverseVarianceWeights(problem, 0));
  if (atZero === undefined) return { kind: "empty", reason: "the moderators are not independent" };
  if (atZero.Q < low) {
    return { kind: "empty", reason: "the studies agree more than chance allows, so no tau2 fits" };
  }
  const root = (quantile: number): number => scoreRoots(problem, (fit) => fit.Q - quantile)?.[0] ?? 0;
  return { kind: "limits", lower: root(high), upper: root(low) };
}
