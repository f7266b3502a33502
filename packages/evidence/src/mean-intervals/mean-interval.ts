import type { RandomEffectsFit } from "../inverse-variance/random-effects.ts";

/** What an interval for a coefficient needs: by how much its variance is scaled and which quantile it uses. */
export type IntervalRule =
  | { readonly kind: "applies"; readonly varianceFactor: number; readonly quantile: "normal" | { readonly df: number } }
  | { readonly kind: "notEstimable"; readonly reason: string };

/** A way to put an interval around a pooled mean: one file, one line in the registry beside it. */
export interface MeanInterval<Kind extends string = string> {
  readonly kind: Kind;
  readonly label: string;
  rule(fit: RandomEffectsFit): IntervalRule;
}

/** Defines an interval, inside or outside this package; pass an outside one as `parts: { intervals: [mine] }`. */
export function defineMeanInterval<const Kind extends string>(interval: MeanInterval<Kind>): MeanInterval<Kind> {
  return interval;
}

export const noDegreesOfFreedom: IntervalRule = {
  kind: "notEstimable",
  reason: "there are no degrees of freedom: the studies are not more than the coefficients",
};
