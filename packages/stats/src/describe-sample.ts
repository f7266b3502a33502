import { max, mean, min, quantile, sampleStandardDeviation } from "simple-statistics";
import { holds, requireAll } from "./arguments.ts";

/** A sample in a few numbers, in the unit of its values. */
export interface SampleDescription {
  readonly count: number;
  readonly mean: number;
  /** With n − 1; absent for a single value. */
  readonly standardDeviation?: number;
  readonly minimum: number;
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
  readonly maximum: number;
}

/**
 * Describes a sample: count, mean, standard deviation, extremes, and quartiles by linear interpolation (type 7 of Hyndman and Fan
 * 1996, doi:10.1080/00031305.1996.10473566, R's default). Computed by simple-statistics, which is right at this; its normal
 * distribution is a printed table and is used nowhere.
 * @throws InvalidInput if there is no value, or one is not finite.
 * @example describeSample([1, 2, 3, 4]).median // 2.5
 */
export function describeSample(values: ArrayLike<number>): SampleDescription {
  const list = Array.from(values);
  const bad = list.findIndex((value) => !Number.isFinite(value));
  requireAll(
    holds(list.length > 0, "values", "there is no value", "at least one"),
    holds(bad < 0, "values", `value ${bad} is ${String(list[bad])}`, "finite numbers"),
  );
  return {
    count: list.length,
    mean: mean(list),
    ...(list.length > 1 ? { standardDeviation: sampleStandardDeviation(list) } : {}),
    minimum: min(list),
    lowerQuartile: quantile(list, 0.25),
    median: quantile(list, 0.5),
    upperQuartile: quantile(list, 0.75),
    maximum: max(list),
  };
}
