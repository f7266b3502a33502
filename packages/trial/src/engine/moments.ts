import type { EstimateOrNone } from "../operating-characteristics.ts";

/** Count, mean and sum of squared deviations: plain data that merges. */
export interface Moments {
  readonly count: number;
  readonly mean: number;
  readonly squares: number;
}

/** The same, while it is being filled. */
export interface RunningMoments {
  count: number;
  mean: number;
  squares: number;
}

export function startMoments(): RunningMoments {
  return { count: 0, mean: 0, squares: 0 };
}

/** Welford's update, Technometrics 4 (1962) 419-420, doi:10.1080/00401706.1962.10490022. */
export function addToMoments(moments: RunningMoments, value: number): void {
  moments.count++;
  const deviation = value - moments.mean;
  moments.mean += deviation / moments.count;
  moments.squares += deviation * (value - moments.mean);
}

/** Chan, Golub, LeVeque, Am. Stat. 37 (1983) 242-247, doi:10.1080/00031305.1983.10483115, equation 1.5. */
export function mergeMoments(first: Moments, second: Moments): Moments {
  if (first.count === 0) return second;
  if (second.count === 0) return first;
  const count = first.count + second.count;
  const gap = second.mean - first.mean;
  return {
    count,
    mean: first.mean + (gap * second.count) / count,
    squares: first.squares + second.squares + gap * gap * ((first.count * second.count) / count),
  };
}

/** Mean with its standard error s / √n. */
export function meanEstimate({ count, mean, squares }: Moments): EstimateOrNone {
  if (count < 2)
    return { kind: "notEstimable", reason: `${count === 0 ? "no replicate" : "only one replicate"} to average over` };
  const standardError = Math.sqrt(squares / (count - 1) / count);
  return { kind: "estimated", replicates: count, value: mean, standardError };
}
