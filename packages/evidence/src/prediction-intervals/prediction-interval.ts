import type { LinearProblem } from "../linear/weighted-fit.ts";

/** Which quantile a prediction interval uses, or why it has none. */
export type PredictionRule =
  | { readonly kind: "applies"; readonly quantile: "normal" | { readonly df: number } }
  | { readonly kind: "notEstimable"; readonly reason: string };

/** An interval for the rate of a new study: mean ± quantile × sqrt(tau2 + standard error²). */
export interface PredictionInterval<Kind extends string = string> {
  readonly kind: Kind;
  readonly label: string;
  /** From the number of studies and of coefficients. */
  rule(k: number, p: number): PredictionRule;
  /** Where it is not of that form, its limits from the effects themselves; `rule` then says why a model without effects has none. */
  limits?(problem: LinearProblem, request: PredictionRequest): PredictionLimits;
}

/** What an interval by simulation may need. */
export interface PredictionRequest {
  readonly level: number;
  readonly replicates: number;
  readonly seed: string | number;
}

/** Limits on the scale of the effects, or why there are none. */
export type PredictionLimits =
  | { readonly kind: "limits"; readonly lower: number; readonly upper: number; readonly method: string }
  | { readonly kind: "notEstimable"; readonly reason: string };

/** Defines a prediction interval, inside or outside this package; pass an outside one as `parts: { predictions: [mine] }`. */
export function definePredictionInterval<const Kind extends string>(
  prediction: PredictionInterval<Kind>,
): PredictionInterval<Kind> {
  return prediction;
}

export function withDf(df: number, needed: string): PredictionRule {
  if (df >= 1) return { kind: "applies", quantile: { df } };
  return { kind: "notEstimable", reason: `a prediction interval needs at least ${needed}` };
}
