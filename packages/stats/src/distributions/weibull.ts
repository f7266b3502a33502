import { positive, shapeParameter, requireAll, requireNumber, requireProbability } from "../arguments.ts";
import { exp } from "../elementary/exp.ts";
import { expm1 } from "../elementary/expm1.ts";
import { log } from "../elementary/log.ts";
import { log1p } from "../elementary/log1p.ts";
import { pow } from "../elementary/pow.ts";
import { logGamma1p } from "../special/log-gamma.ts";
import { drawOpenUniform } from "../streams/draws.ts";
import type { Distribution } from "./distribution.ts";
import { logRatioPower, ratioPower } from "./power-two.ts";

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
    return x === Infinity ? Infinity : x > 0 ? ratioPower(x, scale, shape) : 0;
  };
  const logDensity = (x: number): number => {
    const h = cumulativeHazard(x);
    if (x < 0 || h === Infinity) return -Infinity;
    if (x === 0) return shape === 1 ? -log(scale) : shape < 1 ? Infinity : -Infinity;
    return log(shape) - log(x) + logRatioPower(x, scale, shape) - h;
  };
  /** The x with this cumulative hazard; one Newton step takes back the rounding of 1 / shape. */
  const atHazard = (h: number): number => {
    if (h === 0 || h === Infinity) return h;
    const plain = scale * pow(h, 1 / shape);
    const x = plain > 1e-290 && plain < Infinity ? plain : exp(log(scale) + log(h) / shape);
    const reached = x > 0 && x < Infinity ? ratioPower(x, scale, shape) : 0;
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
      return h < 1e-290 && x > 0 ? logRatioPower(x, scale, shape) : log(-expm1(-h));
    },
    logSf: (x) => -cumulativeHazard(x),
    quantile: (p) => {
      requireProbability(p);
      return atHazard(-log1p(-p));
    },
    isf: (p) => {
      requireProbability(p);
      return atHazard(0 - log(p));
    },
    mean: () => scale * exp(logGamma1p(1 / shape)),
    variance: () => {
      // Γ(1 + 2/k) - Γ(1 + 1/k)², from the logarithms, whose difference is a series where they nearly agree.
      const first = logGamma1p(1 / shape);
      const gap = shape > 20 ? gammaGap(1 / shape) : logGamma1p(2 / shape) - 2 * first;
      return scale * scale * exp(2 * first) * expm1(gap);
    },
    sample: (stream) => atHazard(-log(drawOpenUniform(stream))),
  };
}

/** ζ(2), ζ(3), …. */
const ZETA = Float64Array.of(
  1.6449340668482264,
  1.2020569031595942,
  1.0823232337111381,
  1.03692775514337,
  1.0173430619844492,
  1.008349277381923,
  1.0040773561979444,
  1.0020083928260821,
  1.000994575127818,
  1.0004941886041194,
  1.000246086553308,
  1.0001227133475785,
  1.0000612481350588,
  1.000030588236307,
  1.0000152822594086,
  1.0000076371976379,
);

/** log Γ(1 + 2u) - 2 log Γ(1 + u) = Σ (-1)^n ζ(n) (2^n - 2) u^n / n from n = 2, for u <= 1/20 (DLMF 5.7.3). */
function gammaGap(u: number): number {
  let sum = 0;
  let power = 1;
  let two = 2;
  for (let i = 0; i < ZETA.length; i++) {
    power *= i === 0 ? u * u : -u;
    two *= 2;
    sum += (ZETA[i]! * (two - 2) * power) / (i + 2);
  }
  return sum;
}
