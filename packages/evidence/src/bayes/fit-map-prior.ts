import { checkWith, exp, log, orThrow, type Prior } from "@rekindle/stats";
import { z } from "zod";
import { betaFamily, type Component, logitNormalFamily } from "./mixture-family.ts";
import type { Law } from "./law.ts";
import { type WeightedPoints, weightedPoints } from "./weighted-points.ts";

export const mapPriorSchema = z.strictObject({
  family: z.enum(["beta", "logitNormal"]),
  /** 3 by default. */
  components: z.exactOptional(z.int().min(1).max(8)),
  /** Adds a vague component of this weight: Beta(1, 1), or its logit-normal counterpart. Schmidli et al. (2014). */
  robust: z.exactOptional(z.strictObject({ weight: z.number().gt(0).lt(1) })),
});

export type MapPriorOptions = Readonly<z.output<typeof mapPriorSchema>>;

/** A mixture fitted to the law of a new study's rate. */
export interface MapPrior {
  readonly prior: Prior;
  /** Kullback-Leibler divergence of the fitted mixture (without the vague component) from the law, in nats. */
  readonly divergence: number;
  /** Whether the fit stopped because it no longer improved. */
  readonly converged: boolean;
}

/**
 * The meta-analytic predictive law of a new study's rate as a mixture prior, by expectation-maximisation.
 * @throws InvalidInput for an unknown family or impossible numbers.
 * @example
 * fitMapPrior(poolBayes(counts, options), { family: "beta", components: 2, robust: { weight: 0.2 } }).prior;
 */
export function fitMapPrior(pooled: { readonly predictive: Law }, options: MapPriorOptions): MapPrior {
  const { family, components: count = 3, robust } = orThrow(checkWith(mapPriorSchema, options));
  const target = weightedPoints(pooled.predictive);
  const fit = family === "beta" ? betaFamily : logitNormalFamily;
  let mixture = split(target, count).map((weights) => ({ weight: 1 / count, component: fit(target.points, weights) }));
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
  const divergence = Math.max(0, entropyOf(target) - likelihood);
  return { prior: asPrior(mixture, family, robust?.weight), divergence, converged };
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

function asPrior(mixture: Mixture, family: "beta" | "logitNormal", robust: number | undefined): Prior {
  const vague =
    family === "beta" ? ({ kind: "beta", a: 1, b: 1 } as const) : ({ kind: "logitNormal", mean: 0, sd: 1.7 } as const);
  const share = robust ?? 0;
  const components = mixture
    .map(({ weight, component }) => ({ weight: weight * (1 - share), prior: component.prior }))
    .toSorted((one, other) => other.weight - one.weight);
  if (share > 0) components.push({ weight: share, prior: vague });
  return components.length === 1 ? components[0]!.prior : { kind: "mixture", components };
}
