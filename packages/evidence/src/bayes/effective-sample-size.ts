import { exp, InvalidInput, log, logGamma, type Prior, priorCdf, priorMean, type SimplePrior } from "@rekindle/stats";

/**
 * How many patients a prior of a rate is worth.
 *
 * `moment`: a + b of the beta law with the same mean and variance. `ELIR`: expected local information ratio, the mean over the prior
 * of its information −(log p)'' relative to that of one patient, 1 / (rate (1 − rate)); for a beta law it is a + b.
 * Neuenschwander et al. (2020), doi:10.1111/biom.13252.
 * @throws InvalidInput for a prior that is not of a rate, or is a point.
 * @example effectiveSampleSize({ kind: "beta", a: 3, b: 7 }, { method: "ELIR" }) // 10
 */
export function effectiveSampleSize(prior: Prior, { method }: { readonly method: "moment" | "ELIR" }): number {
  const components = componentsOf(prior);
  const points = gridOf(prior);
  return method === "moment" ? byMoments(prior, points) : byInformation(components, points);
}

interface Weighted {
  readonly weight: number;
  readonly prior: SimplePrior;
}

function componentsOf(prior: Prior): readonly Weighted[] {
  const components = prior.kind === "mixture" ? prior.components : [{ weight: 1, prior }];
  const strange = components.find(
    (component) => component.prior.kind !== "beta" && component.prior.kind !== "logitNormal",
  );
  if (strange !== undefined) {
    const message = `a ${strange.prior.kind} prior is not the law of a rate`;
    throw new InvalidInput([
      { kind: "notAllowed", path: ["kind"], message, hint: "beta, logitNormal, or a mixture of these" },
    ]);
  }
  const total = components.reduce((sum, { weight }) => sum + weight, 0);
  return components.map(({ weight, prior: simple }) => ({ weight: weight / total, prior: simple }));
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
  const components = componentsOf(prior);
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
