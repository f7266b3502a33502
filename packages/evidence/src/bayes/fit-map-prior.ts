import { checkWith, exp, InvalidInput, log, orThrow, type Prior } from "@rekindle/stats";
import { z } from "zod";
import type { Law } from "./law.ts";
import {
  betaFamily,
  type Component,
  type Family,
  gammaFamily,
  logitNormalFamily,
  normalFamily,
} from "./mixture-family.ts";
import { type MixturePrior, mixtureLaw } from "./mixture-prior.ts";
import { type WeightedPoints, weightedPoints } from "./weighted-points.ts";

export const mapPriorSchema = z.strictObject({
  /** beta or logitNormal for the law of a logit, gamma for the law of a log rate, normal for any law as it stands. */
  family: z.enum(["beta", "logitNormal", "normal", "gamma"]),
  /** 3 by default; `AIC` tries 1 to 4 and takes the least AIC of a sample of 4000 with a penalty of 6 a parameter, as RBesT. */
  components: z.exactOptional(z.union([z.int().min(1).max(8), z.literal("AIC")])),
  /**
   * Adds a vague component of this weight: Beta(1, 1), or its logit-normal counterpart. Schmidli et al. (2014). Use `robustify` for
   * another vague law.
   */
  robust: z.exactOptional(z.strictObject({ weight: z.number().gt(0).lt(1) })),
});

export type MapPriorOptions = Readonly<z.output<typeof mapPriorSchema>>;

/** A mixture fitted to the law of a new study. */
export interface MapPrior<P = MixturePrior> {
  readonly prior: P;
  /** Kullback-Leibler divergence of the fitted mixture (without the vague component) from the law, in nats. */
  readonly divergence: number;
  /** The largest difference of the two distribution functions, without the vague component. */
  readonly largestCdfError: number;
  /** Whether the fit stopped because it no longer improved. */
  readonly converged: boolean;
}

const families: Readonly<Record<MapPriorOptions["family"], Family>> = {
  beta: betaFamily,
  logitNormal: logitNormalFamily,
  normal: normalFamily,
  gamma: gammaFamily,
};
/** RBesT's `automixfit` fits a sample of this size. */
const SAMPLE = 4000;
const PENALTY = 6;

/**
 * The meta-analytic predictive law of a new study as a mixture prior, by expectation-maximisation on the law itself, without sampling.
 * @param pooled of `poolBayes` (beta or logitNormal: a prior of a rate) or `poolEffectsBayes` (normal, or gamma for log rates).
 * @throws InvalidInput for an unknown family or impossible numbers.
 * @example
 * fitMapPrior(posterior, { family: "beta", components: 2, robust: { weight: 0.2 } }).prior;
 */
export function fitMapPrior(
  pooled: { readonly predictive: Law },
  options: MapPriorOptions & { readonly family: "beta" | "logitNormal" | "normal" },
): MapPrior<Prior>;
export function fitMapPrior(pooled: { readonly predictive: Law }, options: MapPriorOptions): MapPrior;
export function fitMapPrior(
  pooled: { readonly predictive: Law },
  options: MapPriorOptions,
): MapPrior<Prior | MixturePrior> {
  const { family, components: count = 3, robust } = orThrow(checkWith(mapPriorSchema, options));
  if (typeof (pooled as { predictive?: Law } | null)?.predictive?.quantile !== "function")
    throw new InvalidInput([noLaw()]);
  if (robust !== undefined && (family === "normal" || family === "gamma")) throw new InvalidInput([noVague(family)]);
  const target = weightedPoints(pooled.predictive);
  const fits = (count === "AIC" ? [1, 2, 3, 4] : [count]).map((each) => climb(target, families[family], each));
  const best = fits.reduce((least, fit) => (aic(fit) < aic(least) ? fit : least));
  const fitted = asPrior(best.mixture, undefined);
  return {
    prior: asPrior(best.mixture, robust?.weight),
    divergence: Math.max(0, entropyOf(target) - best.likelihood),
    largestCdfError: largestGap(pooled.predictive, fitted, target),
    converged: best.converged,
  };
}

interface Fit {
  readonly mixture: Mixture;
  readonly likelihood: number;
  readonly converged: boolean;
}

