import { holds, notNegative, shapeParameter, requireAll, requireNumber } from "../arguments.ts";
import { log } from "../elementary/log.ts";
import { logGammaLowerTwo, logGammaPrefactor, logGammaUpperTwo } from "../special/incomplete-gamma.ts";
import { logGamma1p } from "../special/log-gamma.ts";
import {
  logDensityMixture,
  logLowerMixture,
  logUpperMixture,
  type PoissonMixture,
} from "../special/poisson-mixture.ts";
import { chiSquared } from "./chi-squared.ts";
import type { Distribution } from "./distribution.ts";
import { fromLogTails } from "./log-tail-law.ts";
import { createTinyLaw } from "./tiny-law.ts";

/**
 * The noncentral chi-squared distribution, as a Poisson mixture of central ones (DLMF-style sum; R. F. Ding, Appl. Statist. 41 (1992),
 * doi:10.2307/2347584), both tails as sums of positive terms.
 * @param parameters df above 0, and noncentrality λ of at least 0 (the sum of squared means).
 * @throws InvalidInput otherwise.
 * @example noncentralChiSquared({ df: 1, noncentrality: 2 }).cdf(3.84) // 0.7068826118…
 */
export function noncentralChiSquared(parameters: {
  readonly df: number;
  readonly noncentrality: number;
}): Distribution {
  const { df, noncentrality } = parameters;
  requireAll(
    shapeParameter("df", df),
    notNegative("noncentrality", noncentrality),
    holds(!(noncentrality > 1e12), "noncentrality", `${noncentrality} is out of range`, "must be at most 1e12"),
    holds(!(df > 1e12), "df", `${df} is out of range`, "must be at most 1e12"),
  );
  if (noncentrality === 0) return chiSquared({ df });
  const a = df / 2;
  const m = noncentrality / 2;
  /** Below the normal range only the first term counts, a power of x. */
  const isTiny = (x: number): boolean => x < 1e-270;
  const tiny = createTinyLaw({ a, m, logFactor: -Math.LN2, logBeta: logGamma1p(a) });
  /** Far above the mean, where the logarithms of the terms would lose the largest: by the series of the Bessel function (DLMF 10.40.1). */
  const isFar = (x: number): boolean => {
    if (!(m * (x / 2) > 1e13 && x < Infinity)) return false;
    const z = Math.sqrt(x) * Math.sqrt(noncentrality);
    return Math.sqrt(x) - Math.sqrt(noncentrality) > 1e3 && (a * a < z || z > 2e17);
  };
  const logFarPdf = (x: number): number => {
    const gap = Math.sqrt(x) - Math.sqrt(noncentrality);
    const z = Math.sqrt(x) * Math.sqrt(noncentrality);
    const order = a - 1;
    const power = 0.5 * order * (log(x) - log(noncentrality)) - 0.5 * log(2 * Math.PI * z) - Math.LN2;
    return power - (order * order - 0.25) / (2 * z) - 0.5 * gap * gap;
  };
  const mixtureAt = (half: number): PoissonMixture => ({
    m,
    c: 0,
    a,
    gain: half,
    gainPerShape: 0,
    logLower: (j) => logGammaLowerTwo(a + j, half, 0),
    logUpper: (j) => logGammaUpperTwo(a + j, half, 0),
    logStep: (j) => logGammaPrefactor(a + j, half),
    logDensity: (j) => logGammaPrefactor(a + j, half) + log((a + j) / (2 * half)),
  });
  const logLower = (x: number): number => {
    requireNumber(x);
    if (!(x > 0)) return -Infinity;
    if (isTiny(x)) return tiny.logLower(log(x));
    return x === Infinity || isFar(x) ? 0 : logLowerMixture(mixtureAt(x / 2));
  };
  const logUpper = (x: number): number => {
    requireNumber(x);
    if (!(x > 0)) return 0;
    if (isTiny(x)) return tiny.logUpper(log(x));
    // There the density falls as the exponential of -(1 - √(λ / x)) / 2.
    if (isFar(x)) return logFarPdf(x) + log(2 / (1 - Math.sqrt(noncentrality / x)));
    return x === Infinity ? -Infinity : logUpperMixture(mixtureAt(x / 2));
  };
  const logPdf = (x: number): number => {
    requireNumber(x);
    if (x === 0) return df === 2 ? -m - Math.LN2 : df < 2 ? Infinity : -Infinity;
    if (x > 0 && isTiny(x)) return tiny.logPdf(log(x));
    if (isFar(x)) return logFarPdf(x);
    return x > 0 && x < Infinity ? logDensityMixture(mixtureAt(x / 2)) : -Infinity;
  };
  const mean = df + noncentrality;
  const variance = 2 * (df + 2 * noncentrality);
  return fromLogTails({
    logLower,
    logUpper,
    logPdf,
    from: 0,
    to: Infinity,
    mean: () => mean,
    variance: () => variance,
    // Patnaik's central law of the same mean and variance, by the cube root of Wilson and Hilferty.
    near: (z) => {
      const part = variance / (9 * mean * mean);
      const root = Math.max(0.05, 1 - part + z * Math.sqrt(part));
      return mean * root * root * root;
    },
  });
}
