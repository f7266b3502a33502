import type { BinomialCounts } from "../select/counts.ts";

/** What the back-transformation of a pooled value may need to know about the studies. */
export interface NaturalContext {
  /** Harmonic mean of the sample sizes; only the Freeman-Tukey transformation uses it. */
  readonly harmonicMeanN: number;
}

/** A way to turn a study's counts into an effect with a sampling variance: one file, one line in the registry beside it. */
export interface Measure<Kind extends string = string> {
  readonly kind: Kind;
  /** As printed in methods: `logit proportions`. */
  readonly label: string;
  /** The scale of the effect on an axis: `logit`. */
  readonly scale: string;
  /** Whether an event count of 0 or n has no finite effect without a correction. */
  readonly needsCorrection: { readonly atZero: boolean; readonly atFull: boolean };
  /** `events` and `n` may carry a continuity correction, so they need not be whole. */
  effect(events: number, n: number): { readonly value: number; readonly variance: number };
  /** From the scale of the effect to a proportion. */
  toNatural(value: number, context: NaturalContext): number;
  /** Printed with every result of the measure. */
  readonly warning?: string;
}

/** Defines a measure, inside or outside this package; pass an outside one as `parts: { measures: [mine] }`. */
export function defineMeasure<const Kind extends string>(measure: Measure<Kind>): Measure<Kind> {
  return measure;
}

/** One study on the scale of a measure. */
export interface Effect {
  readonly id: string;
  readonly label: string;
  readonly value: number;
  /** Sampling variance. */
  readonly variance: number;
  /** Whether a continuity correction went into it. */
  readonly corrected: boolean;
}

/** One study's single proportion on the scale of a measure, with the counts it came from. */
export interface CountedEffect extends Effect {
  readonly counts: BinomialCounts;
}

/** Single proportions of several studies on one scale, with how they were made. */
export interface Effects {
  readonly measure: Measure;
  /** In words: `logit proportions, 0.5 added to cells of studies at 0 or 100 %`. */
  readonly method: string;
  readonly rows: readonly CountedEffect[];
}

/** The scale of effects that were measured elsewhere, or of a comparison. */
export interface Scale {
  readonly kind: string;
  readonly label: string;
  readonly scale: string;
  /** What `toNatural` gives: `odds ratio`. */
  readonly naturalScale: string;
  toNatural(value: number): number;
}

/** Effects of any kind with known sampling variances. */
export interface GivenEffects {
  readonly measure: Scale;
  readonly method: string;
  readonly rows: readonly Effect[];
}
