import {
  checkWith,
  exp,
  InvalidInput,
  log,
  logGamma,
  orThrow,
  type Prior,
  priorCdf,
  priorMean,
  type SimplePrior,
} from "@rekindle/stats";
import { z } from "zod";
import { informationOfMean, informationOfRate } from "./local-information.ts";
import { componentsOf, type GammaPrior, type MixturePrior, type WeightedPrior } from "./mixture-prior.ts";

const sampleSizeSchema = z.strictObject({
  method: z.enum(["moment", "ELIR", "morita"]),
  /** Standard deviation of one observation; needed by a normal prior of a mean. */
  sigma: z.exactOptional(z.number().positive()),
});

export type SampleSizeOptions = Readonly<z.output<typeof sampleSizeSchema>>;

/**
 * What a prior is worth: patients for a rate (beta, logitNormal), observations with standard deviation `sigma` for a mean (normal), time
 * at risk for a rate of events (gamma).
 *
 * `moment`: the size of the conjugate law with the same mean and variance. `ELIR`: expected local information ratio, the mean over the
 * prior of its information −(log p)'' relative to that of one observation. Neuenschwander et al. (2020), doi:10.1111/biom.13252.
 * `morita`: the prior's information at its mean over that of one observation, beside a prior of no size. Morita, Thall & Müller (2008),
 * doi:10.1111/j.1541-0420.2007.00888.x. All three are a + b of a beta law, sigma² / sd² of a normal and the rate of a gamma law.
 * @throws InvalidInput for a mixture of kinds, a normal prior without `sigma`, a point, and by `ELIR` for beta or gamma shapes below 1, whose
 * density is infinite at an end.
 * @example effectiveSampleSize({ kind: "beta", a: 3, b: 7 }, { method: "ELIR" }) // 10
 */
export function effectiveSampleSize(prior: Prior | MixturePrior, options: SampleSizeOptions): number {
  const { method, sigma } = orThrow(checkWith(sampleSizeSchema, options));
  const components = componentsOf(prior);
  const kinds = [...new Set(components.map(({ prior: each }) => each.kind))];
  if (kinds.some((kind) => kind === "normal" || kind === "gamma") && kinds.length > 1)
    throw new InvalidInput([mixedKinds(kinds)]);
  if (method === "ELIR") refuseInfinite(components);
  if (kinds[0] === "normal") return informationOfMean(components, method, requireSigma(sigma));
  if (kinds[0] === "gamma") return informationOfRate(components as readonly Gamma[], method);
  const rate = { kind: "mixture", components: components as Weighted[] } as const;
  if (method === "morita") return atMean(components as readonly Weighted[], priorMean(rate));
  const points = gridOf(rate);
  return method === "moment" ? byMoments(rate, points) : byInformation(rate.components, points);
}

type Weighted = WeightedPrior & { readonly prior: SimplePrior };
type Gamma = WeightedPrior & { readonly prior: GammaPrior };

function refuseInfinite(components: readonly WeightedPrior[]): void {
  const issues = components.flatMap(({ prior }, i) => {
    const least = prior.kind === "beta" ? Math.min(prior.a, prior.b) : prior.kind === "gamma" ? prior.shape : 1;
    if (least >= 1) return [];
    const message = `the density is infinite at an end: a shape of ${least}`;
    return [
      { kind: "outOfRange", path: ["components", i], message, hint: "ELIR needs shapes of at least 1; use moment" },
    ];
  });
  if (issues.length > 0) throw new InvalidInput(issues);
}

function requireSigma(sigma: number | undefined): number {
  if (sigma !== undefined) return sigma;
  const message = "sigma is missing: a normal prior of a mean is worth observations of some standard deviation";
  throw new InvalidInput([
    { kind: "missing", path: ["sigma"], message, hint: "the standard deviation of one observation" },
  ]);
}

function mixedKinds(kinds: readonly string[]) {
  const message = `a mixture of ${kinds.join(" and ")} laws is not of one quantity`;
  return { kind: "notAllowed", path: ["components"], message, hint: "all of a rate, all normal, or all gamma" };
}

