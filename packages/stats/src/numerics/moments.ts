import { holds, requireAll } from "../arguments.ts";
import { InvalidInput } from "../invalid-input.ts";

/** Count, mean and sum of squared deviations of a sample; a value, so that parts of a sample can be summarised apart and merged. */
export interface Moments {
  readonly count: number;
  readonly mean: number;
  /** Σ (x - mean)². */
  readonly m2: number;
}

export const emptyMoments: Moments = { count: 0, mean: 0, m2: 0 };

/** Summary of values in one pass (Welford, "Note on a method…", Technometrics 4 (1962) 419–420, doi:10.1080/00401706.1962.10490022).
 * @throws InvalidInput if a value is not finite, or the squared deviations are beyond the range of numbers.
 * @example summariseMoments([1, 2, 4]) // { count: 3, mean: 2.333…, m2: 4.666… } */
export function summariseMoments(values: ArrayLike<number>): Moments {
  let mean = 0;
  let m2 = 0;
  for (let i = 0; i < values.length; i++) {
    const gap = values[i]! - mean;
    mean += gap / (i + 1);
    m2 += gap * (values[i]! - mean);
  }
  if (!Number.isFinite(m2)) refuseColumn("values", values);
  return { count: values.length, mean, m2 };
}

/** Says which value made the moments infinite or NaN. @throws InvalidInput always. */
export function refuseColumn(name: string, values: ArrayLike<number>): never {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    requireAll(holds(Number.isFinite(value), name, `entry ${i} is ${value}`, "must be a finite number"));
  }
  const issue = { kind: "outOfRange", path: [name], message: "the squared deviations are beyond the range of numbers" };
  throw new InvalidInput([{ ...issue, hint: "use a larger unit" }]);
}

/**
 * Summary of two parts together (T. F. Chan, G. H. Golub, R. J. LeVeque, "Algorithms for computing the sample variance",
 * Am. Stat. 37 (1983) 242–247, doi:10.1080/00031305.1983.10483115). Floating sums depend on their grouping, so parts are merged in
 * a fixed order, block by block; then the result has the same bits however the blocks were shared out.
 */
export function mergeMoments(first: Moments, second: Moments): Moments {
  if (first.count === 0) return second;
  if (second.count === 0) return first;
  const count = first.count + second.count;
  const gap = second.mean - first.mean;
  return {
    count,
    mean: first.mean + gap * (second.count / count),
    m2: first.m2 + second.m2 + gap * gap * ((first.count * second.count) / count),
  };
}

/** Sample variance with divisor n - 1; undefined for fewer than two values. */
export function varianceOf(moments: Moments): number | undefined {
  return moments.count < 2 ? undefined : moments.m2 / (moments.count - 1);
}
