import { exp } from "../elementary/exp.ts";
import { expm1 } from "../elementary/expm1.ts";
import { log } from "../elementary/log.ts";
import { log1p } from "../elementary/log1p.ts";

/** Checked columns, with covariates centred and scaled to at most 1. */
export interface Problem {
  readonly levels: readonly number[];
  /** Index of the level of each entry. */
  readonly category: Int32Array;
  readonly columns: readonly Float64Array[];
  readonly centres: readonly number[];
  /** 0 for a constant covariate. */
  readonly scales: readonly number[];
  readonly counts: Float64Array;
  readonly total: number;
}

export interface Derivatives {
  readonly value: number;
  readonly gradient: Float64Array;
  /** Minus the second derivatives. */
  readonly information: readonly Float64Array[];
}

function linear({ columns }: Problem, parameters: Float64Array, i: number): number {
  let sum = 0;
  for (let k = 0; k < columns.length; k++) sum += parameters[k]! * columns[k]![i]!;
  return sum;
}

function thresholdAbove({ levels, columns }: Problem, parameters: Float64Array, k: number): number {
  return k + 1 === levels.length ? Infinity : parameters[columns.length + k]!;
}

function thresholdBelow({ columns }: Problem, parameters: Float64Array, k: number): number {
  return k === 0 ? -Infinity : parameters[columns.length + k - 1]!;
}

/** The log-likelihood; -Infinity where the thresholds do not increase. */
export function valueAt(problem: Problem, parameters: Float64Array): number {
  const { category, counts } = problem;
  let sum = 0;
  for (let i = 0; i < category.length; i++) {
    if (!(counts[i]! > 0)) continue;
    const eta = linear(problem, parameters, i);
    const upper = thresholdAbove(problem, parameters, category[i]!) - eta;
    const lower = thresholdBelow(problem, parameters, category[i]!) - eta;
    if (!(upper > lower)) return -Infinity;
    sum += counts[i]! * logShare(upper, lower);
  }
  return sum;
}

/** log(F(a) - F(b)) of the logistic law: F(a) - F(b) = F(a) F(-b) (1 - e^(b - a)). */
function logShare(a: number, b: number): number {
  return logLogistic(a) + logLogistic(-b) + (a - b === Infinity ? 0 : log(-expm1(b - a)));
}

function logLogistic(x: number): number {
  if (x === Infinity) return 0;
  return x > 0 ? -log1p(exp(-x)) : x - log1p(exp(x));
}

function logistic(x: number): number {
  if (x > 0) return 1 / (1 + exp(-x));
  const e = exp(x);
  return e / (1 + e);
}

/**
 * By the product form of `logShare`, whose derivatives lose no digits for narrow categories: with r = 1 / (e^(a - b) - 1),
 * ∂/∂a = F(-a) + r, ∂/∂b = -F(b) - r, and minus the second derivatives F(a) F(-a) + r (1 + r), the same at b, and -r (1 + r) across.
 */
export function derivatives(problem: Problem, parameters: Float64Array): Derivatives {
  const { category, counts, columns, levels } = problem;
  const slopes = columns.length;
  const size = parameters.length;
  const gradient = new Float64Array(size);
  const information = Array.from({ length: size }, () => new Float64Array(size));
  for (let i = 0; i < category.length; i++) {
    const count = counts[i]!;
    if (!(count > 0)) continue;
    const k = category[i]!;
    const eta = linear(problem, parameters, i);
    const a = thresholdAbove(problem, parameters, k) - eta;
    const b = thresholdBelow(problem, parameters, k) - eta;
    const hasUpper = k + 1 < levels.length;
    const hasLower = k > 0;
    const r = hasUpper && hasLower ? 1 / expm1(a - b) : 0;
    const atA = hasUpper ? logistic(a) * logistic(-a) : 0;
    const atB = hasLower ? logistic(b) * logistic(-b) : 0;
    const byA = hasUpper ? logistic(-a) + r : 0;
    const byB = hasLower ? -logistic(b) - r : 0;
    const both = r * (1 + r);
    if (hasUpper) {
      gradient[slopes + k]! += count * byA;
      information[slopes + k]![slopes + k]! += count * (atA + both);
    }
    if (hasLower) {
      gradient[slopes + k - 1]! += count * byB;
      information[slopes + k - 1]![slopes + k - 1]! += count * (atB + both);
    }
    if (hasUpper && hasLower) {
      information[slopes + k]![slopes + k - 1]! -= count * both;
      information[slopes + k - 1]![slopes + k]! -= count * both;
    }
    for (let j = 0; j < slopes; j++) {
      const x = columns[j]![i]!;
      gradient[j]! -= count * x * (byA + byB);
      for (let l = 0; l < slopes; l++) information[j]![l]! += count * x * columns[l]![i]! * (atA + atB);
      if (hasUpper) addBoth(information, j, slopes + k, -count * x * atA);
      if (hasLower) addBoth(information, j, slopes + k - 1, -count * x * atB);
    }
  }
  return { value: valueAt(problem, parameters), gradient, information };
}

function addBoth(matrix: readonly Float64Array[], i: number, j: number, value: number): void {
  matrix[i]![j]! += value;
  matrix[j]![i]! += value;
}
