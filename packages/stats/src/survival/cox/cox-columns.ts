import { holds, requireAll } from "../../arguments.ts";
import { orderWithinStrata } from "../order.ts";
import { checkGroups, checkSample, firstBad, sameLength, type SurvivalSample } from "../sample.ts";

/** Right-censored times with named covariates, one entry per patient in each column. */
export interface CoxSample extends SurvivalSample {
  readonly covariates: Readonly<Record<string, ArrayLike<number>>>;
  /** Any whole numbers; each stratum has its own baseline hazard. */
  readonly strata?: ArrayLike<number>;
}

/** Covariates centred and scaled to unit spread, so that one step length suits all; coefficients are scaled back at the end. */
export interface CoxColumns {
  readonly names: readonly string[];
  readonly times: ArrayLike<number>;
  readonly events: ArrayLike<number>;
  /** Patients of each stratum in order of time. */
  readonly strata: readonly Uint32Array[];
  /** One row of covariates per patient. */
  readonly x: Float64Array;
  /** Standard deviation of each covariate, 0 where it is constant. */
  readonly scale: Float64Array;
}

/** @throws InvalidInput for bad columns, or covariates that are missing or not finite. */
export function coxColumns(sample: CoxSample): CoxColumns {
  const { times, events, covariates } = sample;
  const names = Object.keys(covariates);
  const count = times.length;
  requireAll(
    ...checkSample(sample),
    ...checkGroups(sample, sample.strata === undefined ? {} : { strata: sample.strata }),
    holds(names.length > 0, "covariates", "there are no covariates"),
    ...names.flatMap((name) => [
      sameLength(name, covariates[name]!, count),
      firstBad(
        covariates[name]!,
        (value) => Number.isFinite(value) && Math.abs(value) < 1e150,
        name,
        "must be a finite number",
      ),
    ]),
  );
  const size = names.length;
  const x = new Float64Array(count * size);
  const scale = new Float64Array(size);
  for (const [j, name] of names.entries()) {
    const column = covariates[name]!;
    const { centre, spread } = centreAndSpread(column);
    scale[j] = spread;
    for (let i = 0; i < count; i++) x[i * size + j] = spread === 0 ? 0 : (column[i]! - centre) / spread;
  }
  return { names, times, events, strata: orderWithinStrata(sample), x, scale };
}

export function centreAndSpread(column: ArrayLike<number>): { readonly centre: number; readonly spread: number } {
  const count = column.length;
  let isConstant = true;
  let sum = 0;
  for (let i = 0; i < count; i++) {
    if (column[i] !== column[0]) isConstant = false;
    sum += column[i]! / count;
  }
  if (isConstant) return { centre: column[0]!, spread: 0 };
  let largest = 0;
  for (let i = 0; i < count; i++) largest = Math.max(largest, Math.abs(column[i]! - sum));
  let squares = 0;
  for (let i = 0; i < count; i++) {
    const deviation = (column[i]! - sum) / largest;
    squares += (deviation * deviation) / count;
  }
  return { centre: sum, spread: largest * Math.sqrt(squares) };
}
