import type { LinearProblem } from "../linear/weighted-fit.ts";

/** Limits of tau2, or why there are none. `upper` is Infinity where nothing bounds it. */
export type Tau2Limits =
  | { readonly kind: "limits"; readonly lower: number; readonly upper: number }
  | { readonly kind: "notEstimable"; readonly reason: string };

/** What an interval of tau2 may start from. */
export interface Tau2Point {
  readonly tau2: number;
  /** The kind of the estimator that found it. */
  readonly estimator: string;
}

/** A way to put an interval around tau2: one file, one line in the registry beside it. */
export interface Tau2Interval<Kind extends string = string> {
  readonly kind: Kind;
  readonly label: string;
  limits(problem: LinearProblem, point: Tau2Point, level: number): Tau2Limits;
}

/** Defines an interval of tau2, inside or outside this package; pass an outside one as `parts: { tau2Intervals: [mine] }`. */
export function defineTau2Interval<const Kind extends string>(interval: Tau2Interval<Kind>): Tau2Interval<Kind> {
  return interval;
}
