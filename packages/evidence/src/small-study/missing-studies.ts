/** Duval and Tweedie's estimators of the number of missing studies. */
export const missingEstimators = ["L0", "R0", "Q0"] as const;
export type MissingEstimator = (typeof missingEstimators)[number];

/** An estimate before rounding, with its standard error; undefined where the estimator has none. */
export interface MissingEstimate {
  readonly value: number;
  /** At the rounded number k0. */
  standardError(k0: number): number;
}

/**
 * The number of studies missing on the left from centred effects sorted in increasing order. Duval & Tweedie (2000),
 * doi:10.1080/01621459.2000.10473905, with the variances there; doi:10.1111/j.0006-341x.2000.00455.x.
 */
export function estimateMissing(centred: Float64Array, estimator: MissingEstimator): MissingEstimate | undefined {
  const k = centred.length;
  const bySize = Array.from(centred, (_, i) => i).toSorted(
    (a, b) => Math.abs(centred[a]!) - Math.abs(centred[b]!) || a - b,
  );
  /** Wilcoxon's sum of the ranks of positive effects. */
  let positiveRanks = 0;
  let largestNegative = 0;
  for (const [position, index] of bySize.entries()) {
    if (centred[index]! > 0) positiveRanks += position + 1;
    if (centred[index]! < 0) largestNegative = position + 1;
  }
  if (estimator === "R0") {
    if (largestNegative === 0) return undefined;
    return { value: k - largestNegative - 1, standardError: (k0) => Math.sqrt(2 * Math.max(0, k0) + 2) };
  }
  if (estimator === "L0") {
    return {
      value: (4 * positiveRanks - k * (k + 1)) / (2 * k - 1),
      standardError: (k0) => (4 * Math.sqrt(varianceOfRanks(k, k0))) / (2 * k - 1),
    };
  }
  const inside = 2 * k * k - 4 * positiveRanks + 0.25;
  if (inside < 0) return undefined;
  return {
    value: k - 0.5 - Math.sqrt(inside),
    standardError: (k0) =>
      (2 * Math.sqrt(varianceOfRanks(k, k0))) / Math.sqrt((k - 0.5) * (k - 0.5) - k0 * (2 * k - k0 - 1)),
  };
}

/** Variance of the sum of positive ranks when the k0 most extreme of k + k0 studies are missing. */
function varianceOfRanks(k: number, k0: number): number {
  const cubic = 10 * k0 * k0 * k0 + 27 * k0 * k0 + 17 * k0;
  return (k * (k + 1) * (2 * k + 1) + cubic - 18 * k * k0 * k0 - 18 * k * k0 + 6 * k * k * k0) / 24;
}
