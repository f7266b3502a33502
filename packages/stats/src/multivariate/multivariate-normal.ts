import { finite, holds, positive, requireAll } from "../arguments.ts";
import { HALF_LOG_2PI, standardNormalQuantile } from "../distributions/normal.ts";
import { log } from "../elementary/log.ts";
import { log1p } from "../elementary/log1p.ts";
import { inverseIncompleteGamma } from "../special/incomplete-gamma.ts";
import { logGammaDifference } from "../special/log-gamma.ts";
import { drawOpenUniform } from "../streams/draws.ts";
import type { Stream } from "../streams/stream.ts";
import { cholesky, type Matrix } from "./cholesky.ts";

/** A law on vectors. `sample` fills `out`, so that drawing allocates nothing. */
export interface VectorDistribution {
  readonly logPdf: (x: readonly number[]) => number;
  readonly mean: () => readonly number[];
  readonly covariance: () => Matrix;
  /** One draw into `out`, by inversion: a documented, fixed number of words. */
  readonly sample: (stream: Stream, out: Float64Array) => void;
}

/**
 * The multivariate normal distribution. A draw uses two words for each coordinate.
 * @throws InvalidInput for a mean of another length than the covariance, or a covariance that is not positive definite.
 * @example multivariateNormal({ mean: [0, 0], covariance: [[1, 0.5], [0.5, 1]] }).logPdf([0, 0]) // -1.6940…
 */
export function multivariateNormal(parameters: {
  readonly mean: readonly number[];
  readonly covariance: Matrix;
}): VectorDistribution {
  const { mean, covariance } = parameters;
  const lower = checkedFactor(mean, covariance);
  const logRoot = logDeterminantRoot(lower);
  return {
    logPdf: (x) => -0.5 * mahalanobis(x, mean, lower) - mean.length * HALF_LOG_2PI - logRoot,
    mean: () => mean,
    covariance: () => covariance,
    sample: (stream, out) => drawNormal(stream, mean, lower, 1, out),
  };
}

/**
 * The multivariate t distribution with this location and scale matrix. A draw uses two words for the divisor and two for each coordinate.
 * @throws InvalidInput as `multivariateNormal`, for df not above 0, and from `mean` (df <= 1) and `covariance` (df <= 2).
 */
export function multivariateT(parameters: {
  readonly df: number;
  readonly location: readonly number[];
  readonly scale: Matrix;
}): VectorDistribution {
  const { df, location, scale } = parameters;
  requireAll(positive("df", df));
  const lower = checkedFactor(location, scale);
  const size = location.length;
  const constant = logGammaDifference(df / 2, size / 2) - 0.5 * size * log(df * Math.PI) - logDeterminantRoot(lower);
  return {
    logPdf: (x) => constant - 0.5 * (df + size) * log1p(mahalanobis(x, location, lower) / df),
    mean: () => {
      requireAll(holds(df > 1, "df", `the mean does not exist for ${df} degrees of freedom`));
      return location;
    },
    covariance: () => {
      requireAll(holds(df > 2, "df", `the covariance does not exist for ${df} degrees of freedom`));
      return scale.map((row) => row.map((value) => (value * df) / (df - 2)));
    },
    sample: (stream, out) => {
      const chiSquared = 2 * inverseIncompleteGamma(df / 2, drawOpenUniform(stream), "lower");
      drawNormal(stream, location, lower, Math.sqrt(df / chiSquared), out);
    },
  };
}

function checkedFactor(mean: readonly number[], covariance: Matrix): Matrix {
  requireAll(
    holds(mean.length === covariance.length, "mean", `${mean.length} coordinates for ${covariance.length} rows`),
    ...mean.map((value) => finite("mean", value)),
  );
  return cholesky(covariance);
}

function logDeterminantRoot(lower: Matrix): number {
  let sum = 0;
  for (let i = 0; i < lower.length; i++) sum += log(lower[i]![i]!);
  return sum;
}

function mahalanobis(x: readonly number[], mean: readonly number[], lower: Matrix): number {
  requireAll(holds(x.length === mean.length, "x", `${x.length} coordinates`, `must be ${mean.length}`));
  const solved = new Float64Array(x.length);
  let square = 0;
  for (let i = 0; i < x.length; i++) {
    let sum = x[i]! - mean[i]!;
    for (let j = 0; j < i; j++) sum -= lower[i]![j]! * solved[j]!;
    solved[i] = sum / lower[i]![i]!;
    square += solved[i]! * solved[i]!;
  }
  return square;
}

/** mean + factor · L z, worked from the last coordinate so that `out` can hold z. */
function drawNormal(stream: Stream, mean: readonly number[], lower: Matrix, factor: number, out: Float64Array): void {
  for (let i = 0; i < mean.length; i++) out[i] = standardNormalQuantile(drawOpenUniform(stream));
  for (let i = mean.length - 1; i >= 0; i--) {
    let sum = 0;
    for (let j = 0; j <= i; j++) sum += lower[i]![j]! * out[j]!;
    out[i] = mean[i]! + factor * sum;
  }
}
