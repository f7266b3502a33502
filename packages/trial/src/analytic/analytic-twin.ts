import type { AnalyticTwin } from "../operating-characteristics.ts";
import type { BernoulliRecipe } from "../outcome-models/bernoulli.ts";
import type { ExponentialRecipe } from "../outcome-models/exponential.ts";
import type { Trial } from "../trial.ts";
import { logRankTwin } from "./log-rank-twin.ts";
import { approximateResponseTwin, enumeratedResponseTwin } from "./response-twin.ts";

/** What is true of the outcomes, as far as a formula can use it: a simple model's recipe, or a constant hazard ratio alone. */
export type Truth =
  | BernoulliRecipe
  | ExponentialRecipe
  | { readonly kind: "hazardRatio"; readonly hazardRatio: number };

/**
 * The power (or type I error) of a trial without simulation, if there is a way to compute it: by enumeration where the tables of
 * responses can be counted, otherwise by a normal approximation, which is not exact and says so.
 * @example analyticTwin(trial, recipe) // { kind: "analytic", power: 0.7353, method: "enumeration …", exact: true }
 */
export function analyticTwin(trial: Trial, truth: Truth): AnalyticTwin {
  if (trial.plan.decidesBy !== "lastLook") {
    return { kind: "none", reason: "the design decides on its whole history, for which there is no formula" };
  }
  const isResponse = trial.spec.endpoint.kind === "response";
  if (truth.kind === "bernoulli") {
    if (!isResponse) return { kind: "none", reason: "response rates do not determine times to event" };
    const enumerated = enumeratedResponseTwin(trial, truth);
    return enumerated.kind === "analytic" ? enumerated : approximateResponseTwin(trial, truth);
  }
  if (isResponse) return { kind: "none", reason: "hazards do not determine the response rates" };
  return logRankTwin(trial, truth);
}
