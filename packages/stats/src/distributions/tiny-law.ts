import { log } from "../elementary/log.ts";
import { logOneLessExp } from "../special/log-one-less-exp.ts";

/** By the logarithm of x. */
export interface TinyLaw {
  readonly logLower: (logX: number) => number;
  readonly logUpper: (logX: number) => number;
  readonly logPdf: (logX: number) => number;
}

/**
 * A Poisson mixture of gamma or beta laws so near 0 that its first term is (factor x)^a / beta and the others vanish beside it.
 * @param law a the shape, m the mean of the Poisson weights, and the logarithms of the factor and of a times the complete integral.
 */
export function createTinyLaw(law: {
  readonly a: number;
  readonly m: number;
  readonly logFactor: number;
  readonly logBeta: number;
}): TinyLaw {
  const { a, m, logFactor, logBeta } = law;
  const first = (logX: number): number => Math.min(0, a * (logX + logFactor) - logBeta);
  return {
    logLower: (logX) => first(logX) - m,
    // Neither part of the exponent is above 0, so that they cancel nothing.
    logUpper: (logX) => logOneLessExp(first(logX) - m),
    logPdf: (logX) => first(logX) - m + log(a) - logX,
  };
}
