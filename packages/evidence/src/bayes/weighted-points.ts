import type { Law } from "./law.ts";

/** A law as many points with masses, fine enough to fit other laws to it. */
export interface WeightedPoints {
  readonly points: Float64Array;
  readonly masses: Float64Array;
}

const CELLS = 600;
/** Probability left out at each end. */
const OUTSIDE = 1e-6;

/** Middles of equal cells between far quantiles, with the probability of each cell. */
export function weightedPoints(law: Law): WeightedPoints {
  const [low, high] = [law.quantile(OUTSIDE), law.quantile(1 - OUTSIDE)];
  const width = (high - low) / CELLS;
  const points = new Float64Array(CELLS);
  const masses = new Float64Array(CELLS);
  let before = law.cdf(low);
  let total = 0;
  for (let i = 0; i < CELLS; i++) {
    const after = law.cdf(low + (i + 1) * width);
    points[i] = low + (i + 0.5) * width;
    masses[i] = Math.max(0, after - before);
    total += masses[i]!;
    before = after;
  }
  for (let i = 0; i < CELLS; i++) masses[i]! /= total;
  return { points, masses };
}
