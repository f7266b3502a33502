import { log } from "@rekindle/stats";
import type { Likelihood, LikelihoodAt } from "../likelihood/likelihood.ts";
import { invertSymmetric, multiply, multiplyVector, type SmallMatrix, traceOfProduct } from "../linear/small-matrix.ts";
import { applyInverse, type Block, type BlockInverse, dot, invertBlock } from "./blocks.ts";

export type VarianceMethod = "REML" | "ML";

/** A generalised least-squares fit at given variances. */
export interface MultilevelFit {
  readonly inverses: readonly BlockInverse[];
  readonly coefficients: readonly number[];
  /** (X'V⁻¹X)⁻¹ */
  readonly covariance: SmallMatrix;
  readonly logDeterminant: number;
  readonly residuals: readonly Float64Array[];
}

/** The fit, or undefined if the columns are not independent. */
export function fitBlocks(blocks: readonly Block[], study: number, arm: number): MultilevelFit | undefined {
  const inverses = blocks.map((block) => invertBlock(block, study, arm));
  const weighted = blocks.map((block, j) => block.columns.map((column) => applyInverse(inverses[j]!, column)));
  const size = blocks[0]!.columns.length;
  const each = Array.from({ length: size }, (_, a) => a);
  const total = (of: (block: Block, j: number) => number) => blocks.reduce((sum, block, j) => sum + of(block, j), 0);
  const inverted = invertSymmetric(
    each.map((a) => each.map((b) => total((block, j) => dot(weighted[j]![a]!, block.columns[b]!)))),
  );
  if (inverted === undefined) return undefined;
  const coefficients = multiplyVector(
    inverted.inverse,
    each.map((a) => total((block, j) => dot(weighted[j]![a]!, block.y))),
  );
  const residuals = blocks.map(({ y, columns }) =>
    y.map((value, i) => value - columns.reduce((sum, column, a) => sum + column[i]! * coefficients[a]!, 0)),
  );
  const logDeterminant = inverted.pivots.reduce((sum, pivot) => sum + log(pivot), 0);
  return { inverses, coefficients, covariance: inverted.inverse, logDeterminant, residuals };
}

/**
 * The (restricted) log-likelihood in the two standard deviations, between studies and between arms of a study, with its exact first and
 * second derivatives: with P = V⁻¹ − V⁻¹X(X'V⁻¹X)⁻¹X'V⁻¹ those by a variance i are (y'P V_i P y − tr(P V_i)) / 2, and
 * tr(P V_i P V_j) / 2 − y'P V_i P V_j P y. Searle, Casella & McCulloch (1992), "Variance Components", section 6.6.
 */
export function varianceLikelihood(blocks: readonly Block[], method: VarianceMethod): Likelihood {
  const at = ([s1, s2]: readonly number[]): LikelihoodAt | undefined => {
    const fit = fitBlocks(blocks, s1! * s1!, s2! * s2!);
    if (fit === undefined) return undefined;
    const restricted = method === "REML";
    const parts = sumsOf(blocks, fit);
    const value = -0.5 * (parts.logDeterminant + parts.quadratic + (restricted ? fit.logDeterminant : 0));
    const slopes = [0, 1].map((i) => {
      const trace = parts.trace[i]! - (restricted ? traceOfProduct(fit.covariance, parts.A[i]!) : 0);
      return 0.5 * (parts.energy[i]! - trace);
    });
    const bends = [0, 1].map((i) => [0, 1].map((j) => bendOf(parts, fit.covariance, i, j, restricted)));
    const s = [s1!, s2!];
    return {
      theta: s,
      value,
      gradient: slopes.map((slope, i) => 2 * s[i]! * slope),
      hessian: bends.map((row, i) => row.map((bend, j) => 4 * s[i]! * s[j]! * bend + (i === j ? 2 * slopes[i]! : 0))),
    };
  };
  return { at, spreads: [true, true], farthest: 1e6 };
}

