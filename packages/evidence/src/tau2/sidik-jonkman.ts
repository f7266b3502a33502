import {
  inverseVarianceWeights,
  residualDf,
  tracePP,
  tracePVP,
  tracePVPV,
  weightedFit,
} from "../linear/weighted-fit.ts";
import { defineTau2Estimator, singular, truncated } from "./tau2-estimator.ts";

/** Sidik & Jonkman (2005), doi:10.1111/j.1467-9876.2005.00489.x: one weighted step from the crude variance of the effects. */
export const sidikJonkman = defineTau2Estimator({
  kind: "SJ",
  label: "Sidik-Jonkman",
  estimate: (problem) => {
    const k = problem.y.length;
    const mean = problem.y.reduce((sum, y) => sum + y, 0) / k;
    const crude = problem.y.reduce((sum, y) => sum + (y - mean) * (y - mean), 0) / k;
    if (crude === 0) return { kind: "estimated", tau2: 0 };
    const fit = weightedFit(problem, inverseVarianceWeights(problem, crude));
    if (fit === undefined) return singular;
    const df = residualDf(problem);
    const tau2 = (crude * fit.Q) / df;
    const spread = 2 * tracePVPV(fit) + 4 * tau2 * tracePVP(fit) + 2 * tau2 * tau2 * tracePP(fit);
    return truncated(tau2, (crude / df) * Math.sqrt(spread));
  },
});
