import { finite, positive, requireAll, requireNumber, requireProbability } from "../arguments.ts";
import { exp } from "../elementary/exp.ts";
import { expm1 } from "../elementary/expm1.ts";
import { log } from "../elementary/log.ts";
import { drawOpenUniform } from "../streams/draws.ts";
import type { Distribution } from "./distribution.ts";
import {
  HALF_LOG_2PI,
  standardNormalCdf,
  standardNormalLogCdf,
  standardNormalLogSf,
  standardNormalQuantile,
  standardNormalSf,
} from "./normal.ts";

/**
 * The log-normal distribution: log X is normal.
 * @param parameters mean and standard deviation of log X.
 * @throws InvalidInput for parameters that are not finite or an sdLog not above 0.
 * @example logNormal({ meanLog: 0, sdLog: 1 }).quantile(0.5) // 1
 */
export function logNormal(parameters: { readonly meanLog: number; readonly sdLog: number }): Distribution {
  const { meanLog, sdLog } = parameters;
  requireAll(finite("meanLog", meanLog), positive("sdLog", sdLog));
  const z = (x: number): number => {
    requireNumber(x);
    return x > 0 ? (log(x) - meanLog) / sdLog : -Infinity;
  };
  const logDensity = (x: number): number => {
    const deviate = z(x);
    if (!(x > 0 && x < Infinity)) return -Infinity;
    return -0.5 * deviate * deviate - HALF_LOG_2PI - log(sdLog) - log(x);
  };
  return {
    pdf: (x) => exp(logDensity(x)),
    logPdf: logDensity,
    cdf: (x) => standardNormalCdf(z(x)),
    sf: (x) => standardNormalSf(z(x)),
    logCdf: (x) => standardNormalLogCdf(z(x)),
    logSf: (x) => standardNormalLogSf(z(x)),
    quantile: (p) => {
      requireProbability(p);
      return exp(meanLog + sdLog * standardNormalQuantile(p));
    },
    isf: (p) => {
      requireProbability(p);
      return exp(meanLog - sdLog * standardNormalQuantile(p));
    },
    mean: () => exp(meanLog + (sdLog * sdLog) / 2),
    variance: () => exp(2 * meanLog + sdLog * sdLog) * expm1(sdLog * sdLog),
    sample: (stream) => exp(meanLog + sdLog * standardNormalQuantile(drawOpenUniform(stream))),
  };
}
