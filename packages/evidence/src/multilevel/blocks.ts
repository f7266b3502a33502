import { log, log1p } from "@rekindle/stats";

/** The rows of one study: effects, sampling variances and the entries of each column. */
export interface Block {
  readonly y: Float64Array;
  readonly v: Float64Array;
  readonly columns: readonly Float64Array[];
}

/** The inverse of diag(v + arm) + study 11', as diag(d) − c dd'. */
export interface BlockInverse {
  readonly d: Float64Array;
  readonly c: number;
  readonly logDeterminant: number;
}

export function invertBlock({ v }: Block, study: number, arm: number): BlockInverse {
  const d = v.map((variance) => 1 / (variance + arm));
  let [sum, logSum] = [0, 0];
  for (const weight of d) {
    sum += weight;
    logSum -= log(weight);
  }
  return { d, c: study / (1 + study * sum), logDeterminant: logSum + log1p(study * sum) };
}

/** The inverse times a vector. */
export function applyInverse({ d, c }: BlockInverse, x: Float64Array): Float64Array {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += d[i]! * x[i]!;
  return x.map((value, i) => d[i]! * (value - c * sum));
}

export function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]! * y[i]!;
  return sum;
}
