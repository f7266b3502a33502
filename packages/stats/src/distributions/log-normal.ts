import { finite, positive, requireAll, requireNumber, requireProbability } from "../arguments.ts";
import { exp } from "../elementary/exp.ts";
import { expOfSum, logTwo } from "../elementary/exp-log-two.ts";
import { expm1 } from "../elementary/expm1.ts";
import { log } from "../elementary/log.ts";
import { sumError } from "../numerics/two-term.ts";
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

const logOfX = new Float64Array(2);

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
    if (!(x > 0 && x < Infinity)) return x > 0 ? Infinity : -Infinity;
    logTwo(x, 0, logOfX);
    return (logOfX[0]! - meanLog + logOfX[1]!) / sdLog;
  };
  /** e^(meanLog + step), the rounding of the sum taken back. */
  const at = (step: number): number => {
    const sum = meanLog + step;
    return sum - sum === 0 ? expOfSum(sum, sumError(meanLog, step, sum)) : exp(sum);
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
      return at(sdLog * standardNormalQuantile(p));
    },
    isf: (p) => {
      requireProbability(p);
      return at(-sdLog * standardNormalQuantile(p));
    },
    mean: () => exp(meanLog + (sdLog * sdLog) / 2),
    variance: () => exp(2 * meanLog + sdLog * sdLog) * expm1(sdLog * sdLog),
    sample: (stream) => at(sdLog * standardNormalQuantile(drawOpenUniform(stream))),
  };
}
