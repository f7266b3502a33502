import { exp } from "../elementary/exp.ts";
import { log } from "../elementary/log.ts";
import { brentRoot } from "../numerics/brent-root.ts";
import { standardNormalQuantile } from "./normal.ts";

/** The log tails of a continuous law, and where it lives. */
export interface LogTails {
  readonly logCdf: (x: number) => number;
  readonly logSf: (x: number) => number;
  readonly from: number;
  readonly to: number;
  /** A point inside, and a width by which to leave it. */
  readonly centre: number;
  readonly spread: number;
  readonly logPdf: (x: number) => number;
  /** A point near the quantile of Φ(z), where the law knows one. */
  readonly near?: ((z: number) => number) | undefined;
}

/** The x with P(X <= x) = p; from p > 1/2 on by the upper tail. */
export function searchQuantile(law: LogTails, p: number): number {
  if (p === 0) return law.from;
  if (p === 1) return law.to;
  return p <= 0.5 ? search(law, p, law.logCdf, 1) : search(law, 1 - p, law.logSf, -1);
}

/** The x with P(X > x) = p. */
export function searchIsf(law: LogTails, p: number): number {
  if (p === 0) return law.to;
  if (p === 1) return law.from;
  return p <= 0.5 ? search(law, p, law.logSf, -1) : search(law, 1 - p, law.logCdf, 1);
}

/** The x whose tail is p <= ½; `slope` 1 for a tail that grows with x. */
function search(law: LogTails, p: number, logTail: (x: number) => number, slope: 1 | -1): number {
  const target = log(p);
  if (law.near !== undefined) {
    const start = law.near(slope * standardNormalQuantile(p));
    const found = newton(law, start, (x) => logTail(x) - target, slope, target);
    if (found !== undefined) return found;
  }
  const excess = (x: number): number => slope * (Math.max(-1e6, logTail(x)) - target);
  const { from, to, centre, spread } = law;
  const atCentre = excess(centre);
  if (atCentre === 0) return centre;
  const end = atCentre > 0 ? from : to;
  const direction = atCentre > 0 ? -1 : 1;
  // Towards a finite end the distance from it is searched on a log scale, since the root may be very close.
  if (end > -Infinity && end < Infinity) {
    const distance = (t: number): number => end - direction * exp(t);
    return distance(solve((t) => -direction * excess(distance(t)), log(Math.abs(centre - end)), -1, -744));
  }
  // Where the tail at the largest double is still too large, the quantile is beyond.
  if (direction * excess(direction * Number.MAX_VALUE) <= 0) return end;
  if (from > -Infinity) return from + exp(solve((t) => -excess(from + exp(t)), log(centre - from), 1, 709.78));
  if (to < Infinity) return to - exp(solve((t) => excess(to - exp(t)), log(to - centre), 1, 709.78));
  return centre + direction * solve((t) => -direction * excess(centre + direction * t), 0, spread, Infinity);
}

/**
 * Newton's method for the log of the tail, in log x where that runs straighter: above a finite end at 0, and further than 1 from 0.
 * @returns undefined where it does not settle in a few steps.
 */
function newton(
  { from, to, logPdf }: LogTails,
  start: number,
  excess: (x: number) => number,
  slope: 1 | -1,
  target: number,
): number | undefined {
  let x = start;
  for (let round = 0; round < 12; round++) {
    if (!(x > from && x < to)) return undefined;
    const gap = excess(x);
    // The density over the tail: both may leave the range of doubles.
    const rate = slope * exp(logPdf(x) - target - gap);
    const isScaled = from === 0 || x > 1 || x < -1;
    const step = isScaled ? -gap / (rate * x) : -gap / rate;
    if (!(step > -STEEP && step < STEEP)) return undefined;
    const isSmall = step > -1e-3 && step < 1e-3;
    x = isScaled ? x * (isSmall ? 1 + step * (1 + step * (0.5 + step / 6)) : exp(step)) : x + step;
    // What is left is of the order of the square of what was taken away.
    if (isSmall && gap > -SETTLED && gap < SETTLED) return x;
  }
  return undefined;
}

const STEEP = 1400;
const SETTLED = 1e-8;

/** The root of an f that is positive at `start` and falls in the direction of `step`; the limit if there is none before it. */
function solve(f: (t: number) => number, start: number, step: number, limit: number): number {
  let near = start;
  let far = start + step;
  for (let width = step; f(far) > 0; width *= 1.6) {
    near = far;
    far += width;
    if (!(step > 0 ? far < limit : far > limit)) {
      if (!Number.isFinite(limit) || f(limit) > 0) return limit;
      far = limit;
      break;
    }
  }
  const root = brentRoot(f, { from: Math.min(near, far), to: Math.max(near, far) });
  return root.kind === "converged" ? root.value : root.best;
}