interface Sums {
  logDeterminant: number;
  quadratic: number;
  /** tr(V⁻¹V_i), and tr(V⁻¹V_iV⁻¹V_j). */
  readonly trace: number[];
  readonly traces: number[][];
  /** X'V⁻¹V_iV⁻¹X, and X'V⁻¹V_iV⁻¹V_jV⁻¹X. */
  readonly A: number[][][];
  readonly C: number[][][][];
  /** u'V_iu with u = Py, u'V_iV⁻¹V_ju, and X'V⁻¹V_iu. */
  readonly energy: number[];
  readonly energies: number[][];
  readonly load: number[][];
}

function bendOf(
  { traces, A, C, energies, load }: Sums,
  B: SmallMatrix,
  i: number,
  j: number,
  restricted: boolean,
): number {
  const spread = energies[i]![j]! - multiplyVector(B, load[j]!).reduce((sum, x, a) => sum + x * load[i]![a]!, 0);
  const used = restricted
    ? -2 * traceOfProduct(B, C[i]![j]!) + traceOfProduct(multiply(B, A[i]!), multiply(B, A[j]!))
    : 0;
  return 0.5 * (traces[i]![j]! + used) - spread;
}

function sumsOf(blocks: readonly Block[], fit: MultilevelFit): Sums {
  const p = blocks[0]!.columns.length;
  const square = () => Array.from({ length: p }, () => Array.from({ length: p }, () => 0));
  const sums: Sums = {
    logDeterminant: 0,
    quadratic: 0,
    trace: [0, 0],
    traces: [
      [0, 0],
      [0, 0],
    ],
    A: [square(), square()],
    C: [
      [square(), square()],
      [square(), square()],
    ],
    energy: [0, 0],
    energies: [
      [0, 0],
      [0, 0],
    ],
    load: [0, 1].map(() => Array.from({ length: p }, () => 0)),
  };
  for (const [j, block] of blocks.entries()) addBlock(sums, block, fit.inverses[j]!, fit.residuals[j]!);
  return sums;
}

function addBlock(sums: Sums, { columns }: Block, inverse: BlockInverse, residuals: Float64Array): void {
  const ones = new Float64Array(residuals.length).fill(1);
  const e = applyInverse(inverse, ones);
  const E = dot(e, ones);
  const u = applyInverse(inverse, residuals);
  const Wu = applyInverse(inverse, u);
  const total = dot(u, ones);
  const { d, c } = inverse;
  let [one, two, three] = [0, 0, 0];
  for (const x of d) {
    one += x;
    two += x * x;
    three += x * x * x;
  }
  sums.logDeterminant += inverse.logDeterminant;
  sums.quadratic += dot(residuals, u);
  sums.trace[0]! += E;
  sums.trace[1]! += one - c * two;
  sums.traces[0]![0]! += E * E;
  sums.traces[1]![1]! += two - 2 * c * three + c * c * two * two;
  sums.energy[0]! += total * total;
  sums.energy[1]! += dot(u, u);
  sums.energies[0]![0]! += total * total * E;
  sums.energies[1]![1]! += dot(u, Wu);
  const between = dot(e, e);
  const mixed = total * dot(e, u);
  sums.traces[0]![1]! += between;
  sums.traces[1]![0]! += between;
  sums.energies[0]![1]! += mixed;
  sums.energies[1]![0]! += mixed;
  const WX = columns.map((column) => applyInverse(inverse, column));
  const WWX = WX.map((column) => applyInverse(inverse, column));
  const We = applyInverse(inverse, e);
  for (const [a, column] of columns.entries()) {
    const xe = dot(column, e);
    sums.load[0]![a]! += xe * total;
    sums.load[1]![a]! += dot(WX[a]!, u);
    for (const [b, other] of columns.entries()) {
      sums.A[0]![a]![b]! += xe * dot(other, e);
      sums.A[1]![a]![b]! += dot(WX[a]!, WX[b]!);
      sums.C[0]![0]![a]![b]! += E * xe * dot(other, e);
      sums.C[0]![1]![a]![b]! += xe * dot(other, We);
      sums.C[1]![0]![a]![b]! += dot(column, We) * dot(other, e);
      sums.C[1]![1]![a]![b]! += dot(WX[a]!, WWX[b]!);
    }
  }
}
