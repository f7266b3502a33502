import { traceP, tracePP } from "../linear/weighted-fit.ts";
import { bestRoot } from "./score-root.ts";
import { restrictedLikelihood } from "./likelihood.ts";
import { defineTau2Estimator } from "./tau2-estimator.ts";

/** Restricted maximum likelihood; every local maximum is compared. Viechtbauer (2005), doi:10.3102/10769986030003261, eq. 14. */
export const restrictedMaximumLikelihood = defineTau2Estimator({
  kind: "REML",
  label: "REML",
  estimate: (problem) =>
    bestRoot(problem, {
      score: (fit) => fit.QQ - traceP(fit),
      logLikelihood: restrictedLikelihood,
      standardError: (fit) => Math.sqrt(2 / tracePP(fit)),
    }),
});