function aic({ mixture, likelihood }: Fit): number {
  return PENALTY * (3 * mixture.length - 1) - 2 * SAMPLE * likelihood;
}

function climb(target: WeightedPoints, fit: Family, count: number): Fit {
  let mixture: Mixture = split(target, count).map((weights) => ({
    weight: 1 / count,
    component: fit(target.points, weights),
  }));
  let likelihood = -Infinity;
  let converged = false;
  for (let step = 0; step < 3000 && !converged; step++) {
    const { shares, value } = expectation(target, mixture);
    converged = value - likelihood < 1e-9;
    likelihood = value;
    mixture = shares
      .map((weights) => ({ weight: weights.reduce((sum, weight) => sum + weight, 0), weights }))
      .filter(({ weight }) => weight > 1e-8)
      .map(({ weight, weights }) => ({ weight, component: fit(target.points, weights) }));
  }
  return { mixture, likelihood, converged };
}

function largestGap(law: Law, prior: MixturePrior, { points }: WeightedPoints): number {
  const fitted = mixtureLaw(prior);
  const kind = prior.kind === "mixture" ? prior.components[0]!.prior.kind : prior.kind;
  const natural = (x: number): number => (kind === "normal" ? x : kind === "gamma" ? exp(x) : 1 / (1 + exp(-x)));
  return points.reduce((most, x) => Math.max(most, Math.abs(law.cdf(x) - fitted.cdf(natural(x)))), 0);
}

function noLaw() {
  const message = "there is no predictive law to fit";
  return {
    kind: "missing",
    path: ["predictive"],
    message,
    hint: "a pool of poolBayes or poolEffectsBayes that is estimated",
  };
}

function noVague(family: string) {
  const message = `a vague ${family} law depends on the unit`;
  return { kind: "notAllowed", path: ["robust"], message, hint: "pass it to robustify" };
}

type Mixture = readonly { readonly weight: number; readonly component: Component }[];

/** One set of weights per component: consecutive parts of the law with equal probability. */
function split({ masses }: WeightedPoints, count: number): readonly Float64Array[] {
  const parts = Array.from({ length: count }, () => new Float64Array(masses.length));
  let below = 0;
  for (let i = 0; i < masses.length; i++) {
    const part = Math.min(count - 1, Math.floor((below + 0.5 * masses[i]!) * count));
    below += masses[i]!;
    for (const [j, weights] of parts.entries()) weights[i] = masses[i]! * (j === part ? 1 : 0.05);
  }
  return parts;
}

/** Each point's mass shared out among the components, and the expected log density of the mixture. */
function expectation({ points, masses }: WeightedPoints, mixture: Mixture) {
  const shares = mixture.map(() => new Float64Array(points.length));
  let value = 0;
  for (let i = 0; i < points.length; i++) {
    const terms = mixture.map(({ weight, component }) => log(weight) + component.logDensity(points[i]!));
    const top = Math.max(...terms);
    const total = terms.reduce((sum, term) => sum + exp(term - top), 0);
    value += masses[i]! * (top + log(total));
    for (const [j, term] of terms.entries()) shares[j]![i] = (masses[i]! * exp(term - top)) / total;
  }
  return { shares, value };
}

/** Expected log density of the law itself. */
function entropyOf({ points, masses }: WeightedPoints): number {
  const width = points[1]! - points[0]!;
  let sum = 0;
  for (const mass of masses) if (mass > 0) sum += mass * log(mass / width);
  return sum;
}

function asPrior(mixture: Mixture, robust: number | undefined): MixturePrior {
  const share = robust ?? 0;
  const components = mixture
    .map(({ weight, component }) => ({ weight: weight * (1 - share), prior: component.prior }))
    .toSorted((one, other) => other.weight - one.weight);
  if (share > 0) {
    const isBeta = components[0]!.prior.kind === "beta";
    components.push({
      weight: share,
      prior: isBeta ? { kind: "beta", a: 1, b: 1 } : { kind: "logitNormal", mean: 0, sd: 1.7 },
    });
  }
  return components.length === 1 ? components[0]!.prior : { kind: "mixture", components };
}
