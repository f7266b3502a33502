import { positive, requireAll, requireNumber, requireProbability } from "../arguments.ts";
import { expOfSum } from "../elementary/exp-log-two.ts";
import { exp } from "../elementary/exp.ts";
import { expm1 } from "../elementary/expm1.ts";
import { log } from "../elementary/log.ts";
import { log1p } from "../elementary/log1p.ts";
import { productError } from "../numerics/two-term.ts";
import { drawOpenUniform } from "../streams/draws.ts";
import type { Distribution } from "./distribution.ts";

/**
 * The exponential distribution.
 * @param parameters hazard above 0, in 1 / unit of x.
 * @throws InvalidInput for a hazard that is not finite and above 0.
 * @example exponential({ hazard: 2 }).sf(1) // 0.1353352832366127
 */
export function exponential(parameters: { readonly hazard: number }): Distribution {
  const { hazard } = parameters;
  requireAll(positive("hazard", hazard));
  const survival = (x: number): number => {
    const product = hazard * x;
    return product < 800 ? expOfSum(-product, -productError(hazard, x, product)) : 0;
  };
  return {
    pdf: (x) => {
      requireNumber(x);
      if (!(x >= 0)) return 0;
      const s = survival(x);
      // Where the survival underflows, a high hazard's density need not.
      return s > 2.3e-308 || hazard < 1 ? hazard * s : exp(log(hazard) - hazard * x);
    },
    logPdf: (x) => {
      requireNumber(x);
      return x < 0 ? -Infinity : log(hazard) - hazard * x;
    },
    cdf: (x) => {
      requireNumber(x);
      return x > 0 ? -expm1(-hazard * x) : 0;
    },
    sf: (x) => {
      requireNumber(x);
      return x > 0 ? survival(x) : 1;
    },
    logCdf: (x) => {
      requireNumber(x);
      if (!(x > 0)) return -Infinity;
      return hazard * x > 0.5 ? log1p(-survival(x)) : log(-expm1(-hazard * x));
    },
    logSf: (x) => {
      requireNumber(x);
      return x > 0 ? -hazard * x : 0;
    },
    quantile: (p) => {
      requireProbability(p);
      return -log1p(-p) / hazard;
    },
    isf: (p) => {
      requireProbability(p);
      return (0 - log(p)) / hazard;
    },
    mean: () => 1 / hazard,
    variance: () => 1 / hazard / hazard,
    sample: (stream) => -log(drawOpenUniform(stream)) / hazard,
  };
}
