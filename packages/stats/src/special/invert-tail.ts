import { expOfSum } from "../elementary/exp-log-two.ts";
import { exp } from "../elementary/exp.ts";
import { log } from "../elementary/log.ts";
import { log1p } from "../elementary/log1p.ts";

/** At one x: log(tail / target), the size of its derivative in log x, and the derivative of log(x · density) in log x. */
export interface TailPoint {
  excess: number;
  slope: number;
  bend: number;
}

const point: TailPoint = { excess: 0, slope: 0, bend: 0 };

/**
 * Fills excess and slope of a point from a tail known as e^(exponent + low) · factor, or as the complement of that.
 * `scale` is x · density / e^(exponent + low).
 */
export function setTailPoint(
  out: TailPoint,
  isSameTail: boolean,
  exponent: number,
  low: number,
  factor: number,
  scale: number,
  target: number,
): void {
  if (isSameTail) {
    out.slope = scale / factor;
    const rough = exponent + log(factor) - log(target);
    // Near the solution the logarithms would lose what the exponent holds.
    out.excess = rough > -0.1 && rough < 0.1 ? relativeLog(expOfSum(exponent, low) * factor, target) : rough;
    return;
  }
  const value = expOfSum(exponent, low);
  const tail = 1 - value * factor;
  out.slope = (value * scale) / tail;
  out.excess = relativeLog(tail, target);
}

function relativeLog(value: number, target: number): number {
  return log1p((value - target) / target);
}

/**
 * The x in (low, high) where a tail equals its target, by Halley's method for the log of the tail in log x, kept in a bracket.
 * A step from an excess e leaves one of order e³ unless the tail is flat, where the step is long: small ones need no further look.
 * @param isLower whether the tail increases with x.
 */
export function invertTail(
  evaluate: (x: number, out: TailPoint) => void,
  start: number,
  low: number,
  high: number,
  isLower: boolean,
): number {
  let x = start;
  let below = low;
  let above = high;
  for (let round = 0; round < 200; round++) {
    evaluate(x, point);
    const { excess } = point;
    if (excess === 0) return x;
    if (excess > 0 === isLower) above = x;
    else below = x;
    const step = halleyStep(excess, isLower ? point.slope : -point.slope, point.bend);
    let next = step > -1e-3 && step < 1e-3 ? x + x * stepLess1(step) : x * exp(Math.max(-60, Math.min(60, step)));
    const isInside = next > below && next < above;
    if (next === x || (isInside && Math.abs(excess) < 2e-6 && Math.abs(step) < 2e-5)) return next;
    // A step of a few ulps that does not improve any more.
    if (round > 30 && step < 1e-14 && step > -1e-14) return next;
    if (!isInside) next = between(below, above);
    x = next;
  }
  return x;
}

/** -g / g' corrected by g g'' / (2 g'²), where g'' / g'² is bend / g' - 1; the correction at most a factor of 2. */
function halleyStep(excess: number, slope: number, bend: number): number {
  const correction = 1 - 0.5 * excess * (bend / slope - 1);
  return -excess / slope / (correction > 0.5 ? (correction < 2 ? correction : 2) : correction <= 0.5 ? 0.5 : 1);
}

/** e^step - 1 for steps below 1e-3. */
function stepLess1(step: number): number {
  return step + step * step * (0.5 + step * (1 / 6 + step * (1 / 24 + step / 120)));
}

/** The geometric middle of a bracket whose ends may be 0 or infinite. */
function between(below: number, above: number): number {
  if (above === Infinity) return below * 16 + 1e-300;
  if (below === 0) return above > 1e-290 ? above * 1e-3 : above * 0.5;
  return above / below > 4 ? Math.sqrt(below) * Math.sqrt(above) : 0.5 * (below + above);
}
