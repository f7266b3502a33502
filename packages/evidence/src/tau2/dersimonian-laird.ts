import { inverseVarianceWeights, residualDf, traceP, tracePP, weightedFit } from "../linear/weighted-fit.ts";
import { defineTau2Estimator, singular, truncated } from "./tau2-estimator.ts";

/** DerSimonian & Laird (1986), doi:10.1016/0197-2456(86)90046-2; with moderators Raudenbush (2009). */
export const derSimonianLaird = defineTau2Estimator({
  kind: "DL",
  label: "DerSimonian-Laird",
  estimate: (problem) => {
    const fit = weightedFit(problem, inverseVarianceWeights(problem, 0));
    if (fit === undefined) return singular;
    const df = residualDf(problem);
    const trace = traceP(fit);
    const tau2 = Math.max(0, (fit.Q - df) / trace);
    const variance = (2 * df + 4 * tau2 * trace + 2 * tau2 * tau2 * tracePP(fit)) / (trace * trace);
    return truncated(tau2, Math.sqrt(variance));
  },
});
