import { gram, invertSymmetric, multiply, multiplyVector, type SmallMatrix, traceOfProduct } from "./small-matrix.ts";

/** Effects y with sampling variances v, explained by columns X (a column of ones for a plain mean). */
export interface LinearProblem {
  readonly y: Float64Array;
  readonly v: Float64Array;
  readonly columns: readonly Float64Array[];
}

/** A weighted least-squares fit: P = W − W X (X'WX)⁻¹ X'W, the matrix that every estimator of tau2 is made of. */
export interface WeightedFit {
  readonly problem: LinearProblem;
  readonly weights: Float64Array;
  readonly coefficients: readonly number[];
  /** (X'WX)⁻¹ */
  readonly covariance: SmallMatrix;
  /** Pivots of X'WX, whose product is its determinant. */
  readonly pivots: readonly number[];
  readonly residuals: Float64Array;
  /** y'Py, the weighted sum of squared residuals. */
  readonly Q: number;
  /** y'PPy */
  readonly QQ: number;
}

/** The problem of a plain mean. */
export function meanProblem(y: ArrayLike<number>, v: ArrayLike<number>): LinearProblem {
  const ones = new Float64Array(y.length).fill(1);
  return { y: Float64Array.from(y), v: Float64Array.from(v), columns: [ones] };
}

/**
 * Indices of effects in an order that depends on their values alone, so that sums over them come out the same to the last bit however
 * the studies were listed.
 */
export function canonicalOrder(
  rows: readonly { readonly value: number; readonly variance: number }[],
  columns: readonly ArrayLike<number>[] = [],
): readonly number[] {
  return rows
    .map((_, index) => index)
    .toSorted((a, b) => {
      const first = rows[a]!.variance - rows[b]!.variance || rows[a]!.value - rows[b]!.value;
      return first || columns.reduce((found, column) => found || column[a]! - column[b]!, 0);
    });
}

/** Weights 1 / (v + tau2). */
export function inverseVarianceWeights(problem: LinearProblem, tau2: number): Float64Array {
  return problem.v.map((variance) => 1 / (variance + tau2));
}

/** The fit with the given weights, or undefined if the columns are not independent. */
export function weightedFit(problem: LinearProblem, weights: Float64Array): WeightedFit | undefined {
  const { y, columns } = problem;
  if (columns.length === 1) return meanFit(problem, columns[0]!, weights);
  const inverted = invertSymmetric(gram(columns, weights));
  if (inverted === undefined) return undefined;
  const moments = columns.map((column) => {
    let sum = 0;
    for (let i = 0; i < y.length; i++) sum += column[i]! * weights[i]! * y[i]!;
    return sum;
  });
  const coefficients = multiplyVector(inverted.inverse, moments);
  const residuals = new Float64Array(y.length);
  const squared = new Float64Array(y.length);
  let Q = 0;
  for (let i = 0; i < y.length; i++) {
    let fitted = 0;
    for (let j = 0; j < columns.length; j++) fitted += columns[j]![i]! * coefficients[j]!;
    residuals[i] = y[i]! - fitted;
    squared[i] = weights[i]! * residuals[i]!;
    Q += squared[i]! * residuals[i]!;
  }
  let QQ = 0;
  for (let i = 0; i < y.length; i++) QQ += squared[i]! * squared[i]!;
  return { problem, weights, coefficients, covariance: inverted.inverse, pivots: inverted.pivots, residuals, Q, QQ };
}

/** The same with one column, as of a plain mean, without matrices: searches for tau2 spend their time here. */
function meanFit(problem: LinearProblem, column: Float64Array, weights: Float64Array): WeightedFit | undefined {
  const { y } = problem;
  let total = 0;
  let moment = 0;
  for (let i = 0; i < y.length; i++) {
    const product = column[i]! * weights[i]!;
    total += column[i]! * column[i]! * weights[i]!;
    moment += product * y[i]!;
  }
  if (!(total > 0)) return undefined;
  // By the square root, as a Cholesky factor has it, so that a mean is the same to the last bit in either way.
  const root = Math.sqrt(total);
  const inverse = 1 / root / root;
  const coefficient = inverse * moment;
  const residuals = new Float64Array(y.length);
  let Q = 0;
  let QQ = 0;
  for (let i = 0; i < y.length; i++) {
    const residual = y[i]! - column[i]! * coefficient;
    const scaled = weights[i]! * residual;
    residuals[i] = residual;
    Q += scaled * residual;
    QQ += scaled * scaled;
  }
  const [coefficients, covariance, pivots] = [[coefficient], [[inverse]], [root * root]];
  return { problem, weights, coefficients, covariance, pivots, residuals, Q, QQ };
}

/** Degrees of freedom k − p. */
export function residualDf(problem: LinearProblem): number {
  return problem.y.length - problem.columns.length;
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

/** tr(P). */
export function traceP(fit: WeightedFit): number {
  const { weights, covariance, problem } = fit;
  const column = problem.columns[0]!;
  if (problem.columns.length === 1) {
    let total = 0;
    let squares = 0;
    for (let i = 0; i < weights.length; i++) {
      total += weights[i]!;
      squares += column[i]! * column[i]! * (weights[i]! * weights[i]!);
    }
    return total - covariance[0]![0]! * squares;
  }
  return (
    sumOf(weights) -
    traceOfProduct(
      covariance,
      gram(
        problem.columns,
        weights.map((w) => w * w),
      ),
    )
  );
}

/** tr(PP). */
export function tracePP(fit: WeightedFit): number {
  const { weights, covariance, problem } = fit;
  const w2 = weights.map((w) => w * w);
  const a2 = multiply(covariance, gram(problem.columns, w2));
  const a3 = gram(
    problem.columns,
    weights.map((w) => w * w * w),
  );
  return sumOf(w2) - 2 * traceOfProduct(covariance, a3) + traceOfProduct(a2, a2);
}

/** tr(PV). */
export function tracePV(fit: WeightedFit): number {
  const { weights, covariance, problem } = fit;
  const wv = weights.map((w, i) => w * problem.v[i]!);
  return (
    sumOf(wv) -
    traceOfProduct(
      covariance,
      gram(
        problem.columns,
        weights.map((w, i) => w * w * problem.v[i]!),
      ),
    )
  );
}

/** tr(PVP) = tr(VPP). */
export function tracePVP(fit: WeightedFit): number {
  const { weights, covariance, problem } = fit;
  const { v, columns } = problem;
  const once = multiply(
    covariance,
    gram(
      columns,
      weights.map((w) => w * w),
    ),
  );
  const twice = multiply(
    covariance,
    gram(
      columns,
      weights.map((w, i) => w * w * v[i]!),
    ),
  );
  const cross = gram(
    columns,
    weights.map((w, i) => w * w * w * v[i]!),
  );
  return (
    sumOf(weights.map((w, i) => w * w * v[i]!)) - 2 * traceOfProduct(covariance, cross) + traceOfProduct(once, twice)
  );
}

/** tr(PVPV). */
export function tracePVPV(fit: WeightedFit): number {
  const { weights, covariance, problem } = fit;
  const { v, columns } = problem;
  const once = multiply(
    covariance,
    gram(
      columns,
      weights.map((w, i) => w * w * v[i]!),
    ),
  );
  const cross = gram(
    columns,
    weights.map((w, i) => w * w * w * v[i]! * v[i]!),
  );
  const squares = weights.map((w, i) => w * v[i]! * (w * v[i]!));
  return sumOf(squares) - 2 * traceOfProduct(covariance, cross) + traceOfProduct(once, once);
}
