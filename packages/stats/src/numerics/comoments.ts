import { holds, requireAll } from "../arguments.ts";
import { type Moments, refuseColumn } from "./moments.ts";

/** Moments of pairs: those of each coordinate and the sum of products of deviations; a value that merges like `Moments`. */
export interface Comoments {
  readonly x: Moments;
  readonly y: Moments;
  /** Σ (x - mean x) (y - mean y). */
  readonly product: number;
}

export const emptyComoments: Comoments = {
  x: { count: 0, mean: 0, m2: 0 },
  y: { count: 0, mean: 0, m2: 0 },
  product: 0,
};

/** Summary of pairs in one pass.
 * @throws InvalidInput for columns of different lengths, values that are not finite, or squares beyond the range of numbers. */
export function summariseComoments(x: ArrayLike<number>, y: ArrayLike<number>): Comoments {
  requireAll(
    holds(x.length === y.length, "y", `${y.length} entries for ${x.length}`, "columns must be of equal length"),
  );
  const count = x.length;
  let meanX = 0;
  let meanY = 0;
  let squareX = 0;
  let squareY = 0;
  let product = 0;
  for (let i = 0; i < count; i++) {
    const gapX = x[i]! - meanX;
    const gapY = y[i]! - meanY;
    meanX += gapX / (i + 1);
    meanY += gapY / (i + 1);
    squareX += gapX * (x[i]! - meanX);
    squareY += gapY * (y[i]! - meanY);
    product += gapX * (y[i]! - meanY);
  }
  if (!Number.isFinite(squareX)) refuseColumn("x", x);
  if (!Number.isFinite(squareY)) refuseColumn("y", y);
  return { x: { count, mean: meanX, m2: squareX }, y: { count, mean: meanY, m2: squareY }, product };
}

/** Summary of two parts together, merged in a fixed order like `mergeMoments` (Chan, Golub, LeVeque 1983). */
export function mergeComoments(first: Comoments, second: Comoments): Comoments {
  if (first.x.count === 0) return second;
  if (second.x.count === 0) return first;
  const count = first.x.count + second.x.count;
  const share = (first.x.count * second.x.count) / count;
  const gapX = second.x.mean - first.x.mean;
  const gapY = second.y.mean - first.y.mean;
  return {
    x: mergeOne(first.x, second.x, gapX, count, share),
    y: mergeOne(first.y, second.y, gapY, count, share),
    product: first.product + second.product + gapX * gapY * share,
  };
}

function mergeOne(first: Moments, second: Moments, gap: number, count: number, share: number): Moments {
  return {
    count,
    mean: first.mean + gap * (second.count / count),
    m2: first.m2 + second.m2 + gap * gap * share,
  };
}

/** Sample covariance with divisor n - 1; undefined for fewer than two pairs. */
export function covarianceOf(comoments: Comoments): number | undefined {
  return comoments.x.count < 2 ? undefined : comoments.product / (comoments.x.count - 1);
}

/** Pearson's correlation; undefined for fewer than two pairs or a coordinate without spread. */
export function correlationOf({ x, y, product }: Comoments): number | undefined {
  const scale = Math.sqrt(x.m2) * Math.sqrt(y.m2);
  return x.count < 2 || !(scale > 0) ? undefined : Math.max(-1, Math.min(1, product / scale));
}
