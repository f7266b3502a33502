import { inverseVarianceWeights, residualDf, traceP, tracePP, weightedFit } from "../linear/weighted-fit.ts";
import { defineTau2Estimator, singular, truncated } from "./tau2-estimator.ts";

/** Hunter & Schmidt (1990); variance of the estimate as in Viechtbauer (2005), doi:10.3102/10769986030003261, eq. 7. */
export const hunterSchmidt = defineTau2Estimator({
  kind: "HS",
  label: "Hunter-Schmidt",
  estimate: (problem) => {
    const fit = weightedFit(problem, inverseVarianceWeights(problem, 0));
    if (fit === undefined) return singular;
    const total = fit.weights.reduce((sum, weight) => sum + weight, 0);
    const tau2 = Math.max(0, (fit.Q - problem.y.length) / total);
    const df = residualDf(problem);
    const variance = (2 * df + 4 * tau2 * traceP(fit) + 2 * tau2 * tau2 * tracePP(fit)) / (total * total);
    return truncated(tau2, Math.sqrt(variance));
  },
});
