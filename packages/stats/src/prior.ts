import { z } from "zod";
import { requireProbability } from "./arguments.ts";
import { beta } from "./distributions/beta.ts";
import { standardNormalCdf, standardNormalQuantile } from "./distributions/normal.ts";
import { exp } from "./elementary/exp.ts";
import { log } from "./elementary/log.ts";
import { log1p } from "./elementary/log1p.ts";
import { brentRoot } from "./numerics/brent-root.ts";
import { drawOpenUniform, drawUniform } from "./streams/draws.ts";
import type { Stream } from "./streams/stream.ts";

const simplePriorSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("point"),
    value: z.number().describe("The value, taken as known."),
  }),
  z.strictObject({
    kind: z.literal("normal"),
    mean: z.number().describe("Mean, in the unit of the value."),
    sd: z.number().positive().describe("Standard deviation, in the unit of the value."),
  }),
  z.strictObject({
    kind: z.literal("logitNormal"),
    mean: z.number().describe("Mean of log(p / (1 - p))."),
    sd: z.number().positive().describe("Standard deviation of log(p / (1 - p))."),
  }),
  z.strictObject({
    kind: z.literal("beta"),
    a: z.number().positive().describe("First shape; a / (a + b) is the mean."),
    b: z.number().positive().describe("Second shape."),
  }),
]);

/** A number with its uncertainty, as data: what evidence produces, and cohort and trial consume. */
export const priorSchema = z.discriminatedUnion("kind", [
  ...simplePriorSchema.options,
  z.strictObject({
    kind: z.literal("mixture"),
    components: z
      .array(
        z.strictObject({
          weight: z.number().positive().describe("Relative weight; the weights are divided by their sum."),
          prior: simplePriorSchema,
        }),
      )
      .min(1)
      .readonly(),
  }),
]);

/** A prior that is no mixture. */
export type SimplePrior = z.infer<typeof simplePriorSchema>;
export type Prior = z.infer<typeof priorSchema>;

/**
 * Mean of a prior, in the unit of the value (a proportion for `logitNormal` and `beta`).
 * The logit-normal mean has no closed form; the trapezoidal rule gives it to about 1e-15.
 * @example priorMean({ kind: "beta", a: 2, b: 3 }) // 0.4
 */
export function priorMean(prior: Prior): number {
  switch (prior.kind) {
    case "point":
      return prior.value;
    case "normal":
      return prior.mean;
    case "beta":
      return beta(prior).mean();
    case "logitNormal":
      return logitNormalMean(prior.mean, prior.sd);
    default: {
      let sum = 0;
      for (const { weight, prior: component } of prior.components) sum += weight * priorMean(component);
      return sum / totalWeight(prior.components);
    }
  }
}

/** P(value <= x) under a prior. */
export function priorCdf(prior: Prior, x: number): number {
  switch (prior.kind) {
    case "point":
      return x >= prior.value ? 1 : 0;
    case "normal":
      return standardNormalCdf((x - prior.mean) / prior.sd);
    case "beta":
      return beta(prior).cdf(x);
    case "logitNormal":
      if (x <= 0) return 0;
      return x >= 1 ? 1 : standardNormalCdf((log(x) - log1p(-x) - prior.mean) / prior.sd);
    default: {
      let sum = 0;
      for (const { weight, prior: component } of prior.components) sum += weight * priorCdf(component, x);
      return Math.min(1, sum / totalWeight(prior.components));
    }
  }
}

/**
 * The least x with P(value <= x) >= p; for a mixture found by Brent's method between the quantiles of its components.
 * @throws InvalidInput for p outside [0, 1].
 * @example priorQuantile({ kind: "normal", mean: 1, sd: 2 }, 0.5) // 1
 */
export function priorQuantile(prior: Prior, p: number): number {
  requireProbability(p);
  if (prior.kind !== "mixture") return simpleQuantile(prior, p);
  const ends = prior.components.map((component) => simpleQuantile(component.prior, p));
  let low = Math.min(...ends);
  let high = Math.max(...ends);
  if (low === high || p === 0 || p === 1) return p === 0 ? low : high;
  if (priorCdf(prior, low) >= p) return low;
  // Points make steps, so halve first and let Brent refine where the function is smooth.
  for (let i = 0; i < 60 && prior.components.some((component) => component.prior.kind === "point"); i++) {
    const middle = low + (high - low) / 2;
    if (priorCdf(prior, middle) >= p) high = middle;
    else low = middle;
  }
  const root = brentRoot((x) => (x >= high ? 1 : priorCdf(prior, x) - p), { from: low, to: high });
  const best = root.kind === "converged" ? root.value : root.best;
  return priorCdf(prior, best) >= p ? best : nextCandidate(prior, p, best, high);
}

/** The root from below may fall short by a rounding error. */
function nextCandidate(prior: Prior, p: number, x: number, high: number): number {
  for (const component of prior.kind === "mixture" ? prior.components : []) {
    if (component.prior.kind === "point" && component.prior.value >= x && component.prior.value <= high) {
      if (priorCdf(prior, component.prior.value) >= p) return component.prior.value;
    }
  }
  return x;
}

/**
 * One draw from a prior. Always four words of the stream, whatever the kind: two choose the component of a mixture, two are turned
 * into the value by inversion. So priors can be exchanged without moving any other draw, and draws rise with the quantile.
 */
export function drawPrior(prior: Prior, stream: Stream): number {
  const choice = drawUniform(stream);
  const p = drawOpenUniform(stream);
  if (prior.kind !== "mixture") return simpleQuantile(prior, p);
  let rest = choice * totalWeight(prior.components);
  let chosen = prior.components[0]!;
  for (const component of prior.components) {
    chosen = component;
    rest -= component.weight;
    if (rest < 0) break;
  }
  return simpleQuantile(chosen.prior, p);
}

function simpleQuantile(prior: SimplePrior, p: number): number {
  switch (prior.kind) {
    case "point":
      return prior.value;
    case "normal":
      return prior.mean + prior.sd * standardNormalQuantile(p);
    case "beta":
      return beta(prior).quantile(p);
    default:
      return 1 / (1 + exp(-(prior.mean + prior.sd * standardNormalQuantile(p))));
  }
}

function totalWeight(components: readonly { readonly weight: number }[]): number {
  let sum = 0;
  for (const { weight } of components) sum += weight;
  return sum;
}

/** E expit(mean + sd Z) by the trapezoidal rule, whose error falls as exp(-2π² / (sd · step)). */
function logitNormalMean(mean: number, sd: number): number {
  const step = 0.5 / Math.max(1, sd);
  let sum = 0;
  const count = Math.ceil(9 / step);
  for (let i = -count; i <= count; i++) {
    const t = i * step;
    sum += exp(-0.5 * t * t) / (1 + exp(-(mean + sd * t)));
  }
  return sum * step * 0.3989422804014327;
}
