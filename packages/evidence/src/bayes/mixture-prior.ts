import {
  beta,
  brentRoot,
  checkWith,
  exp,
  gamma,
  log,
  log1p,
  normal,
  orThrow,
  type Prior,
  priorMean,
  type SimplePrior,
} from "@rekindle/stats";
import { z } from "zod";
import { guardedLaw } from "./guarded-law.ts";
import type { Law } from "./law.ts";

/** Prior of a rate of events per time, which stats' `Prior` does not hold: the conjugate of Poisson counts. */
export interface GammaPrior {
  readonly kind: "gamma";
  readonly shape: number;
  readonly rate: number;
}

export type ComponentPrior = Exclude<SimplePrior, { readonly kind: "point" }> | GammaPrior;

/** A law, or a weighted mixture of laws: a `Prior` without points, and with gamma laws. */
export type MixturePrior =
  | ComponentPrior
  | {
      readonly kind: "mixture";
      readonly components: readonly { readonly weight: number; readonly prior: ComponentPrior }[];
    };

const positive = z.number().positive();
const componentSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("normal"), mean: z.number(), sd: positive }),
  z.strictObject({ kind: z.literal("logitNormal"), mean: z.number(), sd: positive }),
  z.strictObject({ kind: z.literal("beta"), a: positive, b: positive }),
  z.strictObject({ kind: z.literal("gamma"), shape: positive, rate: positive }),
]);
const mixtureSchema = z.discriminatedUnion("kind", [
  ...componentSchema.options,
  z.strictObject({
    kind: z.literal("mixture"),
    components: z.array(z.strictObject({ weight: positive, prior: componentSchema })).min(1),
  }),
]);

export interface WeightedPrior {
  /** They sum to 1. */
  readonly weight: number;
  readonly prior: ComponentPrior;
}

/** The components of a prior, which is checked.
 * @throws InvalidInput on a prior that is no mixture of continuous laws. */
export function componentsOf(prior: MixturePrior | Prior): readonly WeightedPrior[] {
  const sound = orThrow(checkWith(mixtureSchema, prior));
  const components = sound.kind === "mixture" ? sound.components : [{ weight: 1, prior: sound }];
  const total = components.reduce((sum, { weight }) => sum + weight, 0);
  return components.map(({ weight, prior: each }) => ({ weight: weight / total, prior: each }));
}

/**
 * Density, distribution function, quantiles and moments of a prior or a mixture of priors, in the unit of the value.
 * @param prior beta, logitNormal, normal or gamma, or a mixture of these.
 * @throws InvalidInput on another prior, or parameters that are not above 0.
 * @example mixtureLaw({ kind: "beta", a: 2, b: 3 }).quantile(0.5) // 0.3857275681323463
 */
export function mixtureLaw(prior: MixturePrior | Prior): Law {
  const parts = componentsOf(prior).map(({ weight, prior: each }) => ({ weight, law: componentLaw(each) }));
  const sum = (of: (law: ComponentLaw) => number): number =>
    parts.reduce((all, { weight, law }) => all + weight * of(law), 0);
  const mean = sum((law) => law.mean);
  const variance = sum((law) => law.variance + (law.mean - mean) * (law.mean - mean));
  const cdf = (x: number): number => sum((law) => law.cdf(x));
  const quantile = (p: number): number => {
    const ends = parts.map(({ law }) => law.quantile(p));
    const [low, high] = [Math.min(...ends), Math.max(...ends)];
    if (low === high || p <= 0 || p >= 1) return p <= 0 ? low : high;
    const gap = (x: number): number => cdf(x) - p;
    if (gap(low) >= 0) return low;
    if (gap(high) <= 0) return high;
    const root = brentRoot(gap, { from: low, to: high });
    return root.kind === "converged" ? root.value : root.best;
  };
  return guardedLaw({
    mean,
    standardDeviation: Math.sqrt(variance),
    density: (x) => sum((law) => law.density(x)),
    cdf,
    quantile,
    support: [quantile(1e-12), quantile(1 - 1e-12)],
  });
}

interface ComponentLaw {
  readonly mean: number;
  readonly variance: number;
  density(x: number): number;
  cdf(x: number): number;
  quantile(p: number): number;
}

function componentLaw(prior: ComponentPrior): ComponentLaw {
  if (prior.kind === "logitNormal") return logitNormalLaw(prior);
  const law = prior.kind === "beta" ? beta(prior) : prior.kind === "gamma" ? gamma(prior) : normal(prior);
  return {
    mean: law.mean(),
    variance: law.variance(),
    density: (x) => law.pdf(x),
    cdf: (x) => law.cdf(x),
    quantile: (p) => law.quantile(p),
  };
}

function logitNormalLaw(prior: {
  readonly kind: "logitNormal";
  readonly mean: number;
  readonly sd: number;
}): ComponentLaw {
  const law = normal(prior);
  const logit = (p: number): number => log(p) - log1p(-p);
  const mean = priorMean(prior);
  return {
    mean,
    variance: logitNormalVariance(prior.mean, prior.sd, mean),
    density: (p) => (p <= 0 || p >= 1 ? 0 : law.pdf(logit(p)) / (p * (1 - p))),
    cdf: (p) => (p <= 0 ? 0 : p >= 1 ? 1 : law.cdf(logit(p))),
    quantile: (p) => 1 / (1 + exp(-law.quantile(p))),
  };
}

/** By the trapezoidal rule, whose error falls as exp(−2π² / (sd · step)). */
function logitNormalVariance(mean: number, sd: number, centre: number): number {
  const step = 0.5 / Math.max(1, sd);
  const count = Math.ceil(9 / step);
  let sum = 0;
  for (let i = -count; i <= count; i++) {
    const t = i * step;
    const d = 1 / (1 + exp(-(mean + sd * t))) - centre;
    sum += exp(-0.5 * t * t) * d * d;
  }
  return sum * step * 0.3989422804014327;
}
