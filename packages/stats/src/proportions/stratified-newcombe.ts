import { oneOf, requireAll } from "../arguments.ts";
import { standardNormalIsf, standardNormalSf } from "../distributions/normal.ts";
import { checkLevel, type Interval } from "./interval.ts";
import { type EventCount, proportionInterval } from "./one-proportion.ts";
import type { StratumWeights } from "./stratified-score.ts";
import { checkStrata, requireStrata, type TwoByTwo } from "./two-by-two.ts";

/** The weighted difference, experimental minus control, with limits. */
export interface StratifiedDifference {
  readonly estimate: number;
  readonly interval: Interval;
}

/**
 * Newcombe's hybrid-score interval over strata. In each arm stratified Wilson limits l … u are weighted means of Wilson's limits in the
 * strata at the quantile z √(Σ w² V) / Σ w √V, V = p̂ (1 - p̂) / n; the limits of the difference d are
 * d - z √(λ1 l1 (1 - l1) + λ2 u2 (1 - u2)) and d + z √(λ1 u1 (1 - u1) + λ2 l2 (1 - l2)) with λ = Σ w² / n.
 * Source: X. Yan, X. G. Su, Stat. Biopharm. Res. 2 (2010) 329–335. One stratum gives the interval `newcombe` of `differenceInterval`.
 * @param options `weights`, normed to 1: `mantelHaenszel`, n1 n2 / (n1 + n2), or `equal`. `correction: "continuity"` takes Wilson's
 * limits with continuity correction.
 * @returns an interval for all data: where V is 0 in every stratum of an arm its quantile is the limit for a proportion common to them.
 * @throws InvalidInput for no strata, bad counts, a level outside (0, 1) or an unknown choice.
 * @example stratifiedNewcombe(strata, { weights: "mantelHaenszel", level: 0.95 }).interval
 */
export function stratifiedNewcombe(
  strata: readonly TwoByTwo[],
  options: {
    readonly weights: StratumWeights;
    readonly level: number;
    readonly correction?: "none" | "continuity";
  },
): StratifiedDifference {
  requireStrata(strata, options);
  const { weights: kind, level, correction = "none" } = options;
  requireAll(
    ...checkStrata(strata),
    checkLevel(level),
    oneOf("weights", kind, ["mantelHaenszel", "equal"]),
    oneOf("correction", correction, ["none", "continuity"]),
  );
  const z = standardNormalIsf((1 - level) / 2);
  const method = correction === "none" ? "wilson" : "wilsonCc";
  const raw = strata.map(({ experimental: e, control: c }) => (kind === "equal" ? 1 : (e.n / (e.n + c.n)) * c.n));
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  const weights = raw.map((weight) => weight / total);
  const first = armOf(
    strata.map(({ experimental }) => experimental),
    weights,
    z,
    method,
  );
  const second = armOf(
    strata.map(({ control }) => control),
    weights,
    z,
    method,
  );
  const estimate = first.proportion - second.proportion;
  const down = z * Math.sqrt(first.scale * spread(first.lower) + second.scale * spread(second.upper));
  const up = z * Math.sqrt(first.scale * spread(first.upper) + second.scale * spread(second.lower));
  return { estimate, interval: { lower: Math.max(-1, estimate - down), upper: Math.min(1, estimate + up) } };
}

interface Arm extends Interval {
  readonly proportion: number;
  /** λ */
  readonly scale: number;
}

function armOf(
  counts: readonly EventCount[],
  weights: readonly number[],
  z: number,
  method: "wilson" | "wilsonCc",
): Arm {
  const quantile = z * shrinkage(counts, weights);
  const level = 1 - 2 * standardNormalSf(quantile);
  let lower = 0;
  let upper = 0;
  let proportion = 0;
  let scale = 0;
  for (const [i, count] of counts.entries()) {
    const weight = weights[i]!;
    const limits = proportionInterval(count, { method, level });
    lower += weight * limits.lower;
    upper += weight * limits.upper;
    proportion += weight * (count.events / count.n);
    scale += (weight * weight) / count.n;
  }
  return { lower, upper: Math.min(1, upper), proportion, scale };
}

/** √(Σ w² V) / Σ w √V; a variance of 0 in all strata counts as 1 / n. */
function shrinkage(counts: readonly EventCount[], weights: readonly number[]): number {
  const variances = counts.map(({ events, n }) => ((events / n) * ((n - events) / n)) / n);
  const used = variances.some((variance) => variance > 0) ? variances : counts.map(({ n }) => 1 / n);
  let squares = 0;
  let sum = 0;
  for (const [i, variance] of used.entries()) {
    squares += weights[i]! * weights[i]! * variance;
    sum += weights[i]! * Math.sqrt(variance);
  }
  return Math.sqrt(squares) / sum;
}

function spread(p: number): number {
  return p * (1 - p);
}
