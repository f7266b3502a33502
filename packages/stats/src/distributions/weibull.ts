import { positive, shapeParameter, requireAll, requireNumber, requireProbability } from "../arguments.ts";
import { exp } from "../elementary/exp.ts";
import { expm1 } from "../elementary/expm1.ts";
import { log } from "../elementary/log.ts";
import { log1p } from "../elementary/log1p.ts";
import { pow } from "../elementary/pow.ts";
import { logGamma } from "../special/log-gamma.ts";
import { drawOpenUniform } from "../streams/draws.ts";
import type { Distribution } from "./distribution.ts";

/**
 * The Weibull distribution: S(x) = exp(-(x / scale)^shape).
 * @param parameters shape above 0, and scale above 0 in the unit of x.
 * @throws InvalidInput for parameters that are not finite and above 0.
 * @example weibull({ shape: 2, scale: 1 }).sf(1) // 0.36787944117144233
 */
export function weibull(parameters: { readonly shape: number; readonly scale: number }): Distribution {
  const { shape, scale } = parameters;
  requireAll(shapeParameter("shape", shape), positive("scale", scale));
  const cumulativeHazard = (x: number): number => {
    requireNumber(x);
    return x > 0 ? pow(x / scale, shape) : 0;
  };
  const logDensity = (x: number): number => {
    const h = cumulativeHazard(x);
    if (x < 0 || h === Infinity) return -Infinity;
    if (x === 0) return shape === 1 ? -log(scale) : shape < 1 ? Infinity : -Infinity;
    // The ratio itself may underflow or overflow where its logarithm does not.
    const ratio = x / scale;
    const logRatio = ratio > 0 && ratio < Infinity ? log(ratio) : log(x) - log(scale);
    return log(shape) - log(scale) + (shape - 1) * logRatio - h;
  };
  /** The x with this cumulative hazard; one Newton step takes back the rounding of 1 / shape. */
  const atHazard = (h: number): number => {
    if (h === 0 || h === Infinity) return h;
    const x = scale * pow(h, 1 / shape);
    const reached = pow(x / scale, shape);
    return reached > 0 && reached < Infinity ? x * (1 + (h - reached) / (shape * reached)) : x;
  };
  return {
    pdf: (x) => {
      const h = cumulativeHazard(x);
      const isPlain = x > 0 && h > 0 && h < Infinity && (shape / x) * h < Infinity;
      return isPlain ? (shape / x) * h * exp(-h) : exp(logDensity(x));
    },
    logPdf: logDensity,
    cdf: (x) => -expm1(-cumulativeHazard(x)),
    sf: (x) => exp(-cumulativeHazard(x)),
    logCdf: (x) => {
      const h = cumulativeHazard(x);
      if (h > 0.5) return log1p(-exp(-h));
      return h < 1e-300 && x > 0 ? shape * log(x / scale) : log(-expm1(-h));
    },
    logSf: (x) => -cumulativeHazard(x),
    quantile: (p) => {
      requireProbability(p);
      return atHazard(-log1p(-p));
    },
    isf: (p) => {
      requireProbability(p);
      return atHazard(-log(p));
    },
    mean: () => scale * exp(logGamma(1 + 1 / shape)),
    variance: () => {
      // Γ(1 + 2/k) - Γ(1 + 1/k)², from the logarithms so that large shapes lose nothing.
      const first = logGamma(1 + 1 / shape);
      return scale * scale * exp(2 * first) * expm1(logGamma(1 + 2 / shape) - 2 * first);
    },
    sample: (stream) => atHazard(-log(drawOpenUniform(stream))),
  };
}
