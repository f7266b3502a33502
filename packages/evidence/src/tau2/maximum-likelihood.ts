import { bestRoot } from "./score-root.ts";
import { maximumLikelihood } from "./likelihood.ts";
import { defineTau2Estimator } from "./tau2-estimator.ts";

/** Maximum likelihood; every local maximum is compared. Hardy & Thompson (1996); Viechtbauer (2005), eq. 11. */
export const fullLikelihood = defineTau2Estimator({
  kind: "ML",
  label: "maximum likelihood",
  estimate: (problem) =>
    bestRoot(problem, {
      score: (fit) => fit.QQ - fit.weights.reduce((sum, w) => sum + w, 0),
      logLikelihood: maximumLikelihood,
      standardError: (fit) => Math.sqrt(2 / fit.weights.reduce((sum, w) => sum + w * w, 0)),
    }),
});
