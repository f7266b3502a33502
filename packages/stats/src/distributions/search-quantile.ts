import { log } from "../elementary/log.ts";
import { brentRoot } from "../numerics/brent-root.ts";

/** The log tails of a continuous law, and where it lives. */
export interface LogTails {
  readonly logCdf: (x: number) => number;
  readonly logSf: (x: number) => number;
  readonly from: number;
  readonly to: number;
  /** A point inside, and a width by which to leave it. */
  readonly centre: number;
  readonly spread: number;
}

/** The x with P(X <= x) = p; from p > 1/2 on by the upper tail. */
export function searchQuantile(law: LogTails, p: number): number {
  if (p === 0) return law.from;
  if (p === 1) return law.to;
  return p <= 0.5 ? search(law, log(p), law.logCdf, 1) : search(law, log(1 - p), law.logSf, -1);
}

/** The x with P(X > x) = p. */
export function searchIsf(law: LogTails, p: number): number {
  if (p === 0) return law.to;
  if (p === 1) return law.from;
  return p <= 0.5 ? search(law, log(p), law.logSf, -1) : search(law, log(1 - p), law.logCdf, 1);
}

/** `slope` 1 for a tail that grows with x. */
function search(law: LogTails, target: number, logTail: (x: number) => number, slope: 1 | -1): number {
  const f = (x: number): number => slope * (Math.max(-1e6, logTail(x)) - target);
  let low = law.centre;
  let high = law.centre;
  for (let width = law.spread; f(low) > 0 && low > law.from; width *= 2) low = Math.max(law.from, low - width);
  for (let width = law.spread; f(high) < 0 && high < law.to; width *= 2) high = Math.min(law.to, high + width);
  if (low === high) return low;
  if (f(low) > 0) return low;
  if (f(high) < 0) return high;
  const root = brentRoot(f, { from: low, to: high });
  return root.kind === "converged" ? root.value : root.best;
}
