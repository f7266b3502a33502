import { exp, log } from "@rekindle/stats";
import { halfLineMap, intervalMap, type TauMap } from "./tau-map.ts";
import type { TauPriorLaw } from "./tau-prior.ts";

/** Terms below exp(−45) of the largest are left out. */
const NEGLIGIBLE = 45;
const FIRST_STEP = 0.2;
const MOST_HALVINGS = 12;
const SETTLED = 1e-13;

/** A posterior of tau as point masses at equal steps of u; see `TauMap`. */
export interface TauGrid {
  readonly map: TauMap;
  readonly step: number;
  readonly u: Float64Array;
  readonly tau: Float64Array;
  /** They sum to 1. */
  readonly masses: Float64Array;
  /** Log of the integral over tau. */
  readonly logTotal: number;
}

interface TauGridOptions {
  /** A size of tau that matters, and one beyond which the posterior only falls. */
  readonly scale: number;
  readonly beyond: number;
  /** The highest power of tau whose mean is asked for and exists. */
  readonly power: 0 | 1 | 2;
}

/** Integrates exp(logPosterior(tau)) by a trapezoidal rule whose step is halved until nothing moves; undefined if it does not settle. */
export function tauGrid(
  logPosterior: (tau: number) => number,
  { upper }: Pick<TauPriorLaw, "upper">,
  { scale, beyond, power }: TauGridOptions,
): TauGrid | undefined {
  const start = upper === undefined ? halfLineMap(scale) : intervalMap(upper);
  const first = collect(logPosterior, start, { step: 0.1, from: start.from, to: start.to, beyond, power });
  if (first === undefined) return undefined;
  const map = upper === undefined ? halfLineMap(geometricMean(first)) : start;
  let before = collect(logPosterior, map, { step: FIRST_STEP, from: map.from, to: map.to, beyond, power });
  for (let halving = 1; halving <= MOST_HALVINGS && before !== undefined; halving++) {
    const { u, step } = before;
    const window = { from: Math.max(map.from, u[0]! - 2 * step), to: Math.min(map.to, u.at(-1)! + 2 * step) };
    const finer = collect(logPosterior, map, { step: step / 2, ...window, beyond: 0, power });
    if (finer === undefined) return undefined;
    if (Math.abs(finer.logTotal - before.logTotal) < SETTLED * (1 + Math.abs(finer.logTotal) * 0.01)) return finer;
    before = finer;
  }
  return undefined;
}

interface Sweep {
  readonly step: number;
  readonly from: number;
  readonly to: number;
  readonly beyond: number;
  readonly power: number;
}

function collect(
  logPosterior: (tau: number) => number,
  map: TauMap,
  { step, from, to, beyond, power }: Sweep,
): TauGrid | undefined {
  const [us, taus, heights]: [number[], number[], number[]] = [[], [], []];
  let [top, weightedTop] = [-Infinity, -Infinity];
  const base = Math.round(from / step);
  for (let index = base; index * step <= to + 1e-9; index++) {
    const u = index * step;
    const tau = map.tauOf(u);
    if (!(tau > 1e-150 && tau < 1e150)) continue;
    const height = logPosterior(tau) + map.logSlope(u);
    const weighted = height + power * log(tau);
    if (Number.isNaN(height)) return undefined;
    top = Math.max(top, height);
    weightedTop = Math.max(weightedTop, weighted);
    us.push(u);
    taus.push(tau);
    heights.push(height);
    if (tau > beyond && height < top - NEGLIGIBLE && weighted < weightedTop - NEGLIGIBLE) break;
  }
  if (!Number.isFinite(top)) return undefined;
  const kept = us.flatMap((_, i) =>
    heights[i]! > top - NEGLIGIBLE || heights[i]! + power * log(taus[i]!) > weightedTop - NEGLIGIBLE ? [i] : [],
  );
  const total = kept.reduce((sum, i) => sum + exp(heights[i]! - top), 0);
  return {
    map,
    step,
    u: Float64Array.from(kept, (i) => us[i]!),
    tau: Float64Array.from(kept, (i) => taus[i]!),
    masses: Float64Array.from(kept, (i) => exp(heights[i]! - top) / total),
    logTotal: top + log(total * step),
  };
}

function geometricMean({ tau, masses }: TauGrid): number {
  return exp(tau.reduce((sum, each, i) => sum + masses[i]! * log(each), 0));
}
