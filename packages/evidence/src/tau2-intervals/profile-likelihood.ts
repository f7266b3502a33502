import { brentRoot, standardNormalIsf } from "@rekindle/stats";
import { inverseVarianceWeights, type LinearProblem, weightedFit } from "../linear/weighted-fit.ts";
import { maximumLikelihood, restrictedLikelihood } from "../tau2/likelihood.ts";
import { defineTau2Interval, type Tau2Limits } from "./tau2-interval.ts";

const likelihoods = { ML: maximumLikelihood, REML: restrictedLikelihood } as const;

/**
 * The values at which the (restricted) log-likelihood, with the means profiled out, has fallen by half a chi-squared quantile. Only for
 * tau2 by ML or REML. Hardy & Thompson (1996), doi:10.1002/(SICI)1097-0258(19960330)15:6<619::AID-SIM188>3.0.CO;2-A.
 */
export const profileLikelihood = defineTau2Interval({
  kind: "profileLikelihood",
  label: "profile likelihood",
  limits: (problem, { tau2, estimator }, level) => {
    if (estimator !== "ML" && estimator !== "REML") {
      return {
        kind: "notEstimable",
        reason: `a profile-likelihood interval needs tau2 by ML or REML, not by ${estimator}`,
      };
    }
    return limitsOf(problem, tau2, likelihoods[estimator], level);
  },
});

function limitsOf(
  problem: LinearProblem,
  tau2: number,
  likelihood: typeof maximumLikelihood,
  level: number,
): Tau2Limits {
  const z = standardNormalIsf((1 - level) / 2);
  const at = (value: number): number => likelihood(weightedFit(problem, inverseVarianceWeights(problem, value))!);
  const cut = at(tau2) - 0.5 * z * z;
  const above = (value: number): number => at(value) - cut;
  const lower = tau2 === 0 || above(0) >= 0 ? 0 : rootBetween(above, 0, tau2);
  let far = Math.max(tau2, Math.min(...problem.v) * 0.01) * 2;
  while (above(far) > 0) {
    if (far > 1e200) return { kind: "limits", lower, upper: Infinity };
    far *= 2;
  }
  return { kind: "limits", lower, upper: rootBetween(above, tau2, far) };
}

function rootBetween(f: (tau2: number) => number, from: number, to: number): number {
  const root = brentRoot(f, { from, to });
  return root.kind === "converged" ? root.value : root.best;
}
