import { holds, notNegative, requireAll, requireNumber, requireProbability } from "../arguments.ts";
import { exp } from "../elementary/exp.ts";
import {
  gammaLowerTwo,
  gammaPrefactor,
  gammaUpperTwo,
  logGammaLowerTwo,
  logGammaPrefactor,
  logGammaUpperTwo,
} from "../special/incomplete-gamma.ts";
import { drawOpenUniform } from "../streams/draws.ts";
import { discreteIsf, discreteQuantile } from "./discrete-quantile.ts";
import type { Distribution } from "./distribution.ts";

/**
 * The Poisson distribution.
 * @param parameters mean of at least 0.
 * @throws InvalidInput for a mean that is not finite or below 0.
 * @example poisson({ mean: 3 }).cdf(2) // 0.42319008112684353
 */
export function poisson(parameters: { readonly mean: number }): Distribution {
  const { mean } = parameters;
  requireAll(
    notNegative("mean", mean),
    holds(!(mean > 1e15), "mean", `${mean} is out of range`, "must be at most 1e15"),
  );
  const logPdf = (k: number): number => {
    requireNumber(k);
    if (!(k >= 0 && k < Infinity) || k !== Math.floor(k)) return -Infinity;
    if (k === 0) return -mean;
    return mean === 0 ? -Infinity : logGammaPrefactor(k, mean);
  };
  const cdf = (x: number): number => {
    requireNumber(x);
    const k = Math.floor(x);
    if (k < 0) return 0;
    return k === Infinity ? 1 : gammaUpperTwo(k + 1, mean, 0);
  };
  const sf = (x: number): number => {
    requireNumber(x);
    const k = Math.floor(x);
    if (k < 0) return 1;
    return k === Infinity ? 0 : gammaLowerTwo(k + 1, mean, 0);
  };
  const law = { cdf, sf };
  const range = { least: 0, most: Infinity, mean, sd: Math.sqrt(mean) };
  const quantile = (p: number): number => (mean === 0 ? 0 : discreteQuantile(law, p, range));
  return {
    pdf: (k) => {
      if (!(k > 0 && k < Infinity) || k !== Math.floor(k) || mean === 0) return exp(logPdf(k));
      return gammaPrefactor(k, mean);
    },
    logPdf,
    cdf,
    sf,
    logCdf: (x) => {
      requireNumber(x);
      const k = Math.floor(x);
      if (k < 0) return -Infinity;
      return k === Infinity ? 0 : logGammaUpperTwo(k + 1, mean, 0);
    },
    logSf: (x) => {
      requireNumber(x);
      const k = Math.floor(x);
      if (k < 0) return 0;
      return k === Infinity ? -Infinity : logGammaLowerTwo(k + 1, mean, 0);
    },
    quantile: (p) => {
      requireProbability(p);
      return quantile(p);
    },
    isf: (p) => {
      requireProbability(p);
      return mean === 0 ? 0 : discreteIsf(law, p, range);
    },
    mean: () => mean,
    variance: () => mean,
    sample: (stream) => quantile(drawOpenUniform(stream)),
  };
}
