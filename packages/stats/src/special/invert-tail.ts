import { expOfSum } from "../elementary/exp-log-two.ts";
import { exp } from "../elementary/exp.ts";
import { log } from "../elementary/log.ts";
import { log1p } from "../elementary/log1p.ts";

/** log(tail / target) at one x, and its derivative in log x. */
export interface TailPoint {
  excess: number;
  slope: number;
}

const point: TailPoint = { excess: 0, slope: 0 };

/**
 * Fills a point from a tail known as e^(exponent + low) · factor, or as the complement of that.
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
 * The x in (low, high) where a tail equals its target, by Newton's method for the log of the tail in log x, kept in a bracket.
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
    const step = (isLower ? -excess : excess) / point.slope;
    let next = step > -0.4 && step < 0.4 ? x * (1 + step) : x * exp(Math.max(-60, Math.min(60, step)));
    if (next === x || (step < 2e-16 && step > -2e-16)) return next;
    // A step of a few ulps that does not improve any more.
    if (round > 30 && step < 1e-14 && step > -1e-14) return next;
    if (!(next > below && next < above)) next = between(below, above);
    x = next;
  }
  return x;
}

/** The geometric middle of a bracket whose ends may be 0 or infinite. */
function between(below: number, above: number): number {
  if (above === Infinity) return below * 16 + 1e-300;
  if (below === 0) return above > 1e-290 ? above * 1e-3 : above * 0.5;
  return above / below > 4 ? Math.sqrt(below) * Math.sqrt(above) : 0.5 * (below + above);
}
