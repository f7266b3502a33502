import { notNegative, shapeParameter, requireAll, requireNumber } from "../arguments.ts";
import { log } from "../elementary/log.ts";
import { logGammaLowerTwo, logGammaPrefactor, logGammaUpperTwo } from "../special/incomplete-gamma.ts";
import { logPoissonAverage, logPoissonMixture } from "../special/poisson-mixture.ts";
import { chiSquared } from "./chi-squared.ts";
import type { Distribution } from "./distribution.ts";
import { fromLogTails } from "./log-tail-law.ts";

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
  requireAll(shapeParameter("df", df), notNegative("noncentrality", noncentrality));
  if (noncentrality === 0) return chiSquared({ df });
  const a = df / 2;
  const m = noncentrality / 2;
  const logLower = (x: number): number => {
    requireNumber(x);
    if (!(x > 0)) return -Infinity;
    if (x === Infinity) return 0;
    const half = x / 2;
    return logPoissonMixture(m, {
      grows: "downwards",
      logTail: (j) => logGammaLowerTwo(a + j, half, 0),
      logStep: (j) => logGammaPrefactor(a + j, half),
    });
  };
  const logUpper = (x: number): number => {
    requireNumber(x);
    if (!(x > 0)) return 0;
    if (x === Infinity) return -Infinity;
    const half = x / 2;
    return logPoissonMixture(m, {
      grows: "upwards",
      logTail: (j) => logGammaUpperTwo(a + j, half, 0),
      logStep: (j) => logGammaPrefactor(a + j, half),
    });
  };
  const logPdf = (x: number): number => {
    requireNumber(x);
    if (x === 0) return df === 2 ? -m - Math.LN2 : df < 2 ? Infinity : -Infinity;
    if (!(x > 0 && x < Infinity)) return -Infinity;
    const half = x / 2;
    return logPoissonAverage(m, (j) => logGammaPrefactor(a + j, half) + log((a + j) / x));
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
  });
}
