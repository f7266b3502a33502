import { multiply, multiplyVector, type SmallMatrix, traceOfProduct } from "../linear/small-matrix.ts";
import { applyInverse, type Block, dot } from "./blocks.ts";
import { symmetricEigen } from "./symmetric-eigen.ts";
import type { MultilevelFit } from "./variance-likelihood.ts";

export type ClusterRobust = "CR0" | "CR1" | "CR2";

/** A covariance that holds also where the variances are modelled wrongly, with the degrees of freedom of each coefficient's t. */
export interface RobustCovariance {
  readonly covariance: SmallMatrix;
  readonly df: readonly number[];
}

/**
 * The sandwich with studies as clusters. CR1 multiplies CR0 by m / (m − p) for m studies, both with m − p degrees of freedom, as metafor's
 * `robust`. CR2 corrects each study's residuals so that the sandwich is unbiased under the fitted model, and has Satterthwaite's degrees
 * of freedom: Tipton, Psychological Methods 20 (2015) 375–393; Pustejovsky & Tipton, Journal of Business & Economic Statistics 36 (2018)
 * 672–683, with the fitted model as working model.
 */
export function robustCovariance(
  blocks: readonly Block[],
  fit: MultilevelFit,
  kind: ClusterRobust,
  variances: { readonly study: number; readonly arm: number },
): RobustCovariance {
  const { covariance: B } = fit;
  const p = B.length;
  const m = blocks.length;
  const loadings = blocks.map((block, j) => loadingsOf(block, fit, j, kind === "CR2" ? variances : undefined));
  const scores = loadings.map((columns, j) => columns.map((column) => dot(column, fit.residuals[j]!)));
  const factor = kind === "CR1" ? m / (m - p) : 1;
  const meat = B.map((_, a) =>
    B.map((__, b) => factor * scores.reduce((sum, score) => sum + score[a]! * score[b]!, 0)),
  );
  const covariance = multiply(multiply(B, meat), B);
  if (kind !== "CR2") return { covariance, df: B.map(() => m - p) };
  return { covariance, df: B.map((_, a) => satterthwaite(blocks, loadings, B, a, variances)) };
}

/** Columns of A' V⁻¹ X for one study; A is the identity unless it is corrected. */
function loadingsOf(
  block: Block,
  fit: MultilevelFit,
  j: number,
  corrected: { readonly study: number; readonly arm: number } | undefined,
): readonly Float64Array[] {
  const weighted = block.columns.map((column) => applyInverse(fit.inverses[j]!, column));
  if (corrected === undefined) return weighted;
  const A = correction(block, fit.covariance, corrected);
  return weighted.map((column) => Float64Array.from(multiplyVector(transpose(A), [...column])));
}

/** A = D'(D (V − X B X') D')^(+1/2) D with V = D'D, where the square root is of the pseudo-inverse. */
function correction(
  block: Block,
  B: SmallMatrix,
  { study, arm }: { readonly study: number; readonly arm: number },
): SmallMatrix {
  const { v, columns } = block;
  const rows = [...v.keys()];
  const x = rows.map((i) => columns.map((column) => column[i]!));
  const V = rows.map((i) => rows.map((l) => study + (i === l ? v[i]! + arm : 0)));
  const D = transpose(lowerFactor(V));
  const inner = rows.map((i) => {
    const xB = multiplyVector(B, x[i]!);
    return rows.map((l) => V[i]![l]! - xB.reduce((sum, value, a) => sum + value * x[l]![a]!, 0));
  });
  const { values, vectors } = symmetricEigen(multiply(multiply(D, inner), transpose(D)));
  const largest = Math.max(...values);
  const roots = values.map((value) => (value > 1e-10 * largest ? 1 / Math.sqrt(value) : 0));
  const root = rows.map((i) =>
    rows.map((l) => roots.reduce((sum, r, e) => sum + vectors[i]![e]! * r * vectors[l]![e]!, 0)),
  );
  return multiply(multiply(transpose(D), root), D);
}

/** (tr M)² / tr(M²), where M_ij = δ_ij p_i'V p_i − q_i'B q_j with p the loading of this coefficient and q = X'p. */
function satterthwaite(
  blocks: readonly Block[],
  loadings: readonly (readonly Float64Array[])[],
  B: SmallMatrix,
  coefficient: number,
  { study, arm }: { readonly study: number; readonly arm: number },
): number {
  let [trace, squares] = [0, 0];
  const Q = B.map(() => B.map(() => 0));
  for (const [j, { v, columns }] of blocks.entries()) {
    const own = loadings[j]!;
    const p = v.map((_, i) => own.reduce((sum, column, a) => sum + column[i]! * B[a]![coefficient]!, 0));
    let [spread, total] = [0, 0];
    for (let i = 0; i < p.length; i++) {
      spread += p[i]! * p[i]! * (v[i]! + arm);
      total += p[i]!;
    }
    const size = spread + study * total * total;
    const q = columns.map((column) => dot(column, p));
    const taken = multiplyVector(B, q).reduce((sum, value, a) => sum + value * q[a]!, 0);
    trace += size - taken;
    squares += size * size - 2 * size * taken;
    for (let a = 0; a < q.length; a++) for (let b = 0; b < q.length; b++) Q[a]![b]! += q[a]! * q[b]!;
  }
  const BQ = multiply(B, Q);
  squares += traceOfProduct(BQ, BQ);
  return (trace * trace) / squares;
}

function transpose(matrix: SmallMatrix): SmallMatrix {
  return matrix.map((_, i) => matrix.map((row) => row[i]!));
}

function lowerFactor(matrix: SmallMatrix): number[][] {
  const lower = matrix.map((row) => row.map(() => 0));
  for (let i = 0; i < matrix.length; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i]![j]!;
      for (let l = 0; l < j; l++) sum -= lower[i]![l]! * lower[j]![l]!;
      lower[i]![j] = i === j ? Math.sqrt(sum) : sum / lower[j]![j]!;
    }
  }
  return lower;
}
