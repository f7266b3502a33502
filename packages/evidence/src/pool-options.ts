import { z } from "zod";
import type { MeanInterval } from "./mean-intervals/mean-interval.ts";
import { measureSchema } from "./measure-effects.ts";
import type { Measure } from "./measures/measure.ts";
import type { PredictionInterval } from "./prediction-intervals/prediction-interval.ts";
import type { Tau2Estimator } from "./tau2/tau2-estimator.ts";
import type { Tau2Interval } from "./tau2-intervals/tau2-interval.ts";

const named = z.strictObject({ kind: z.string() });

const shared = {
  /** Of every interval; 0.95 by default. */
  level: z.exactOptional(z.number().gt(0).lt(1)),
  /** `higginsThompsonSpiegelhalter` (default), `tKMinus1` or `normal`; of effects also `parametricBootstrap`. */
  prediction: z.exactOptional(named),
  /** Whether counts with different denominators or timings are refused (default) or pooled and labelled. */
  mixture: z.exactOptional(z.enum(["refused", "labelled"])),
} as const;

const binomialNormalSchema = z.strictObject({ model: z.literal("binomialNormal"), ...shared });

const betaBinomialSchema = z.strictObject({
  model: z.literal("betaBinomial"),
  level: shared.level,
  mixture: shared.mixture,
});

const estimation = {
  /** `REML` by default. */
  tau2: z.exactOptional(named),
  /** `modifiedHartungKnapp` by default; `wald` for a common effect. */
  interval: z.exactOptional(named),
  /** `qProfile` by default, `profileLikelihood` (of tau2 by ML or REML), `biggerstaffTweedie` or `jackson`. */
  tau2Interval: z.exactOptional(named),
} as const;

/** `replicates` (25,000) and `seed` (1) are of `parametricBootstrap` alone. */
const predictionOfEffects = z.exactOptional(
  z.strictObject({
    kind: z.string(),
    replicates: z.exactOptional(z.int().min(1000).max(10_000_000)),
    seed: z.exactOptional(z.union([z.string(), z.int()])),
  }),
);

const inverseVarianceSchema = z.strictObject({
  model: z.literal("inverseVariance"),
  /** `logitProportion` by default; only for counts, since effects have been measured already. */
  measure: z.exactOptional(measureSchema),
  ...estimation,
  ...shared,
  prediction: predictionOfEffects,
});

/** How to pool effects that have been measured already. */
export const effectPoolSchema = z.strictObject({
  ...estimation,
  level: shared.level,
  prediction: predictionOfEffects,
});

/** How to pool: a recipe, the same in YAML and in code. */
export const poolSchema = z.discriminatedUnion("model", [
  binomialNormalSchema,
  inverseVarianceSchema,
  betaBinomialSchema,
]);

type ReadonlyOf<T> = { readonly [Key in keyof T]: T[Key] };
export type BinomialNormalOptions = ReadonlyOf<z.output<typeof binomialNormalSchema>>;
export type BetaBinomialOptions = ReadonlyOf<z.output<typeof betaBinomialSchema>>;
export type InverseVarianceOptions = ReadonlyOf<z.output<typeof inverseVarianceSchema>>;

/** Estimators, intervals and measures from outside this package; a later one with the same kind stands for an earlier one. */
export interface PoolParts {
  readonly tau2?: readonly Tau2Estimator[];
  readonly tau2Intervals?: readonly Tau2Interval[];
  readonly intervals?: readonly MeanInterval[];
  readonly predictions?: readonly PredictionInterval[];
  readonly measures?: readonly Measure[];
}

type Modelless<T> = T extends unknown
  ? Omit<T, "model"> & { readonly model?: T extends { model: infer M } ? M : never }
  : never;

/** Options of `pool`. Without `model`, counts are pooled by the binomial-normal model and effects by inverse variance. */
export type PoolOptions = Modelless<BinomialNormalOptions | BetaBinomialOptions | InverseVarianceOptions> & {
  readonly parts?: PoolParts;
};

export type EffectPoolOptions = ReadonlyOf<z.output<typeof effectPoolSchema>> & { readonly parts?: PoolParts };
