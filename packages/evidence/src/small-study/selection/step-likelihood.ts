import { log, standardNormalCdf, standardNormalIsf, standardNormalPdf, standardNormalSf } from "@rekindle/stats";

/** Which results are the more likely to be seen the smaller their p-value. */
export type SelectionAlternative = "greater" | "less" | "twoSided";

/** Effects with the bounds of their p-value intervals on the scale of the effects. */
export interface StepProblem {
  readonly y: Float64Array;
  readonly v: Float64Array;
  /** Index of the interval that each effect lies in; 0 has the smallest p-values. */
  readonly interval: Int32Array;
  /** z at the upper bound of each interval but the last. */
  readonly cuts: Float64Array;
  /** Whether p-values are of |z|. */
  readonly tails: "one" | "both";
}

/** Steps are inner bounds of p in increasing order; a p-value at a step belongs to the smaller side. */
export function stepProblem(
  y: Float64Array,
  v: Float64Array,
  steps: readonly number[],
  alternative: SelectionAlternative,
): StepProblem {
  const tails = alternative === "twoSided" ? "both" : "one";
  const oriented = alternative === "less" ? y.map((value) => -value) : y;
  const cuts = Float64Array.from(steps, (step) => standardNormalIsf(tails === "both" ? step / 2 : step));
  const pOf = (value: number, variance: number): number => {
    const z = value / Math.sqrt(variance);
    return tails === "both" ? 2 * standardNormalSf(Math.abs(z)) : standardNormalSf(z);
  };
  const interval = Int32Array.from(oriented, (value, i) => {
    const p = pOf(value, v[i]!);
    const found = steps.findIndex((step) => p <= step);
    return found === -1 ? steps.length : found;
  });
  return { y: oriented, v, interval, cuts, tails };
}

/**
 * Log-likelihood without the constant in 2π, and its slopes in (mean, tau2, weights…). Vevea & Hedges (1995), doi:10.1007/BF02294384,
 * eqs. 3 to 6: the normal density times the weight of its interval, over the chance A of being seen.
 */
export interface StepLikelihood {
  readonly value: number;
  readonly slope: Float64Array;
}

export function stepLikelihood(
  problem: StepProblem,
  mean: number,
  tau2: number,
  weights: ArrayLike<number>,
): StepLikelihood {
  const { y, v, interval, cuts, tails } = problem;
  const last = cuts.length;
  const slope = new Float64Array(2 + weights.length);
  let value = 0;
  for (let i = 0; i < y.length; i++) {
    const total = v[i]! + tau2;
    const spread = Math.sqrt(total);
    const z = (y[i]! - mean) / spread;
    value += log(weights[interval[i]!]!) - 0.5 * (log(total) + z * z);
    slope[0]! += z / spread;
    slope[1]! += (0.5 * (z * z - 1)) / total;
    slope[2 + interval[i]!]! += 1 / weights[interval[i]!]!;
    // The chance of being seen, one interval after another from the smallest p-values.
    const error = Math.sqrt(v[i]!);
    let seen = 0;
    let seenByMean = 0;
    let seenByTau2 = 0;
    let above = Infinity;
    let below = -Infinity;

    const shares = sharesBuffer(last + 1);
    for (let j = 0; j <= last; j++) {
      const cut = j < last ? cuts[j]! * error : tails === "both" ? 0 : -Infinity;
      const upper = (cut - mean) / spread;
      const lower = tails === "both" ? (-cut - mean) / spread : -Infinity;
      const inside = between(upper, above) + (tails === "both" ? between(below, lower) : 0);
      const weight = weights[j]!;
      seen += weight * inside;
      // d/d mean of Φ(above) − Φ(upper) is (φ(upper) − φ(above)) / spread; d/d tau2 has another factor of the bound over 2 spread.
      const [phiUpper, phiAbove] = [pdf(upper), pdf(above)];
      seenByMean += weight * (phiUpper - phiAbove);
      seenByTau2 += weight * (moment(upper, phiUpper) - moment(above, phiAbove));
      if (tails === "both") {
        const [phiLower, phiBelow] = [pdf(lower), pdf(below)];
        seenByMean += weight * (phiBelow - phiLower);
        seenByTau2 += weight * (moment(below, phiBelow) - moment(lower, phiLower));
      }
      shares[j] = inside;
      above = upper;
      below = lower;
    }
    value -= log(seen);
    slope[0]! -= seenByMean / (spread * seen);
    slope[1]! -= seenByTau2 / (2 * total * seen);
    for (let j = 0; j <= last; j++) slope[2 + j]! -= shares[j]! / seen;
  }
  return { value, slope };
}

let buffer = new Float64Array(8);

function sharesBuffer(size: number): Float64Array {
  if (buffer.length < size) buffer = new Float64Array(2 * size);
  return buffer;
}

function pdf(z: number): number {
  return Number.isFinite(z) ? standardNormalPdf(z) : 0;
}

function moment(z: number, density: number): number {
  return Number.isFinite(z) ? z * density : 0;
}

/** P(from < Z < to), by the tail that keeps its digits. */
function between(from: number, to: number): number {
  if (from > 0) return standardNormalSf(from) - standardNormalSf(to);
  return standardNormalCdf(to) - standardNormalCdf(from);
}
