import { holds, type Requirement } from "../../arguments.ts";
import { centreAndSpread } from "../cox/cox-columns.ts";
import { firstBad, sameLength } from "../sample.ts";
import { factorise } from "../symmetric-solve.ts";
import type { IntervalSample } from "./interval-sample.ts";

/** Interval-censored times with named covariates, one entry per patient in each column. */
export interface IntervalRegressionSample extends IntervalSample {
  readonly covariates: Readonly<Record<string, ArrayLike<number>>>;
}

export function checkCovariates(sample: IntervalRegressionSample, names: readonly string[]): Requirement[] {
  return [
    firstExactAtZero(sample),
    firstBad(sample.right, (time) => time === Infinity || time < 1e150, "right", "must be below 1e150, or Infinity"),
    holds(names.length > 0, "covariates", "there are no covariates"),
    ...names.flatMap((name) => [
      sameLength(name, sample.covariates[name]!, sample.left.length),
      firstBad(
        sample.covariates[name]!,
        (value) => Number.isFinite(value) && Math.abs(value) < 1e150,
        name,
        "must be a finite number",
      ),
    ]),
  ];
}

function firstExactAtZero({ left, right }: IntervalSample): Requirement {
  return holds(
    !Array.from(left).some((time, i) => time === 0 && right[i] === 0),
    "right",
    "an event at time 0 has no density",
    "must be above 0",
  );
}

export interface ScaledColumns {
  readonly x: Float64Array;
  readonly centres: readonly number[];
  readonly spreads: readonly number[];
}

export function scaledColumns({ covariates, left }: IntervalRegressionSample, names: readonly string[]): ScaledColumns {
  const scales = names.map((name) => centreAndSpread(covariates[name]!));
  const x = new Float64Array(left.length * names.length);
  for (const [j, name] of names.entries()) {
    const { centre, spread } = scales[j]!;
    for (let i = 0; i < left.length; i++) {
      x[i * names.length + j] = spread === 0 ? 0 : (covariates[name]![i]! - centre) / spread;
    }
  }
  return { x, centres: scales.map(({ centre }) => centre), spreads: scales.map(({ spread }) => spread) };
}

export function dependentColumn({ x }: ScaledColumns, names: readonly string[]): string | undefined {
  const size = names.length;
  const products = new Float64Array(size * size);
  for (let i = 0; i < x.length; i += size) {
    for (let j = 0; j < size; j++) for (let k = 0; k < size; k++) products[j * size + k]! += x[i + j]! * x[i + k]!;
  }
  const factor = factorise(products, size, (row) => 1e-12 * products[row * size + row]!);
  return factor.kind === "singular" ? names[factor.row] : undefined;
}
