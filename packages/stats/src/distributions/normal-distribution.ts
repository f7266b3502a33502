import { finite, positive, requireAll, requireNumber, requireProbability } from "../arguments.ts";
import { log } from "../elementary/log.ts";
import { log1p } from "../elementary/log1p.ts";
import { productError, sumError } from "../numerics/two-term.ts";
import { drawOpenUniform } from "../streams/draws.ts";
import type { Distribution } from "./distribution.ts";
import {
  HALF_LOG_2PI,
  standardNormalCdf,
  standardNormalLogCdf,
  standardNormalPdf,
  standardNormalQuantile,
  tailElasticity,
} from "./normal.ts";

/**
 * The normal distribution.
 * @param parameters mean, and standard deviation `sd` above 0, in the unit of x.
 * @throws InvalidInput for parameters that are not finite or an sd not above 0.
 * @example normal({ mean: 0, sd: 1 }).sf(1.959963984540054) // 0.025
 */
export function normal(parameters: { readonly mean: number; readonly sd: number }): Distribution {
  const { mean, sd } = parameters;
  requireAll(finite("mean", mean), positive("sd", sd));
  let z = 0;
  let zLow = 0;
  /** z = (x - mean) / sd in two parts: its rounding would cost the far tails three digits. */
  const standardise = (x: number): void => {
    requireNumber(x);
    const gap = x - mean;
    z = gap / sd;
    zLow = 0;
    if (z * z < 1600 && sd > 1e-280 && sd < 1e280 && (mean !== 0 || sd !== 1)) {
      const back = z * sd;
      zLow = (gap - back - productError(z, sd, back) + sumError(x, -mean, gap)) / sd;
    }
  };
  const lower = (): number => {
    const value = standardNormalCdf(z);
    return zLow === 0 ? value : value * (1 + zLow * tailElasticity(z));
  };
  const logLower = (): number => {
    if (z < 0.7) return standardNormalLogCdf(z) + (zLow === 0 ? 0 : zLow * tailElasticity(z));
    z = -z;
    zLow = -zLow;
    return log1p(-lower());
  };
  const flip = (x: number): void => {
    standardise(x);
    z = -z;
    zLow = -zLow;
  };
  return {
    pdf: (x) => {
      standardise(x);
      return (standardNormalPdf(z) * (zLow === 0 ? 1 : 1 - z * zLow)) / sd;
    },
    logPdf: (x) => {
      standardise(x);
      return -0.5 * z * z - (zLow === 0 ? 0 : z * zLow) - HALF_LOG_2PI - log(sd);
    },
    cdf: (x) => {
      standardise(x);
      return lower();
    },
    sf: (x) => {
      flip(x);
      return lower();
    },
    logCdf: (x) => {
      standardise(x);
      return logLower();
    },
    logSf: (x) => {
      flip(x);
      return logLower();
    },
    quantile: (p) => {
      requireProbability(p);
      return mean + sd * standardNormalQuantile(p);
    },
    isf: (p) => {
      requireProbability(p);
      return mean - sd * standardNormalQuantile(p);
    },
    mean: () => mean,
    variance: () => sd * sd,
    sample: (stream) => mean + sd * standardNormalQuantile(drawOpenUniform(stream)),
  };
}
