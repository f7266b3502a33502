import { shapeParameter, requireAll, requireNumber, requireProbability } from "../arguments.ts";
import { exp } from "../elementary/exp.ts";
import { log } from "../elementary/log.ts";
import { log1p } from "../elementary/log1p.ts";
import { sumError } from "../numerics/two-term.ts";
import {
  betaPrefactor,
  incompleteBetaLower,
  incompleteBetaUpper,
  inverseIncompleteBeta,
  logBetaPrefactor,
  logIncompleteBetaLower,
  logIncompleteBetaUpper,
} from "../special/incomplete-beta.ts";
import { drawOpenUniform } from "../streams/draws.ts";
import type { Distribution } from "./distribution.ts";

const inverse = new Float64Array(2);

/**
 * The beta distribution on [0, 1].
 * @param parameters shapes a and b above 0; the mean is a / (a + b).
 * @throws InvalidInput for shapes that are not finite and above 0.
 * @example beta({ a: 2, b: 3 }).quantile(0.5) // 0.38572756813238945
 */
export function beta(parameters: { readonly a: number; readonly b: number }): Distribution {
  const { a, b } = parameters;
  requireAll(shapeParameter("a", a), shapeParameter("b", b));
  const atZero = a < 1 ? Infinity : a === 1 ? b : 0;
  const atOne = b < 1 ? Infinity : b === 1 ? a : 0;
  const quantile = (p: number): number => {
    inverseIncompleteBeta(a, b, p, "lower", inverse);
    return inverse[0]!;
  };
  const logPdf = (x: number): number => {
    requireNumber(x);
    if (x === 0) return log(atZero);
    if (x === 1) return log(atOne);
    if (!(x > 0 && x < 1)) return -Infinity;
    const y = 1 - x;
    return logBetaPrefactor(a, b, x, 0, y, sumError(1, -x, y)) - log(x) - log1p(-x);
  };
  return {
    pdf: (x) => {
      requireNumber(x);
      if (x === 0) return atZero;
      if (x === 1) return atOne;
      if (!(x > 0 && x < 1)) return 0;
      const y = 1 - x;
      const prefactor = betaPrefactor(a, b, x, 0, y, sumError(1, -x, y));
      // Where it underflows the density, divided by a small x, need not.
      return prefactor > 1e-290 || x > 0.001 ? prefactor / (x * y) : exp(logPdf(x));
    },
    logPdf,
    cdf: (x) => {
      requireNumber(x);
      return incompleteBetaLower(a, b, clamp(x));
    },
    sf: (x) => {
      requireNumber(x);
      return incompleteBetaUpper(a, b, clamp(x));
    },
    logCdf: (x) => {
      requireNumber(x);
      return logIncompleteBetaLower(a, b, clamp(x));
    },
    logSf: (x) => {
      requireNumber(x);
      return logIncompleteBetaUpper(a, b, clamp(x));
    },
    quantile: (p) => {
      requireProbability(p);
      return quantile(p);
    },
    isf: (p) => {
      requireProbability(p);
      inverseIncompleteBeta(a, b, p, "upper", inverse);
      return inverse[0]!;
    },
    mean: () => (a < b ? a / b / (1 + a / b) : 1 / (1 + b / a)),
    variance: () => {
      const share = a < b ? a / b / (1 + a / b) : 1 / (1 + b / a);
      return (share * (a < b ? 1 / (1 + a / b) : b / a / (1 + b / a))) / (a + b + 1);
    },
    sample: (stream) => quantile(drawOpenUniform(stream)),
  };
}

function clamp(x: number): number {
  return x < 0 ? 0 : x > 1 ? 1 : x;
}
