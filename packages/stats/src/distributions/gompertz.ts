import { finite, positive, requireAll } from "../arguments.ts";
import { exp } from "../elementary/exp.ts";
import { expm1 } from "../elementary/expm1.ts";
import { log } from "../elementary/log.ts";
import { log1p } from "../elementary/log1p.ts";
import { integrate } from "../numerics/integrate.ts";
import type { Distribution } from "./distribution.ts";
import { fromHazard } from "./hazard-law.ts";

/**
 * The Gompertz distribution: hazard rate · exp(shape · x). A negative shape leaves a cured share exp(rate / shape); 0 is exponential.
 * @param parameters shape of either sign in 1 / unit of x, rate above 0 in 1 / unit of x.
 * @throws InvalidInput for parameters that are not finite, or a rate not above 0.
 * @example gompertz({ shape: 0.1, rate: 0.02 }).quantile(0.5) // the median
 */
export function gompertz(parameters: { readonly shape: number; readonly rate: number }): Distribution {
  const { shape, rate } = parameters;
  requireAll(finite("shape", shape), positive("rate", rate));
  const cumulative = (x: number): number => {
    const growth = shape * x;
    if (growth > 700) return growth < Infinity ? exp(growth + (log(rate) - log(shape))) : growth;
    if (growth < -40) return rate / -shape;
    // (e^g - 1) / g near 0 is 1.
    return Math.abs(growth) < 1e-300 ? rate * x : rate * x * (expm1(growth) / growth);
  };
  const isCured = shape < 0;
  const moment = (power: 1 | 2): number => {
    if (isCured) return Infinity;
    const scale = 1 / rate;
    // E X = ∫ S and E X² = 2 ∫ x S, in the unit of 1 / rate.
    const area = integrate((t) => (power === 1 ? 1 : 2 * t) * exp(-cumulative(t * scale)), { from: 0, to: Infinity });
    const value = area.kind === "converged" ? area.value.value : area.best.value;
    return power === 1 ? value * scale : value * scale * scale;
  };
  return fromHazard({
    hazard: (x) => rate * exp(shape * x),
    logHazard: (x) => log(rate) + shape * x,
    cumulative: (x) => (x === Infinity ? (isCured ? -rate / shape : Infinity) : cumulative(x)),
    inverse: (h) => {
      if (shape === 0 || h === 0) return h / rate;
      const argument = (shape * h) / rate;
      if (argument <= -1) return Infinity;
      if (argument > 1e300) return (log(shape) - log(rate) + log(h)) / shape;
      // log(1 + a) / a near 0 is 1.
      return Math.abs(argument) < 1e-290 ? h / rate : (h / rate) * (log1p(argument) / argument);
    },
    mean: () => moment(1),
    variance: () => {
      const mean = moment(1);
      return isCured ? Infinity : moment(2) - mean * mean;
    },
  });
}
