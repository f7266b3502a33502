import { log } from "@rekindle/stats";
import type { WeightedFit } from "../linear/weighted-fit.ts";

function sumOfLogs(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += log(value);
  return sum;
}

/** Log-likelihood of the normal-normal model at the fit's weights, without the constant in 2π. */
export function maximumLikelihood(fit: WeightedFit): number {
  return 0.5 * (sumOfLogs(fit.weights) - fit.Q);
}

/** Restricted log-likelihood, without constants. */
export function restrictedLikelihood(fit: WeightedFit): number {
  return maximumLikelihood(fit) - 0.5 * sumOfLogs(fit.pivots);
}
