import type { LinearProblem } from "../linear/weighted-fit.ts";

/** Between-study variance as one estimator sees it, or why it has none. */
export type Tau2Estimate =
  | {
      readonly kind: "estimated";
      readonly tau2: number;
      /** Large-sample standard error of tau2; absent where an estimator has none. */
      readonly standardError?: number;
    }
  | { readonly kind: "notConverged"; readonly reason: string };

/** A way to estimate the between-study variance: one file, one line in the registry beside it. */
export interface Tau2Estimator<Kind extends string = string> {
  readonly kind: Kind;
  /** As printed in tables: `DerSimonian-Laird`. */
  readonly label: string;
  /** Gets at least one study more than there are columns, positive variances and independent columns. */
  estimate(problem: LinearProblem): Tau2Estimate;
}

/**
 * Defines an estimator, inside or outside this package; pass an outside one to `pool` as `parts: { tau2: [mine] }`.
 * @example
 * const always = defineTau2Estimator({ kind: "half", label: "one half", estimate: () => ({ kind: "estimated", tau2: 0.5 }) });
 */
export function defineTau2Estimator<const Kind extends string>(estimator: Tau2Estimator<Kind>): Tau2Estimator<Kind> {
  return estimator;
}

/** An estimate that is not allowed to be negative. */
export function truncated(tau2: number, standardError: number): Tau2Estimate {
  return { kind: "estimated", tau2: Math.max(0, tau2), standardError };
}

export const singular: Tau2Estimate = {
  kind: "notConverged",
  reason: "the moderators are not independent of one another",
};
