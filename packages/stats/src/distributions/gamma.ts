import { positive, shapeParameter, requireAll, requireNumber, requireProbability } from "../arguments.ts";
import { expOfSum, logTwo } from "../elementary/exp-log-two.ts";
import { exp } from "../elementary/exp.ts";
import { expm1 } from "../elementary/expm1.ts";
import { log } from "../elementary/log.ts";
import { log1p } from "../elementary/log1p.ts";
import { addTwo, multiplyTwo, productError } from "../numerics/two-term.ts";
import {
  gammaLowerTwo,
  gammaPrefactor,
  gammaUpperTwo,
  inverseIncompleteGamma,
  logGammaLowerTwo,
  logGammaPrefactor,
  logGammaUpperTwo,
} from "../special/incomplete-gamma.ts";
import { logGamma1p, reciprocalGamma1p } from "../special/log-gamma.ts";
import { logOneLessExp } from "../special/log-one-less-exp.ts";
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
  /** So far left that (rate x)^shape / Γ(shape + 1) is all of the lower tail, and rate x itself may have lost digits. */
  const isTiny = (x: number): boolean => x > 0 && t < TINY;
  const densityAtZero = shape < 1 ? Infinity : shape === 1 ? rate : 0;
  const tinyQuantile = (logP: number): number => exp((logP + logGamma1p(shape)) / shape - log(rate));
  const quantile = (p: number): number => {
    const value = inverseIncompleteGamma(shape, p, "lower");
    return value > TINY || p === 0 ? value / rate : tinyQuantile(log(p));
  };
  const logPdf = (x: number): number => {
    scaleArgument(x);
    if (x === 0) return log(densityAtZero);
    if (isTiny(x)) return logPowerTail(shape, rate, x) + log(shape) - log(x);
    return t > 0 && t < Infinity ? logGammaPrefactor(shape, t, tLow) + log(shape / x) : -Infinity;
  };
  return {
    pdf: (x) => {
      scaleArgument(x);
      if (x === 0) return densityAtZero;
      if (isTiny(x)) return powerDensity(shape, rate, x);
      if (!(t > 0 && t < Infinity)) return 0;
      const prefactor = gammaPrefactor(shape, t, tLow);
      // Where it underflows the density, divided by a small x, need not.
      return prefactor > 1e-290 || x > 1 ? (prefactor * shape) / x : exp(logPdf(x));
    },
    logPdf,
    cdf: (x) => {
      scaleArgument(x);
      return isTiny(x) ? powerTail(shape, rate, x) : gammaLowerTwo(shape, t, tLow);
    },
    sf: (x) => {
      scaleArgument(x);
      return isTiny(x) ? -expm1(logPowerTail(shape, rate, x)) : gammaUpperTwo(shape, t, tLow);
    },
    logCdf: (x) => {
      scaleArgument(x);
      return isTiny(x) ? logPowerTail(shape, rate, x) : logGammaLowerTwo(shape, t, tLow);
    },
    logSf: (x) => {
      scaleArgument(x);
      return isTiny(x) ? logOneLessExp(logPowerTail(shape, rate, x)) : logGammaUpperTwo(shape, t, tLow);
    },
    quantile: (p) => {
      requireProbability(p);
      return quantile(p);
    },
    isf: (p) => {
      requireProbability(p);
      const value = inverseIncompleteGamma(shape, p, "upper");
      return value > TINY || p === 1 ? value / rate : tinyQuantile(log1p(-p));
    },
    mean: () => shape / rate,
    variance: () => shape / rate / rate,
    sample: (stream) => quantile(drawOpenUniform(stream)),
  };
}

const TINY = 1e-280;
const logOfT = new Float64Array(2);
const logOfRate = new Float64Array(2);

/** Sets logOfT to shape · log(rate x). */
function setLogPower(shape: number, rate: number, x: number): void {
  logTwo(x, 0, logOfT);
  logTwo(rate, 0, logOfRate);
  addTwo(logOfT[0]!, logOfT[1]!, logOfRate[0]!, logOfRate[1]!, logOfT);
  multiplyTwo(logOfT[0]!, logOfT[1]!, shape, 0, logOfT);
}

function powerTail(shape: number, rate: number, x: number): number {
  setLogPower(shape, rate, x);
  if (logOfT[0]! < -746) return 0;
  return shape <= 1
    ? expOfSum(logOfT[0]!, logOfT[1]!) * reciprocalGamma1p(shape)
    : exp(logOfT[0]! + (logOfT[1]! - logGamma1p(shape)));
}

/** Its derivative, shape / x times it, where that alone is in the range of doubles. */
function powerDensity(shape: number, rate: number, x: number): number {
  setLogPower(shape, rate, x);
  const factor = shape <= 1 ? reciprocalGamma1p(shape) : exp(-logGamma1p(shape));
  logTwo(x, 0, logOfRate);
  addTwo(logOfT[0]!, logOfT[1]!, -logOfRate[0]!, -logOfRate[1]!, logOfT);
  return expOfSum(logOfT[0]!, logOfT[1]!) * factor * shape;
}

function logPowerTail(shape: number, rate: number, x: number): number {
  setLogPower(shape, rate, x);
  return logOfT[0]! + (logOfT[1]! - logGamma1p(shape));
}
