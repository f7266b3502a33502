/** An interval on the natural scale, with what made it. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
  readonly level: number;
  /** e.g. `profile likelihood`, `modified Hartung-Knapp, t(9)`. */
  readonly method: string;
}

/** One row of a pool: a study, or a genotype stratum of a study. */
export interface PooledStudy {
  readonly id: string;
  readonly label: string;
  readonly events: number;
  readonly n: number;
  readonly proportion: number;
  /** The study's own interval (Clopper-Pearson unless another was asked for). */
  readonly interval: Interval;
  /** Share of the total weight in the inverse-variance model, in [0, 1]; absent for a likelihood model, which has none. */
  readonly weight?: number;
}

/** An estimate with its interval, or why there is none. */
export type PooledEstimate =
  | { readonly kind: "estimated"; readonly value: number; readonly interval: Interval }
  | { readonly kind: "notEstimable"; readonly reason: string };

/** The pooled rate of one set of counts by one model, on the natural scale in [0, 1]. */
export interface Pooled {
  readonly model: "binomialNormal" | "inverseVariance";
  /** How it was computed, in words with every convention named, for reports and plots. */
  readonly method: string;
  readonly studies: readonly PooledStudy[];
  readonly events: number;
  readonly n: number;
  /** The rate of the median study: the inverse logit of the mean on the logit scale. */
  readonly mean: PooledEstimate;
  /** The mean rate over studies, integrated over their distribution; only a likelihood model gives it. */
  readonly marginalMean?: PooledEstimate;
  /** Where the rate of a new study is expected. */
  readonly prediction: PooledEstimate;
  /** On the logit scale. */
  readonly logit: { readonly mean: number; readonly standardError: number };
  readonly tau2: { readonly value: number; readonly method: string; readonly interval?: Interval };
  /** Heterogeneity test: Cochran's Q, or a likelihood-ratio test for the GLMM. */
  readonly heterogeneity: {
    readonly kind: string;
    readonly statistic: number;
    readonly df: number;
    readonly pValue: number;
  };
  /** From Q (Higgins-Thompson); absent for the GLMM, where it has no agreed meaning. */
  readonly I2?: { readonly value: number; readonly definition: string };
  readonly warnings: readonly string[];
}
