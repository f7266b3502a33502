import { positive, shapeParameter, requireAll, requireNumber, requireProbability } from "../arguments.ts";
import { exp } from "../elementary/exp.ts";
import { log } from "../elementary/log.ts";
import { productError } from "../numerics/two-term.ts";
import {
  gammaLowerTwo,
  gammaPrefactor,
  gammaUpperTwo,
  inverseIncompleteGamma,
  logGammaLowerTwo,
  logGammaPrefactor,
  logGammaUpperTwo,
} from "../special/incomplete-gamma.ts";
import { drawOpenUniform } from "../streams/draws.ts";
import type { Distribution } from "./distribution.ts";

/**
 * The gamma distribution, with mean shape / rate.
 * @param parameters shape above 0, and rate above 0 in 1 / unit of x.
 * @throws InvalidInput for parameters that are not finite and above 0.
 * @example gamma({ shape: 2, rate: 1 }).cdf(2) // 0.5939941502901619
 */
export function gamma(parameters: { readonly shape: number; readonly rate: number }): Distribution {
  const { shape, rate } = parameters;
  requireAll(shapeParameter("shape", shape), positive("rate", rate));
  return gammaLaw(shape, rate);
}

/** The same without checks, for laws that are gamma laws in other words. */
export function gammaLaw(shape: number, rate: number): Distribution {
  let t = 0;
  let tLow = 0;
  const scaleArgument = (x: number): void => {
    requireNumber(x);
    t = x > 0 ? rate * x : 0;
    tLow = t > 1e-280 && t < 1e280 && x < 1e280 && rate < 1e280 ? productError(rate, x, t) : 0;
  };
  const densityAtZero = shape < 1 ? Infinity : shape === 1 ? rate : 0;
  const logPdf = (x: number): number => {
    scaleArgument(x);
    if (x === 0) return log(densityAtZero);
    return t > 0 && t < Infinity ? logGammaPrefactor(shape, t, tLow) + log(shape / x) : -Infinity;
  };
  return {
    pdf: (x) => {
      scaleArgument(x);
      if (x === 0) return densityAtZero;
      if (!(t > 0 && t < Infinity)) return 0;
      const prefactor = gammaPrefactor(shape, t, tLow);
      // Where it underflows the density, divided by a small x, need not.
      return prefactor > 1e-290 || x > 1 ? (prefactor * shape) / x : exp(logPdf(x));
    },
    logPdf,
    cdf: (x) => {
      scaleArgument(x);
      return gammaLowerTwo(shape, t, tLow);
    },
    sf: (x) => {
      scaleArgument(x);
      return gammaUpperTwo(shape, t, tLow);
    },
    logCdf: (x) => {
      scaleArgument(x);
      return logGammaLowerTwo(shape, t, tLow);
    },
    logSf: (x) => {
      scaleArgument(x);
      return logGammaUpperTwo(shape, t, tLow);
    },
    quantile: (p) => {
      requireProbability(p);
      return inverseIncompleteGamma(shape, p, "lower") / rate;
    },
    isf: (p) => {
      requireProbability(p);
      return inverseIncompleteGamma(shape, p, "upper") / rate;
    },
    mean: () => shape / rate,
    variance: () => shape / rate / rate,
    sample: (stream) => inverseIncompleteGamma(shape, drawOpenUniform(stream), "lower") / rate,
  };
}
