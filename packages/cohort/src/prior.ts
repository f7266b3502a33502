import { drawStandardNormal, exp, standardNormalQuantile, type Stream } from "@rekindle/stats";
import { z } from "zod";

/**
 * A probability with its uncertainty, as evidence gives it: known exactly, or normal on the logit scale (what a pool of
 * published rates comes as: mean and standard error of the pooled logit, or, for a new study, the prediction's).
 */
export const priorSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("point"), value: z.number().min(0).max(1) }),
  z.strictObject({
    kind: z.literal("logitNormal"),
    mean: z.number().min(-50).max(50),
    standardDeviation: z.number().min(0).max(20),
  }),
]);

export type Prior = z.output<typeof priorSchema>;

/** The median of the prior: the value that is used when parameters are held fixed. */
export function priorMedian(prior: Prior): number {
  return prior.kind === "point" ? prior.value : inverseLogit(prior.mean);
}

/** The value below which the prior holds probability `p`, strictly between 0 and 1. */
export function priorQuantile(prior: Prior, p: number): number {
  if (prior.kind === "point") return prior.value;
  return inverseLogit(prior.mean + prior.standardDeviation * standardNormalQuantile(p));
}

/** One draw; always two words of the stream, so that draws of other priors keep their place. */
export function drawPrior(prior: Prior, stream: Stream): number {
  const deviate = drawStandardNormal(stream);
  return prior.kind === "point" ? prior.value : inverseLogit(prior.mean + prior.standardDeviation * deviate);
}

function inverseLogit(x: number): number {
  const odds = exp(x < 0 ? x : -x);
  return x < 0 ? odds / (1 + odds) : 1 / (1 + odds);
}
