import { brentRoot } from "@rekindle/stats";
import { type LinearProblem, weightedFit } from "../linear/weighted-fit.ts";
import { qLaw } from "./generalised-q-law.ts";
import { defineTau2Interval, type Tau2Limits } from "./tau2-interval.ts";

/**
 * The values of tau2 at which Q, at the weights of a common effect, is a tail quantile of its own exact law. Biggerstaff & Tweedie,
 * Statistics in Medicine 16 (1997) 753–768, took that law as gamma; the exact law is of Biggerstaff & Jackson, Statistics in Medicine 27
 * (2008) 6093–6110. metafor's `confint` of a `method = "GENQ"` fit with weights 1 / vi.
 */
export const biggerstaffTweedie = defineTau2Interval({
  kind: "biggerstaffTweedie",
  label: "Biggerstaff-Tweedie, exact law of Q",
  limits: (problem, _, level) =>
    limitsAt(
      problem,
      problem.v.map((v) => 1 / v),
      level,
    ),
});

/** The same with weights 1 / sqrt(v), better where tau2 is large. Jackson, Research Synthesis Methods 4 (2013) 220–229. */
export const jackson = defineTau2Interval({
  kind: "jackson",
  label: "generalised Q with weights 1 / sqrt(v) (Jackson)",
  limits: (problem, _, level) =>
    limitsAt(
      problem,
      problem.v.map((v) => 1 / Math.sqrt(v)),
      level,
    ),
});

function limitsAt(problem: LinearProblem, weights: Float64Array, level: number): Tau2Limits {
  const fit = weightedFit(problem, weights);
  if (fit === undefined) return { kind: "notEstimable", reason: "the moderators are not independent" };
  const tail = (1 - level) / 2;
  const tooAlike = {
    kind: "notEstimable",
    reason: "the studies agree more than chance allows, so no tau2 fits",
  } as const;
  if (!(fit.Q > 0)) return tooAlike;
  const law = qLaw(problem, weights, fit.Q);
  const atZero = law(0);
  if (atZero < tail) return tooAlike;
  const scale = problem.v.reduce((sum, v) => sum + v, 0) / problem.v.length;
  const root = (probability: number): number | undefined => {
    let far = scale;
    while (law(far) > probability) {
      far *= 4;
      if (far > 1e200) return undefined;
    }
    const found = brentRoot((tau2) => law(tau2) - probability, { from: 0, to: far });
    return found.kind === "converged" ? found.value : undefined;
  };
  const lower = atZero <= 1 - tail ? 0 : root(1 - tail);
  const upper = root(tail);
  if (lower === undefined || upper === undefined)
    return { kind: "notEstimable", reason: "the search for its limits did not converge" };
  return { kind: "limits", lower, upper };
}
