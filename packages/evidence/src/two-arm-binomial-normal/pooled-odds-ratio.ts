import type { HeterogeneityTest, PooledEstimate, Tau2 } from "../pooled.ts";
import type { MeanTest } from "../pooled-effect.ts";
import type { TwoArmModel } from "./models.ts";

/** The pooled odds ratio of two-arm counts by a likelihood model. A GLMM has no I2; tau and the prediction interval say what it would. */
export interface PooledOddsRatio {
  readonly model: TwoArmModel;
  /** How it was computed, in words with every convention named. */
  readonly method: string;
  /** How many were given. */
  readonly studies: number;
  /** How many the likelihood uses. */
  readonly informative: number;
  /** The mean log odds ratio; a limit is infinite where the likelihood sets none. */
  readonly mean: PooledEstimate;
  /** The log odds ratio of a new study. */
  readonly prediction: PooledEstimate;
  /** Both as odds ratios. */
  readonly natural: { readonly mean: PooledEstimate; readonly prediction: PooledEstimate };
  /** Of the log odds ratio, from the observed information. */
  readonly standardError?: number;
  /** Wald's test that the mean log odds ratio is 0. */
  readonly test?: MeanTest;
  /** Variance of the log odds ratio between studies; absent for one study. */
  readonly tau2?: Tau2;
  /** Variance of the logit between studies; only of `UM.RS`. */
  readonly studyVariance?: Tau2;
  /** One common log odds ratio against one per study. */
  readonly heterogeneity?: HeterogeneityTest;
  /** The same by Wald's test; absent where a study has no finite log odds ratio of its own, and for `UM.RS`. */
  readonly heterogeneityWald?: HeterogeneityTest;
  /** With the binomial coefficients. */
  readonly logLikelihood?: number;
  readonly warnings: readonly string[];
}
