import { residualDf, tracePV, tracePVP, tracePVPV, weightedFit } from "../linear/weighted-fit.ts";
import { defineTau2Estimator, singular, truncated } from "./tau2-estimator.ts";

/** Hedges (1983), doi:10.1037/0033-2909.93.2.388: moments without weights (also called Cochran's ANOVA estimator). */
export const hedges = defineTau2Estimator({
  kind: "HE",
  label: "Hedges",
  estimate: (problem) => {
    const fit = weightedFit(problem, new Float64Array(problem.y.length).fill(1));
    if (fit === undefined) return singular;
    const df = residualDf(problem);
    const tau2 = Math.max(0, (fit.Q - tracePV(fit)) / df);
    const variance = (2 * tracePVPV(fit) + 4 * tau2 * tracePVP(fit) + 2 * tau2 * tau2 * df) / (df * df);
    return truncated(tau2, Math.sqrt(variance));
  },
});
