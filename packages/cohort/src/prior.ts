import { type Prior, priorQuantile, priorSchema as numberPriorSchema } from "@rekindle/stats";

/** The prior of a probability: a point in [0, 1], logit-normal (what a pool of published rates comes as), beta, or a mixture of them. */
export const priorSchema = numberPriorSchema.refine(isOfProbability, {
  message: "is no prior of a probability",
  params: { kind: "notProbability", hint: "a point from 0 to 1, logitNormal, beta, or a mixture of these" },
});

function isOfProbability(prior: Prior): boolean {
  if (prior.kind === "mixture") return prior.components.every((component) => isOfProbability(component.prior));
  return prior.kind === "point" ? prior.value >= 0 && prior.value <= 1 : prior.kind !== "normal";
}

/** The median of the prior: the value that is used when parameters are held fixed. */
export function priorMedian(prior: Prior): number {
  return priorQuantile(prior, 0.5);
}
