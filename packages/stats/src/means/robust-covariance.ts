import type { LeastSquares } from "./least-squares.ts";

/**
 * Heteroscedasticity-consistent covariance of least squares, (X'X)⁻¹ X' diag(ω) X (X'X)⁻¹ with ω = e² (HC0), e² n / (n - k) (HC1),
 * e² / (1 - h) (HC2) and e² / (1 - h)² (HC3), h the leverage.
 * Sources: H. White, Econometrica 48 (1980) 817, doi:10.2307/1912934; J. G. MacKinnon, H. White, J. Econom. 29 (1985) 305,
 * doi:10.1016/0304-4076(85)90158-7.
 */
export type RobustKind = "HC0" | "HC1" | "HC2" | "HC3";

/** @returns undefined where HC2 or HC3 meet a leverage of 1: a patient whom a coefficient fits alone has no residual. */
export function robustCovariance(fit: LeastSquares, kind: RobustKind): readonly (readonly number[])[] | undefined {
  const { residuals, q, inverseR } = fit.parts();
  const rows = residuals.length;
  const count = q.length;
  const weights = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    let free = 1;
    for (let k = 0; k < count; k++) free -= q[k]![i]! * q[k]![i]!;
    if ((kind === "HC2" || kind === "HC3") && !(free > 1e-10)) return undefined;
    const divisor = kind === "HC2" ? free : kind === "HC3" ? free * free : kind === "HC1" ? (rows - count) / rows : 1;
    weights[i] = (residuals[i]! * residuals[i]!) / divisor;
  }
  // Each coefficient's weights of the outcomes: sums of squares, so that no variance falls below 0 by rounding.
  const influence = inverseR.map((row) => {
    const weightsOfOutcomes = new Float64Array(rows);
    for (let k = 0; k < count; k++) {
      for (let i = 0; i < rows; i++) weightsOfOutcomes[i]! += row[k]! * q[k]![i]!;
    }
    return weightsOfOutcomes;
  });
  return influence.map((a) => influence.map((b) => a.reduce((sum, value, i) => sum + weights[i]! * value * b[i]!, 0)));
}
