import type { Cell } from "../operating-characteristics.ts";

/** A simulated power beside its analytic one, with what the difference means. */
export type Reconciliation =
  /** An exact answer: the difference is Monte-Carlo error, or something is wrong. */
  | { readonly kind: "exact"; readonly difference: number; readonly z: number; readonly isFlagged: boolean }
  /** An approximation: the difference is its error, known to this Monte-Carlo standard error. */
  | { readonly kind: "approximate"; readonly approximationError: number; readonly standardError: number }
  | { readonly kind: "none"; readonly reason: string };

/** Beyond this many standard errors chance is no explanation: once in 16,000 cells. */
const FLAG = 4;

/**
 * Simulated less analytic power of a cell. Exact twins (enumeration) are flagged beyond four standard errors, taken at the analytic power so
 * that a simulated 0 or 1 has one too; of an approximate twin the difference is its approximation error, with its standard error.
 * @example reconcile(cell) // { kind: "exact", difference: -0.002, z: -0.6, isFlagged: false }
 */
export function reconcile({ characteristics, analytic }: Pick<Cell, "characteristics" | "analytic">): Reconciliation {
  if (analytic.kind === "none") return { kind: "none", reason: analytic.reason };
  const { rejected, replicates } = characteristics;
  const difference = rejected.value - analytic.power;
  if (!analytic.exact)
    return { kind: "approximate", approximationError: difference, standardError: rejected.standardError };
  const standardError = Math.sqrt((analytic.power * (1 - analytic.power)) / replicates);
  // A power of 0 or 1 leaves no room for chance.
  const z = standardError > 0 ? difference / standardError : difference === 0 ? 0 : Infinity * Math.sign(difference);
  return { kind: "exact", difference, z, isFlagged: Math.abs(z) > FLAG };
}
