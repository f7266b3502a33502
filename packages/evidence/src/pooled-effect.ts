import type { HeterogeneityTest, Interval, Pooled, PooledEstimate, Tau2 } from "./pooled.ts";

/** One study on the scale of the effects and on the natural scale. */
export interface PooledEffectStudy {
  readonly id: string;
  readonly label: string;
  readonly value: number;
  readonly standardError: number;
  /** Wald, on the scale of the effects. */
  readonly interval: Interval;
  /** The value and its limits on the natural scale. */
  readonly natural: { readonly value: number; readonly lower: number; readonly upper: number };
  /** Share of the total weight, in [0, 1]. */
  readonly weight: number;
}

/** A test that the mean is 0 on the scale of the effects. */
export interface MeanTest {
  readonly statistic: number;
  /** Two-sided. */
  readonly pValue: number;
  /** The law of the statistic: `z`, or t with these degrees of freedom. */
  readonly law: { readonly kind: "normal" } | { readonly kind: "t"; readonly df: number };
}

/** The pooled mean of effects of any kind: comparisons of two arms, or values measured elsewhere. */
export interface PooledEffect {
  readonly measure: {
    readonly kind: string;
    readonly label: string;
    readonly scale: string;
    readonly naturalScale: string;
  };
  /** How it was computed, in words with every convention named. */
  readonly method: string;
  readonly studies: readonly PooledEffectStudy[];
  /** On the scale of the effects. */
  readonly mean: PooledEstimate;
  readonly prediction: PooledEstimate;
  /** The mean and the prediction on the natural scale (odds ratio, risk difference, …). */
  readonly natural: { readonly mean: PooledEstimate; readonly prediction: PooledEstimate };
  /** As the interval uses it. */
  readonly standardError?: number;
  readonly test?: MeanTest;
  readonly tau2?: Tau2;
  /** Cochran's Q; absent for one study. */
  readonly heterogeneity?: HeterogeneityTest;
  readonly I2?: NonNullable<Pooled["I2"]>;
  readonly I2FromTau2?: NonNullable<Pooled["I2FromTau2"]>;
  readonly H2?: NonNullable<Pooled["H2"]>;
  readonly warnings: readonly string[];
}
