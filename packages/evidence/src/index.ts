export { effectiveSampleSize, type SampleSizeOptions } from "./bayes/effective-sample-size.ts";
export { type GammaPrior, mixtureLaw, type MixturePrior } from "./bayes/mixture-prior.ts";
export { type PriorData, updateMixture, type UpdatedMixture } from "./bayes/update-mixture.ts";
export { priorDataConflict, type PriorDataConflict } from "./bayes/prior-data-conflict.ts";
export { robustify } from "./bayes/robustify.ts";
export { readMixtureJson, writeMixtureJson } from "./bayes/mixture-json.ts";
export { fitMapPrior, type MapPrior, type MapPriorOptions } from "./bayes/fit-map-prior.ts";
export type { Law } from "./bayes/law.ts";
export {
  type BayesianPool,
  type BayesOptions,
  poolBayes,
  type ShrunkStudy,
} from "./bayes/pool-bayes.ts";
export type { PosteriorSummary } from "./bayes/posterior-summary.ts";
export type { TauPrior } from "./bayes/tau-prior.ts";
export type { EffectsTauPrior } from "./bayes/effects-tau-prior.ts";
export type { MeanPrior } from "./bayes/mean-prior.ts";
export { shortestInterval } from "./bayes/law.ts";
export {
  type BayesianEffectPool,
  type EffectsBayesOptions,
  poolEffectsBayes,
  type ShrunkEffect,
} from "./bayes/pool-effects-bayes.ts";
export {
  type ArmCounts,
  type ComparisonCounts,
  type ComparisonMeasure,
  defineComparison,
} from "./comparisons/comparison.ts";
export { comparisons } from "./comparisons/index.ts";
export {
  type ChiSquaredTest,
  type MantelHaenszel,
  type MantelHaenszelOptions,
  poolMantelHaenszel,
} from "./comparisons/mantel-haenszel.ts";
export {
  type MantelHaenszelSubgroups,
  poolMantelHaenszelSubgroups,
} from "./comparisons/mantel-haenszel-subgroups.ts";
export type { CorrectionOptions } from "./correction.ts";
export { type Accumulation, cumulate } from "./explore/cumulate.ts";
export {
  type Influence,
  influence,
  type InfluenceFlag,
  type InfluenceOptions,
  type StudyInfluence,
  type StudyInfluenceEstimate,
} from "./explore/influence.ts";
export type { InteractionTest } from "./explore/interaction-test.ts";
export { leaveOneOut, type Omission } from "./explore/leave-one-out.ts";
export {
  poolSubgroups,
  type Subgroup,
  type SubgroupOptions,
  type Subgroups,
} from "./explore/pool-subgroups.ts";
export type { Spread } from "./explore/group-spread.ts";
export {
  type EffectSubgroupOptions,
  type EffectSubgroups,
  poolEffectSubgroups,
} from "./explore/pool-effect-subgroups.ts";
export { multiverse, type Specification, sensitivity } from "./explore/sensitivity.ts";
export {
  checkLibrary,
  type Library,
  type LibraryCount,
  type LibraryStudy,
  libraryJsonSchema,
} from "./library/check-library.ts";
export { type DesignModerator, designModerators } from "./library/design-moderators.ts";
export {
  type DesignRegression,
  type DesignRegressionOptions,
  designRegressionSchema,
  designValues,
  explainByDesign,
} from "./library/explain-by-design.ts";
export { type Genotype, type GenotypeGroup, genotypes } from "./library/genotypes.ts";
export type { Denominator, EvidenceEndpoint, Tier, Timing, Verification } from "./library/vocabulary.ts";
export type { LinearProblem } from "./linear/weighted-fit.ts";
export { meanIntervals } from "./mean-intervals/index.ts";
export { defineMeanInterval, type IntervalRule, type MeanInterval } from "./mean-intervals/mean-interval.ts";
export { measureComparisons } from "./measure-comparisons.ts";
export { type MeasureOptions, measureEffects, measureSchema } from "./measure-effects.ts";
export { measures } from "./measures/index.ts";
export {
  type CountedEffect,
  defineMeasure,
  type Effect,
  type Effects,
  type GivenEffects,
  type Measure,
  type Scale,
} from "./measures/measure.ts";
export type { Mixture } from "./mixture.ts";
export { pool } from "./pool.ts";
export { givenEffects, poolEffects } from "./pool-effects.ts";
export { type EffectPoolOptions, type PoolOptions, type PoolParts, poolSchema } from "./pool-options.ts";
export { poolToPrior } from "./pool-to-prior.ts";
export type { HeterogeneityTest, Interval, Pooled, PooledEstimate, PooledStudy, Tau2 } from "./pooled.ts";
export type { MeanTest, PooledEffect, PooledEffectStudy } from "./pooled-effect.ts";
export { predictionIntervals } from "./prediction-intervals/index.ts";
export {
  definePredictionInterval,
  type PredictionInterval,
  type PredictionRule,
} from "./prediction-intervals/prediction-interval.ts";
export type { Moderator } from "./regression/moderators.ts";
export { regressEffects, type RegressionOptions } from "./regression/regress-effects.ts";
export type { Coefficient, OmnibusTest, Regression } from "./regression/regression.ts";
export { type SeedRange, type SeedRangeEnd, seedRanges } from "./seed-ranges.ts";
export type { BinomialCounts, Counts, CountSelection, CountsGroup } from "./select/counts.ts";
export { selectCounts } from "./select/select-counts.ts";
export { type CountSelectionOptions, countSelectionSchema } from "./select/selection-options.ts";
export { SIX_MONTHS_DAY } from "./select/timing.ts";
export { tau2Estimators } from "./tau2/index.ts";
export { defineTau2Estimator, type Tau2Estimate, type Tau2Estimator } from "./tau2/tau2-estimator.ts";
export { tau2Intervals } from "./tau2-intervals/index.ts";
export { defineTau2Interval, type Tau2Interval, type Tau2Limits } from "./tau2-intervals/tau2-interval.ts";
export { type MeanArm, type MeanComparison, type MeanMeasureOptions, measureMeans } from "./means/measure-means.ts";
export { measureRateComparisons, type RateArm, type RateComparison } from "./rates/measure-rate-comparisons.ts";
export { measureRates, type RateCounts } from "./rates/measure-rates.ts";
export type { HazardRatioSource } from "./survival/hazard-ratio-source.ts";
export {
  type HazardRatioEffect,
  type HazardRatioEffects,
  type HazardRatioReport,
  measureHazardRatios,
} from "./survival/measure-hazard-ratios.ts";
export { type LandmarkReport, measureLandmarks } from "./survival/measure-landmarks.ts";
export { type MedianComparison, measureMedians, type ReportedMedian } from "./survival/measure-medians.ts";
export type { TwoArmModel } from "./two-arm-binomial-normal/models.ts";
export { poolTwoArms, type TwoArmOptions } from "./two-arm-binomial-normal/pool-two-arms.ts";
export type { PooledOddsRatio } from "./two-arm-binomial-normal/pooled-odds-ratio.ts";
export {
  type MultilevelOptions,
  type MultilevelPool,
  type MultilevelRow,
  poolMultilevel,
} from "./multilevel/pool-multilevel.ts";
export type { ClusterRobust } from "./multilevel/cluster-robust.ts";
export type { VarianceMethod } from "./multilevel/variance-likelihood.ts";
export {
  type BivariateCounts,
  type BivariateOptions,
  type BivariateOutcome,
  type BivariatePool,
  poolBivariate,
} from "./bivariate/pool-bivariate.ts";
export type { AsymmetryTest } from "./small-study/asymmetry-test.ts";
export { failSafe, type FailSafe, type FailSafeOptions } from "./small-study/fail-safe.ts";
export type { MissingEstimator } from "./small-study/missing-studies.ts";
export {
  type PetPeese,
  type PetPeeseOptions,
  poolPetPeese,
  type PrecisionEstimate,
} from "./small-study/pool-pet-peese.ts";
export {
  poolSelectionModel,
  type SelectionInterval,
  type SelectionModel,
  type SelectionModelOptions,
} from "./small-study/selection/pool-selection-model.ts";
export type { SelectionAlternative } from "./small-study/selection/step-likelihood.ts";
export { type AsymmetryOptions, testAsymmetry } from "./small-study/test-asymmetry.ts";
export { type CountAsymmetryOptions, testCountAsymmetry } from "./small-study/test-count-asymmetry.ts";
export { type RankCorrelationTest, testRankCorrelation } from "./small-study/test-rank-correlation.ts";
export { trimAndFill, type TrimAndFill, type TrimAndFillOptions } from "./small-study/trim-and-fill.ts";
export { gosh, type Gosh, type GoshOptions, isInSubset } from "./explore/gosh.ts";
export type { NumberAtRisk } from "./digitised/clean-at-risk.ts";
export type { CurveClick } from "./digitised/clean-clicks.ts";
export {
  type DigitisedCurve,
  type ReconstructedInterval,
  type ReconstructedTimes,
  reconstructTimes,
} from "./digitised/reconstruct-times.ts";
export {
  type BivariateEffect,
  type BivariateEffectOptions,
  type BivariateEffectPool,
  type BivariateEffects,
  poolBivariateEffects,
} from "./bivariate/pool-bivariate-effects.ts";
