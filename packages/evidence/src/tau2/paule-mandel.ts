import { inverseVarianceWeights, type LinearProblem, residualDf, weightedFit } from "../linear/weighted-fit.ts";
import { scoreRoots } from "./score-root.ts";
import { defineTau2Estimator, singular, type Tau2Estimate } from "./tau2-estimator.ts";

/** The tau2 at which Q equals its expectation k − p; Q falls as tau2 rises, so there is one. */
export function solveGeneralisedQ(problem: LinearProblem): Tau2Estimate {
  const df = residualDf(problem);
  const roots = scoreRoots(problem, (fit) => fit.Q - df, "first");
  const tau2 = roots?.[0];
  if (roots === undefined || tau2 === undefined) return singular;
  const fit = weightedFit(problem, inverseVarianceWeights(problem, tau2))!;
  const k = problem.y.length;
  const total = fit.weights.reduce((sum, weight) => sum + weight, 0);
  return { kind: "estimated", tau2, standardError: Math.sqrt((2 * k * k) / df) / total };
}

/** Paule & Mandel (1982); DerSimonian & Kacker (2007), doi:10.1016/j.cct.2006.04.004, eq. 7. */
export const pauleMandel = defineTau2Estimator({ kind: "PM", label: "Paule-Mandel", estimate: solveGeneralisedQ });