/** Morita's size at the mean: the density of no size, 1 / (p (1 − p)), is taken off. */
function atMean(components: readonly Weighted[], p: number): number {
  const q = 1 - p;
  const x = log(p / q);
  let [density, slope, bend] = [0, 0, 0];
  for (const { weight, prior } of components) {
    const f = weight * exp(logDensityOfLogit(prior, x));
    const { first, second } = derivatives(prior, x, p, q);
    density += f;
    slope += f * first;
    bend += f * (second + first * first);
  }
  const information = (slope / density) * (slope / density) - bend / density;
  return (information + 1 / (p * p) + 1 / (q * q)) * p * q;
}

interface Grid {
  readonly logits: Float64Array;
  readonly step: number;
}

/** Equal steps of the logit over all of the prior. */
function gridOf(prior: Prior): Grid {
  const cdf = (logit: number): number => priorCdf(prior, 1 / (1 + exp(-logit)));
  let [low, high] = [-8, 8];
  const mirrored = (logit: number): number => 1 - cdf(logit);
  // Information weighs the ends by 1 / rate, so the grid goes on where the law itself has long ended.
  while (cdf(low) > 1e-40 && low > -300) low *= 1.5;
  while (mirrored(high) > 1e-16 && high < 300) high *= 1.5;
  high *= 2.5;
  const count = 40_000;
  const step = (high - low) / count;
  return { logits: Float64Array.from({ length: count + 1 }, (_, i) => low + i * step), step };
}

function byMoments(prior: Prior, { logits, step }: Grid): number {
  const mean = priorMean(prior);
  const components = componentsOf(prior) as readonly Weighted[];
  let [total, square] = [0, 0];
  for (const x of logits) {
    const density =
      step * components.reduce((sum, { weight, prior: simple }) => sum + weight * exp(logDensityOfLogit(simple, x)), 0);
    const p = 1 / (1 + exp(-x));
    total += density;
    square += density * (p - mean) * (p - mean);
  }
  return (mean * (1 - mean) * total) / square - 1;
}

function byInformation(components: readonly Weighted[], { logits, step }: Grid): number {
  let [total, sum] = [0, 0];
  for (const x of logits) {
    const p = 1 / (1 + exp(-x));
    const q = 1 / (1 + exp(x));
    let [density, slope, bend] = [0, 0, 0];
    for (const { weight, prior } of components) {
      const f = weight * exp(logDensityOfLogit(prior, x));
      const { first, second } = derivatives(prior, x, p, q);
      density += f;
      slope += f * first;
      bend += f * (second + first * first);
    }
    if (density === 0) continue;
    const ratio = slope / density;
    // −(log f)'' of the rate's density, times p q: the information of one patient is 1 / (p q).
    sum += step * density * (ratio * ratio - bend / density) * p * q;
    total += step * density;
  }
  return sum / total;
}

/** First and second derivative in the rate of the log of a component's density of the rate. */
function derivatives(
  prior: SimplePrior,
  x: number,
  p: number,
  q: number,
): { readonly first: number; readonly second: number } {
  if (prior.kind === "beta") {
    return { first: (prior.a - 1) / p - (prior.b - 1) / q, second: -(prior.a - 1) / (p * p) - (prior.b - 1) / (q * q) };
  }
  if (prior.kind !== "logitNormal") return { first: 0, second: 0 };
  // log density: −r² / 2 − log p − log q, r = (logit p − mean) / sd, logit' = 1 / (p q)
  const variance = prior.sd * prior.sd;
  const r = (x - prior.mean) / variance;
  const turn = 1 / (p * q);
  return {
    first: -r * turn - 1 / p + 1 / q,
    second: -(turn * turn) / variance - r * (1 / (q * q) - 1 / (p * p)) + 1 / (p * p) + 1 / (q * q),
  };
}

function logDensityOfLogit(prior: SimplePrior, x: number): number {
  if (prior.kind === "beta") {
    const logP = x > 0 ? -log(1 + exp(-x)) : x - log(1 + exp(x));
    return logGamma(prior.a + prior.b) - logGamma(prior.a) - logGamma(prior.b) + prior.a * logP + prior.b * (logP - x);
  }
  if (prior.kind !== "logitNormal") return -Infinity;
  const r = (x - prior.mean) / prior.sd;
  return -0.5 * r * r - log(prior.sd) - 0.9189385332046727;
}
