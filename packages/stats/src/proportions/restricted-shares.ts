import { asin } from "../elementary/asin.ts";
import { cos } from "../elementary/sin-cos.ts";

/** Shares with and without the event in both arms, each to its own relative precision, where 1 - p would have lost it. */
export interface RestrictedShares {
  p1: number;
  q1: number;
  p2: number;
  q2: number;
}

export function restrictedShares(): RestrictedShares {
  return { p1: 0, q1: 0, p2: 0, q2: 0 };
}

/**
 * The proportions that maximise the likelihood when p1 - p2 = δ, for -1 <= δ <= 1.
 *
 * By swapping arms and outcomes the lower proportion u lies nearer 0 than the higher one nears 1. It starts at the middle root of a cubic
 * (Miettinen and Nurminen 1985, appendix), whose arc cosine may keep half the digits or fewer, and is finished by Newton's method on the
 * derivative of the log-likelihood, which falls with u.
 */
export function restrictToDifference(
  x1: number,
  n1: number,
  x2: number,
  n2: number,
  delta: number,
  out: RestrictedShares,
): void {
  const isTurned = delta < 0;
  const d = Math.abs(delta);
  // Arm a is the higher one by d.
  const xa = isTurned ? x2 : x1;
  const ya = isTurned ? n2 - x2 : n1 - x1;
  const xb = isTurned ? x1 : x2;
  const yb = isTurned ? n1 - x1 : n2 - x2;
  let below: number;
  let above: number;
  if (d === 0) {
    below = (xa + xb) / (n1 + n2);
    above = (ya + yb) / (n1 + n2);
  } else {
    const middle = (1 - d) / 2;
    if (middle <= 0) {
      below = 0;
      above = 0;
    } else if (slope(xb, xa, ya, yb, d, middle) <= 0) {
      below = lowerShare(xb, xa, ya, yb, d);
      above = 1 - d - below;
    } else {
      above = lowerShare(ya, yb, xb, xa, d);
      below = 1 - d - above;
    }
  }
  const pa = below + d;
  const qb = above + d;
  out.p1 = isTurned ? below : pa;
  out.q1 = isTurned ? qb : above;
  out.p2 = isTurned ? pa : below;
  out.q2 = isTurned ? above : qb;
}

/** Derivative of the log-likelihood by the lower proportion u, the higher one being u + d. */
function slope(xb: number, xa: number, ya: number, yb: number, d: number, u: number): number {
  const w = 1 - d - u;
  return xb / u + xa / (u + d) - ya / w - yb / (w + d);
}

/** The u of at most (1 - d) / 2 at which the slope is 0, or 0. */
function lowerShare(xb: number, xa: number, ya: number, yb: number, d: number): number {
  if (xb === 0 && xa / d - ya / (1 - d) - yb <= 0) return 0;
  let low = 0;
  let high = (1 - d) / 2;
  let u = cubicRoot(xb, xa, ya, yb, d);
  if (!(u > 0 && u < high)) u = high / 2;
  for (let round = 0; round < 300; round++) {
    const w = 1 - d - u;
    const higher = u + d;
    const g = xb / u + xa / higher - ya / w - yb / (w + d);
    if (g > 0) low = u;
    else high = u;
    const fall = xb / (u * u) + xa / (higher * higher) + ya / (w * w) + yb / ((w + d) * (w + d));
    let next = u + g / fall;
    if (!(next > low && next < high)) next = low > 0 ? Math.sqrt(low) * Math.sqrt(high) : high / 16;
    if (Math.abs(next - u) <= 2.3e-16 * u || next < 1e-300) return next;
    u = next;
  }
  return u;
}

/** The middle root of the likelihood's cubic in u. */
function cubicRoot(xb: number, xa: number, ya: number, yb: number, d: number): number {
  const na = xa + ya;
  const nb = xb + yb;
  const n = na + nb;
  const events = xa + xb;
  const c2 = ((na + 2 * nb) * d - n - events) / n;
  const c1 = ((nb * d - n - 2 * xb) * d + events) / n;
  const c0 = (xb * d * (1 - d)) / n;
  const q = (c2 * c2 * c2) / 27 - (c1 * c2) / 6 + c0 / 2;
  const size = Math.sqrt(Math.max(0, (c2 * c2) / 9 - c1 / 3));
  const p = q < 0 ? -size : size;
  const ratio = p === 0 ? 0 : Math.max(-1, Math.min(1, q / (p * p * p)));
  const angle = (Math.PI + (Math.PI / 2 - asin(ratio))) / 3;
  return 2 * p * cos(angle) - c2 / 3;
}
