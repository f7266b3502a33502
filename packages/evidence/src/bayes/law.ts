import { brentRoot } from "@rekindle/stats";

/** A continuous law on the line, as a posterior is asked for. */
export interface Law {
  /** Absent where it does not exist. */
  readonly mean?: number;
  /** Absent where it does not exist. */
  readonly standardDeviation?: number;
  cdf(x: number): number;
  /** A better way to quantiles than a search in the support, where there is one. */
  quantile?(p: number): number;
  /** Where quantiles are searched: nearly all mass lies between. */
  readonly support: readonly [number, number];
}

/** The x with P(X <= x) = p. */
export function quantileOf(law: Law, p: number): number {
  if (law.quantile !== undefined) return law.quantile(p);
  let [low, high] = law.support;
  for (let i = 0; i < 200 && law.cdf(low) > p; i++) low = high - 2 * (high - low);
  for (let i = 0; i < 200 && law.cdf(high) < p; i++) high = low + 2 * (high - low);
  if (p <= 0 || law.cdf(low) >= p) return low;
  const root = brentRoot((x) => law.cdf(x) - p, { from: low, to: high, tolerance: 1e-10 });
  return root.kind === "converged" ? root.value : root.best;
}

/** The shortest interval that holds `level`: by golden-section search over the probability left below it. */
export function shortestInterval(law: Law, level: number): readonly [number, number] {
  const length = (below: number) => quantileOf(law, below + level) - quantileOf(law, below);
  let [a, b] = [0, 1 - level];
  const ratio = 0.6180339887498949;
  let [c, d] = [b - ratio * (b - a), a + ratio * (b - a)];
  let [fc, fd] = [length(c), length(d)];
  for (let i = 0; i < 40 && b - a > 1e-6; i++) {
    if (fc < fd) {
      [b, d, fd] = [d, c, fc];
      c = b - ratio * (b - a);
      fc = length(c);
    } else {
      [a, c, fc] = [c, d, fd];
      d = a + ratio * (b - a);
      fd = length(d);
    }
  }
  const below = a < 1e-5 ? 0 : 0.5 * (a + b);
  return [quantileOf(law, below), quantileOf(law, below + level)];
}
