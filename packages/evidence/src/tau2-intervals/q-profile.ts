import { chiSquared } from "@rekindle/stats";
import { inverseVarianceWeights, residualDf, weightedFit } from "../linear/weighted-fit.ts";
import { scoreRoots } from "../tau2/score-root.ts";
import { defineTau2Interval } from "./tau2-interval.ts";

/**
 * The values at which the generalised Q equals a quantile of chi-squared with k − p degrees of freedom. Exact under normality; there are
 * none when the studies agree more than chance allows. Viechtbauer (2007), doi:10.1002/sim.2514, eq. 12.
 */
export const qProfile = defineTau2Interval({
  kind: "qProfile",
  label: "Q-profile",
  limits: (problem, _, level) => {
    const law = chiSquared({ df: residualDf(problem) });
    const tail = (1 - level) / 2;
    const [high, low] = [law.isf(tail), law.quantile(tail)];
    const atZero = weightedFit(problem, inverseVarianceWeights(problem, 0));
    if (atZero === undefined) return { kind: "notEstimable", reason: "the moderators are not independent" };
    if (atZero.Q < low) {
      return { kind: "notEstimable", reason: "the studies agree more than chance allows, so no tau2 fits" };
    }
    const root = (quantile: number): number => scoreRoots(problem, (fit) => fit.Q - quantile, "first")?.[0] ?? 0;
    return { kind: "limits", lower: root(high), upper: root(low) };
  },
});
