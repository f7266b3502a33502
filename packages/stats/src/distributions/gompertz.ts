import { finite, holds, positive, requireAll } from "../arguments.ts";
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
  /** The unit of time in which half a hazard is used up: what integrals are taken in. */
  const unit = medianOf(shape, rate);
  const mean = (): number => (isCured ? Infinity : unit * area((t) => exp(-cumulative(t * unit)), 0, Infinity));
  /** 2 ∫ (μ - x) F below the mean and 2 ∫ (x - μ) S above it: nothing cancels. */
  const variance = (): number => {
    if (isCured) return Infinity;
    const centre = mean() / unit;
    const below = area((t) => (centre - t) * -expm1(-cumulative(t * unit)), 0, centre);
    const above = area((t) => t * exp(-cumulative((centre + t) * unit)), 0, Infinity);
    return 2 * unit * unit * (below + above);
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
    mean,
    variance,
  });
}

function medianOf(shape: number, rate: number): number {
  const argument = (shape / rate) * Math.LN2;
  if (argument > 1e300) return (log(shape) - log(rate) + log(Math.LN2)) / shape;
  return shape > 0 && argument > 1e-290 ? log1p(argument) / shape : Math.LN2 / rate;
}

/** @throws InvalidInput where the integral cannot be had to ten digits. */
function area(f: (t: number) => number, from: number, to: number): number {
  const integral = integrate(f, { from, to });
  if (integral.kind === "converged") return integral.value.value;
  const { value, error } = integral.best;
  requireAll(holds(error <= 1e-10 * value, "shape", "the moment could not be integrated for this shape and rate"));
  return value;
}
