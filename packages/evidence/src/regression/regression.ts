import type { HeterogeneityTest, Pooled, PooledEstimate, Tau2 } from "../pooled.ts";
import type { MeanTest } from "../pooled-effect.ts";

/** A coefficient on the scale of the effects, per unit of its moderator. */
export interface Coefficient {
  readonly name: string;
  readonly value: number;
  readonly standardError: number;
  readonly interval: PooledEstimate;
  readonly test?: MeanTest;
  /** Two-sided, by permuting the moderators over the studies; only if asked for. */
  readonly permutationP?: number;
}

/** A test that all moderators together have no effect. */
export interface OmnibusTest {
  readonly kind: "Q of the moderators, chi-squared" | "F of the moderators";
  readonly statistic: number;
  readonly df: number;
  /** Degrees of freedom of the denominator of F. */
  readonly residualDf?: number;
  readonly pValue: number;
  readonly permutationP?: number;
}

/** A meta-regression, or why there is none. */
export type Regression =
  | {
      readonly kind: "estimated";
      readonly method: string;
      readonly coefficients: readonly Coefficient[];
      /** Of the coefficients, in their order, as their intervals use it. */
      readonly covariance: readonly (readonly number[])[];
      /** Absent without moderators. */
      readonly moderators?: OmnibusTest;
      /** What is left between studies. */
      readonly tau2: Tau2;
      readonly residualHeterogeneity: HeterogeneityTest;
      /** Share of tau2 that the moderators explain, at least 0; absent where there was none. */
      readonly R2?: number;
      readonly I2FromTau2: NonNullable<Pooled["I2FromTau2"]>;
      readonly studies: number;
      readonly warnings: readonly string[];
    }
  | { readonly kind: "notEstimable"; readonly reason: string };
