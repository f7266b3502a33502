import { holds, openProportion, shapeParameter, requireAll, requireNumber, requireProbability } from "../arguments.ts";
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

/** From this many failures on, with a mean of at most 1e15, all that is left of a mass or tail is the logarithm k log(1 - p). */
const FAR = 1e200;

/**
 * The negative binomial distribution: failures before the `size`-th success; mean size (1 - p) / p.
 * @param parameters size above 0, not necessarily whole; success probability p in (0, 1).
 * @throws InvalidInput otherwise.
 * @example negativeBinomial({ size: 3, p: 0.4 }).cdf(2) // 0.31744
 */
export function negativeBinomial(parameters: { readonly size: number; readonly p: number }): Distribution {
  const { size, p } = parameters;
  requireAll(
    shapeParameter("size", size),
    openProportion("p", p),
    holds(!(size / p > 1e15), "p", `the mean for p = ${p} is above 1e15`, "must leave a mean of at most 1e15"),
  );
  const q = 1 - p;
  const qLow = sumError(1, -p, q);
  const mean = (size * q) / p;
  const variance = mean / p;
  const isPossible = (k: number): boolean => k >= 0 && k < Infinity && k === Math.floor(k);
  const cdf = (x: number): number => {
    requireNumber(x);
    const k = Math.floor(x);
    if (k < 0) return 0;
    return k >= FAR ? 1 : betaLowerTwo(size, k + 1, p, 0, q, qLow);
  };
  const sf = (x: number): number => {
    requireNumber(x);
    const k = Math.floor(x);
    if (k < 0) return 1;
    return k >= FAR ? 0 : betaUpperTwo(size, k + 1, p, 0, q, qLow);
  };
  const law = { cdf, sf };
  const range = { least: 0, most: Infinity, mean, sd: Math.sqrt(variance) };
  return {
    pdf: (k) => {
      requireNumber(k);
      if (!isPossible(k) || k >= FAR) return 0;
      return k === 0 ? powerTwo(p, 0, size) : betaPrefactor(size, k, p, 0, q, qLow) / k;
    },
    logPdf: (k) => {
      requireNumber(k);
      if (!isPossible(k)) return -Infinity;
      if (k >= FAR) return logPowerTwo(q, qLow, k);
      return k === 0 ? logPowerTwo(p, 0, size) : logBetaPrefactor(size, k, p, 0, q, qLow) - log(k);
    },
    cdf,
    sf,
    logCdf: (x) => {
      requireNumber(x);
      const k = Math.floor(x);
      if (k < 0) return -Infinity;
      return k >= FAR ? 0 : logBetaLowerTwo(size, k + 1, p, 0, q, qLow);
    },
    logSf: (x) => {
      requireNumber(x);
      const k = Math.floor(x);
      if (k < 0) return 0;
      return k >= FAR ? logPowerTwo(q, qLow, k) : logBetaUpperTwo(size, k + 1, p, 0, q, qLow);
    },
    quantile: (u) => {
      requireProbability(u);
      return discreteQuantile(law, u, range);
    },
    isf: (u) => {
      requireProbability(u);
      return discreteIsf(law, u, range);
    },
    mean: () => mean,
    variance: () => variance,
    sample: (stream) => discreteQuantile(law, drawOpenUniform(stream), range),
  };
}
