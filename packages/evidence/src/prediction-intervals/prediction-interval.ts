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
}

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
