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

/** A test against the hypothesis that all studies share one rate. */
export interface HeterogeneityTest {
  /** e.g. `Cochran's Q`, `likelihood ratio`. */
  readonly kind: string;
  readonly statistic: number;
  readonly df: number;
  readonly pValue: number;
}

/** The between-study variance on the scale of the model. */
export interface Tau2 {
  readonly value: number;
  readonly method: string;
  readonly standardError?: number;
  /** `upper` is Infinity where the data set no bound. */
  readonly interval?: Interval;
  /** Why there is no interval, where there is none. */
  readonly noInterval?: string;
}

/** The pooled rate of one set of counts by one model, on the natural scale in [0, 1]. */
export interface Pooled {
  readonly model: "binomialNormal" | "betaBinomial" | "inverseVariance";
  /** How it was computed, in words with every convention named, for reports and plots. */
  readonly method: string;
  readonly studies: readonly PooledStudy[];
  readonly events: number;
  readonly n: number;
  /** The rate of the median study: the inverse logit of the mean on the logit scale. Of the beta-binomial model, the mean rate. */
  readonly mean: PooledEstimate;
  /** The mean rate over studies, integrated over their distribution; only a likelihood model gives it. */
  readonly marginalMean?: PooledEstimate;
  /** Where the rate of a new study is expected. */
  readonly prediction: PooledEstimate;
  /** On the logit scale; absent where the mean has no finite logit or was not modelled (one study, all studies at 0 or 100 %). */
  readonly logit?: { readonly mean: number; readonly standardError: number };
  /** rho, the correlation of two patients of one study, 1 / (a + b + 1); only of the beta-binomial model. */
  readonly intraclassCorrelation?: {
    readonly value: number;
    readonly interval?: Interval;
    /** Why there is no interval, where there is none. */
    readonly noInterval?: string;
  };
  /** Absent where the data say nothing of it: one study, or one patient per study, or every study at 0 or 100 %. */
  readonly tau2?: Tau2;
  /** Cochran's Q, or a likelihood-ratio test of separate rates against one; absent for one study. */
  readonly heterogeneity?: HeterogeneityTest;
  /** From Q (Higgins-Thompson); absent for the GLMM, where it has no agreed meaning. */
  readonly I2?: { readonly value: number; readonly definition: string };
  /** From tau2 and a typical sampling variance, as metafor has it; differs from `I2` unless tau2 is by DerSimonian-Laird. */
  readonly I2FromTau2?: { readonly value: number; readonly definition: string };
  /** Total over sampling variability; `Q / df`. */
  readonly H2?: { readonly value: number; readonly definition: string };
  /** Log-likelihood at the estimate, with the binomial coefficients; only of a likelihood model. */
  readonly logLikelihood?: number;
  readonly warnings: readonly string[];
}
