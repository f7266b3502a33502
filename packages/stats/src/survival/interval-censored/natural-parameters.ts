import { exp } from "../../elementary/exp.ts";
import { incompleteGammaUpper } from "../../special/incomplete-gamma.ts";
import type { ChiSquaredTest } from "../cox/cox-regression.ts";
import { dot, factorise, solveWith } from "../symmetric-solve.ts";
import type { ScaledColumns } from "./interval-covariates.ts";
import { effectOf, type IntervalModel } from "./interval-model.ts";

export interface Natural {
  readonly estimates: Float64Array;
  readonly covariance: Float64Array;
}

/** From scaled covariates and log T to the user's units and effect, by the delta method. */
export function toNatural(
  model: IntervalModel,
  theta: Float64Array,
  inverse: Float64Array,
  order: readonly number[],
  { centres, spreads }: ScaledColumns,
  slopes: number,
): Natural {
  const size = order.length;
  const before = size - slopes;
  const isPiecewise = model.kind === "piecewiseExponential";
  const jacobian = new Float64Array(size * size);
  const estimates = Float64Array.from(order, (at) => theta[at]!);
  for (let j = 0; j < size; j++) jacobian[j * size + j] = j < before ? 1 : 1 / spreads[j - before]!;
  for (let s = 0; s < slopes; s++) {
    estimates[before + s]! /= spreads[s]!;
    const intercepts = isPiecewise ? before : 1;
    for (let j = 0; j < intercepts; j++) {
      jacobian[j * size + before + s] = -centres[s]! / spreads[s]!;
      estimates[j]! -= centres[s]! * estimates[before + s]!;
    }
  }
  const permuted = new Float64Array(size * size);
  order.forEach((from, j) => order.forEach((to, k) => (permuted[j * size + k] = inverse[from * size + to]!)));
  const covariance = sandwich(jacobian, permuted, size);
  if (isPiecewise || effectOf(model) === "acceleratedTime") return { estimates, covariance };
  return toHazards({ estimates, covariance }, before, size);
}

/** H(t | x) = exp(-(intercept + x'b) / scale) t^(1 / scale). */
function toHazards({ estimates, covariance }: Natural, before: number, size: number): Natural {
  const shape = before === 2 ? exp(-estimates[1]!) : 1;
  const jacobian = new Float64Array(size * size);
  const hazards = Float64Array.from(estimates, (value, j) => (before === 2 && j === 1 ? -value : -value * shape));
  for (let j = 0; j < size; j++) {
    const isScale = before === 2 && j === 1;
    jacobian[j * size + j] = isScale ? -1 : -shape;
    if (before === 2 && !isScale) jacobian[j * size + 1] = -hazards[j]!;
  }
  return { estimates: hazards, covariance: sandwich(jacobian, covariance, size) };
}

function sandwich(j: Float64Array, middle: Float64Array, size: number): Float64Array {
  const half = new Float64Array(size * size);
  const whole = new Float64Array(size * size);
  for (let a = 0; a < size; a++)
    for (let b = 0; b < size; b++)
      for (let c = 0; c < size; c++) half[a * size + b]! += j[a * size + c]! * middle[c * size + b]!;
  for (let a = 0; a < size; a++)
    for (let b = 0; b < size; b++)
      for (let c = 0; c < size; c++) whole[a * size + b]! += half[a * size + c]! * j[b * size + c]!;
  return whole;
}

export function waldTest({ estimates, covariance }: Natural, before: number, slopes: number): ChiSquaredTest {
  const size = before + slopes;
  const block = new Float64Array(slopes * slopes);
  for (let a = 0; a < slopes; a++)
    for (let b = 0; b < slopes; b++) block[a * slopes + b] = covariance[(before + a) * size + before + b]!;
  const beta = estimates.subarray(before);
  const factor = factorise(block, slopes, () => 0);
  return chiSquaredTest(factor.kind === "factored" ? dot(beta, solveWith(factor, beta)) : 0, slopes);
}

export function chiSquaredTest(chiSquared: number, df: number): ChiSquaredTest {
  return { chiSquared, df, pValue: incompleteGammaUpper(df / 2, Math.max(0, chiSquared) / 2) };
}
