/** A weighted straight line y = intercept + slope x, with unscaled variances (weights taken as inverse variances). */
export interface WeightedLine {
  readonly slope: number;
  readonly slopeVariance: number;
  /** At x = 0. */
  readonly intercept: number;
  readonly interceptVariance: number;
  /** Weighted sum of squared residuals. */
  readonly Q: number;
  readonly df: number;
  /** x, centred and scaled, for regressions that need a well-conditioned column. */
  readonly standardised: Float64Array;
}

/** Residuals below this share of the spread of y are rounding. */
const EXACT = 1e-24;

/** Weighted least squares about the weighted means, which keeps its digits whatever the scale of x; undefined where x does not vary. */
export function weightedLine(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  weights: ArrayLike<number>,
): WeightedLine | undefined {
  const k = y.length;
  let total = 0;
  let sumX = 0;
  let sumY = 0;
  for (let i = 0; i < k; i++) {
    total += weights[i]!;
    sumX += weights[i]! * x[i]!;
    sumY += weights[i]! * y[i]!;
  }
  const [meanX, meanY] = [sumX / total, sumY / total];
  let xx = 0;
  let xy = 0;
  let yy = 0;
  let size = 0;
  for (let i = 0; i < k; i++) {
    const dx = x[i]! - meanX;
    const dy = y[i]! - meanY;
    xx += weights[i]! * dx * dx;
    xy += weights[i]! * dx * dy;
    yy += weights[i]! * y[i]! * y[i]!;
    size += weights[i]! * x[i]! * x[i]!;
  }
  if (!(xx > 1e-22 * size) || !Number.isFinite(xx)) return undefined;
  const slope = xy / xx;
  let Q = 0;
  for (let i = 0; i < k; i++) {
    const residual = y[i]! - meanY - slope * (x[i]! - meanX);
    Q += weights[i]! * residual * residual;
  }
  const spread = Math.sqrt(xx / total);
  return {
    slope,
    slopeVariance: 1 / xx,
    intercept: meanY - slope * meanX,
    interceptVariance: 1 / total + (meanX * meanX) / xx,
    Q: Q > EXACT * yy ? Q : 0,
    df: k - 2,
    standardised: Float64Array.from({ length: k }, (_, i) => (x[i]! - meanX) / spread),
  };
}
