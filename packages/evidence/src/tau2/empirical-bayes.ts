import { solveGeneralisedQ } from "./paule-mandel.ts";
import { defineTau2Estimator } from "./tau2-estimator.ts";

/** Morris (1983): its equation is that of Paule and Mandel (Viechtbauer et al. 2015, doi:10.1037/met0000011), so is its answer. */
export const empiricalBayes = defineTau2Estimator({
  kind: "EB",
  label: "empirical Bayes",
  estimate: solveGeneralisedQ,
});
