import { standardNormalIsf } from "../distributions/normal.ts";
import { exp } from "../elementary/exp.ts";
import { log } from "../elementary/log.ts";
import { brentRoot } from "../numerics/brent-root.ts";
import type { Interval } from "./interval.ts";
import { differenceScore, oddsRatioScore, ratioScore } from "./score.ts";
import type { TwoByTwo } from "./two-by-two.ts";

/*
 * Limits at which a score statistic is the normal quantile: Miettinen and Nurminen 1985, doi:10.1002/sim.4780040211, with `factor` 1 or
 * N / (N - 1) on the variance.
 */

export function scoreDifference({ experimental, control }: TwoByTwo, level: number, factor: number): Interval {
  const { events: x1, n: n1 } = experimental;
  const { events: x2, n: n2 } = control;
  const z = standardNormalIsf((1 - level) / 2);
  const score = (delta: number): number => differenceScore(x1, n1, x2, n2, delta, factor);
  const estimate = x1 / n1 - x2 / n2;
  return {
    lower: estimate <= -1 ? -1 : rootBetween((d) => score(d) - z, -1, estimate),
    upper: estimate >= 1 ? 1 : rootBetween((d) => score(d) + z, estimate, 1),
  };
}

export function scoreRatio({ experimental, control }: TwoByTwo, level: number, factor: number): Interval {
  const { events: x1, n: n1 } = experimental;
  const { events: x2, n: n2 } = control;
  return scoreRatioLike(x1 / n1 / (x2 / n2), level, (t) => ratioScore(x1, n1, x2, n2, exp(t), factor));
}

export function scoreOddsRatio({ experimental, control }: TwoByTwo, level: number, factor: number): Interval {
  const { events: x1, n: n1 } = experimental;
  const { events: x2, n: n2 } = control;
  if (x1 + x2 === 0 || x1 + x2 === n1 + n2) return { lower: 0, upper: Infinity };
  const estimate = ((x1 / (n1 - x1)) * (n2 - x2)) / x2;
  return scoreRatioLike(estimate, level, (t) => oddsRatioScore(x1, n1, x2, n2, exp(t), factor));
}

/** Limits of a ratio whose score falls in its logarithm; an estimate of 0, Infinity or neither leaves that side open. */
function scoreRatioLike(estimate: number, level: number, score: (logRatio: number) => number): Interval {
  const z = standardNormalIsf((1 - level) / 2);
  if (estimate !== estimate) return { lower: 0, upper: Infinity };
  const start = estimate > 0 && estimate < Infinity ? log(estimate) : 0;
  const low = estimate === 0 ? 0 : exp(expandAndSolve((t) => score(t) - z, start, -1));
  const high = estimate === Infinity ? Infinity : exp(expandAndSolve((t) => score(t) + z, start, 1));
  return { lower: low, upper: high };
}

/** The root in the given direction; for an open estimate the start may lie beyond it. */
function expandAndSolve(f: (t: number) => number, start: number, direction: 1 | -1): number {
  let near = start;
  while (f(near) * direction < 0 && Math.abs(near) < 700) near -= direction * 2;
  let far = near;
  for (let width = 1; f(far) * direction > 0 && Math.abs(far) < 700; width *= 1.5) far += direction * width;
  return rootBetween(f, Math.min(near, far), Math.max(near, far));
}

function rootBetween(f: (x: number) => number, from: number, to: number): number {
  // A score is infinite where its variance is 0.
  const bounded = (x: number): number => Math.max(-1e12, Math.min(1e12, f(x)));
  const atFrom = bounded(from);
  const atTo = bounded(to);
  if (atFrom * atTo > 0) return Math.abs(atFrom) < Math.abs(atTo) ? from : to;
  const root = brentRoot(bounded, { from, to });
  return root.kind === "converged" ? root.value : root.best;
}
