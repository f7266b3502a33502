import { proportion, requireAll, requireNumber, requireProbability, whole } from "../arguments.ts";
import { log } from "../elementary/log.ts";
import { sumError } from "../numerics/two-term.ts";
import {
  betaLowerTwo,
  betaPrefactor,
  betaUpperTwo,
  logBetaLowerTwo,
  logBetaPrefactor,
  logBetaUpperTwo,
} from "../special/incomplete-beta.ts";
import { drawOpenUniform } from "../streams/draws.ts";
import { discreteIsf, discreteQuantile } from "./discrete-quantile.ts";
import type { Distribution } from "./distribution.ts";
import { logPowerTwo, powerTwo } from "./power-two.ts";

/**
 * The binomial distribution: events among n with probability p each.
 * @param parameters n whole and at least 0; p in [0, 1].
 * @throws InvalidInput otherwise.
 * @example binomial({ n: 20, p: 0.2 }).cdf(5) // 0.8042077854595604
 */
export function binomial(parameters: { readonly n: number; readonly p: number }): Distribution {
  const { n, p } = parameters;
  requireAll(whole("n", n, 0), proportion("p", p));
  const q = 1 - p;
  const qLow = sumError(1, -p, q);
  const mean = n * p;
  const variance = n * p * q;
  const sd = Math.sqrt(variance);
  /** The mass needs k and n - k above 0; at the ends it is a power. */
  const pdf = (k: number): number => {
    requireNumber(k);
    if (!(k >= 0 && k <= n) || k !== Math.floor(k)) return 0;
    if (p === 0 || p === 1) return k === (p === 0 ? 0 : n) ? 1 : 0;
    if (k === 0) return powerTwo(q, qLow, n);
    if (k === n) return powerTwo(p, 0, n);
    // C(n, k) p^k q^(n-k) = p^k q^(n-k) / B(k, n-k) · n / (k (n - k)).
    return betaPrefactor(k, n - k, p, 0, q, qLow) * (n / k / (n - k));
  };
  const logPdf = (k: number): number => {
    requireNumber(k);
    if (!(k >= 0 && k <= n) || k !== Math.floor(k)) return -Infinity;
    if (p === 0 || p === 1) return k === (p === 0 ? 0 : n) ? 0 : -Infinity;
    if (k === 0) return logPowerTwo(q, qLow, n);
    if (k === n) return logPowerTwo(p, 0, n);
    return logBetaPrefactor(k, n - k, p, 0, q, qLow) + log(n / k / (n - k));
  };
  const cdf = (x: number): number => {
    requireNumber(x);
    const k = Math.floor(x);
    if (k < 0) return 0;
    return k >= n ? 1 : betaUpperTwo(k + 1, n - k, p, 0, q, qLow);
  };
  const sf = (x: number): number => {
    requireNumber(x);
    const k = Math.floor(x);
    if (k < 0) return 1;
    return k >= n ? 0 : betaLowerTwo(k + 1, n - k, p, 0, q, qLow);
  };
  const law = { cdf, sf };
  const range = { least: 0, most: n, mean, sd };
  const quantile = (u: number): number => {
    if (p === 0 || p === 1) return mean;
    return discreteQuantile(law, u, range);
  };
  return {
    pdf,
    logPdf,
    cdf,
    sf,
    logCdf: (x) => {
      requireNumber(x);
      const k = Math.floor(x);
      if (k < 0) return -Infinity;
      return k >= n ? 0 : logBetaUpperTwo(k + 1, n - k, p, 0, q, qLow);
    },
    logSf: (x) => {
      requireNumber(x);
      const k = Math.floor(x);
      if (k < 0) return 0;
      return k >= n ? -Infinity : logBetaLowerTwo(k + 1, n - k, p, 0, q, qLow);
    },
    quantile: (u) => {
      requireProbability(u);
      return quantile(u);
    },
    isf: (u) => {
      requireProbability(u);
      return p === 0 || p === 1 ? mean : discreteIsf(law, u, range);
    },
    mean: () => mean,
    variance: () => variance,
    sample: (stream) => quantile(drawOpenUniform(stream)),
  };
}
