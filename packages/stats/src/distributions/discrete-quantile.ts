import { standardNormalQuantile } from "./normal.ts";

/** A probability this close to a step, relatively, counts as being on it: the functions are computed, not exact. */
const ON_THE_STEP = 2e-13;
/** The rounding of a p near 1, which 1 - p inherits. */
const ROUNDING = 1.2e-16;

/**
 * The least whole k in [least, most] with cdf(k) >= p, searched outwards from a normal guess and then by halving.
 * Below the median it compares cdf with p, above it sf with 1 - p, so that no tail loses digits.
 */
export function discreteQuantile(
  law: { readonly cdf: (k: number) => number; readonly sf: (k: number) => number },
  p: number,
  range: { readonly least: number; readonly most: number; readonly mean: number; readonly sd: number },
): number {
  if (p === 0) return range.least;
  if (p === 1) return range.most;
  const reaches =
    p <= 0.5
      ? (k: number): boolean => law.cdf(k) >= p * (1 - ON_THE_STEP)
      : (k: number): boolean => law.sf(k) <= (1 - p) * (1 + ON_THE_STEP) + ROUNDING;
  return searchStep(reaches, range.mean + range.sd * standardNormalQuantile(p), range);
}

/** The least whole k in [least, most] with sf(k) <= p. */
export function discreteIsf(
  law: { readonly cdf: (k: number) => number; readonly sf: (k: number) => number },
  p: number,
  range: { readonly least: number; readonly most: number; readonly mean: number; readonly sd: number },
): number {
  if (p === 0) return range.most;
  if (p === 1) return range.least;
  const reaches =
    p <= 0.5
      ? (k: number): boolean => law.sf(k) <= p * (1 + ON_THE_STEP)
      : (k: number): boolean => law.cdf(k) >= (1 - p) * (1 - ON_THE_STEP) - ROUNDING;
  return searchStep(reaches, range.mean - range.sd * standardNormalQuantile(p), range);
}

function searchStep(
  reaches: (k: number) => boolean,
  guess: number,
  range: { readonly least: number; readonly most: number; readonly sd: number },
): number {
  const start = Math.min(range.most, Math.max(range.least, Math.round(guess)));
  let width = Math.max(1, Math.floor(range.sd * 0.05));
  let high = start;
  let low = start;
  if (reaches(start)) {
    // `low` is the largest k known to fall short.
    do {
      high = low;
      if (high <= range.least) return range.least;
      low = Math.max(range.least - 1, high - width);
      width *= 2;
    } while (low >= range.least && reaches(low));
  } else {
    do {
      low = high;
      if (low >= range.most) return range.most;
      high = Math.min(range.most, low + width);
      width *= 2;
    } while (high < range.most && !reaches(high));
  }
  while (high - low > 1) {
    const middle = low + Math.floor((high - low) / 2);
    // Beyond 2^53 the whole numbers themselves are further apart.
    if (middle <= low || middle >= high) break;
    if (reaches(middle)) high = middle;
    else low = middle;
  }
  return high;
}
