export { checkWith } from "./check.ts";
export type { SampleDescription } from "./describe-sample.ts";
export { describeSample } from "./describe-sample.ts";
export type { Estimate } from "./estimate.ts";
export { proportionEstimate } from "./estimate.ts";
export type { NumberFormat } from "./format.ts";
export { formatInterval, formatNumber, formatPercent, formatPValue } from "./format.ts";
export type { Checked, Issue } from "./invalid-input.ts";
export { describeIssue, InvalidInput, orThrow } from "./invalid-input.ts";
export { nearestName } from "./nearest-name.ts";
export type { Prior, SimplePrior } from "./prior.ts";
export { drawPrior, priorCdf, priorMean, priorQuantile, priorSchema } from "./prior.ts";
export { betaBinomial } from "./distributions/beta-binomial.ts";
export { beta } from "./distributions/beta.ts";
export { binomial } from "./distributions/binomial.ts";
export { chiSquared } from "./distributions/chi-squared.ts";
export type { Distribution } from "./distributions/distribution.ts";
export { exponential } from "./distributions/exponential.ts";
export { fDistribution } from "./distributions/f-distribution.ts";
export { gamma } from "./distributions/gamma.ts";
export { gompertz } from "./distributions/gompertz.ts";
export { hypergeometric } from "./distributions/hypergeometric.ts";
export { logLogistic } from "./distributions/log-logistic.ts";
export { logNormal } from "./distributions/log-normal.ts";
export { negativeBinomial } from "./distributions/negative-binomial.ts";
export { noncentralChiSquared } from "./distributions/noncentral-chi-squared.ts";
export { noncentralF } from "./distributions/noncentral-f.ts";
export { noncentralHypergeometric } from "./distributions/noncentral-hypergeometric.ts";
export { noncentralT } from "./distributions/noncentral-t.ts";
export { normal } from "./distributions/normal-distribution.ts";
export {
  standardNormalCdf,
  standardNormalIsf,
  standardNormalLogCdf,
  standardNormalLogSf,
  standardNormalPdf,
  standardNormalQuantile,
  standardNormalSf,
} from "./distributions/normal.ts";
export type { HazardPiece } from "./distributions/piecewise-exponential.ts";
export { piecewiseExponential } from "./distributions/piecewise-exponential.ts";
export { poisson } from "./distributions/poisson.ts";
export { studentT } from "./distributions/student-t.ts";
export { truncatedNormal } from "./distributions/truncated-normal.ts";
export { uniform } from "./distributions/uniform.ts";
export { weibull } from "./distributions/weibull.ts";
export { asin } from "./elementary/asin.ts";
export { atan } from "./elementary/atan.ts";
export { cbrt } from "./elementary/cbrt.ts";
export { exp } from "./elementary/exp.ts";
export { expm1 } from "./elementary/expm1.ts";
export { log } from "./elementary/log.ts";
export { log1p } from "./elementary/log1p.ts";
export { pow } from "./elementary/pow.ts";
export { cos, sin } from "./elementary/sin-cos.ts";
export type { AncovaOptions, AncovaResult, AncovaSample, Coefficient } from "./means/ancova.ts";
export { ancova } from "./means/ancova.ts";
export type { RobustKind } from "./means/robust-covariance.ts";
export type { SampleSummary, TOptions, TResult, TwoSamples } from "./means/two-means.ts";
export { oneSampleTTest, tTest, tTestOfSummaries } from "./means/two-means.ts";
export type { Adjustment } from "./multiplicity/adjusted-p-values.ts";
export { adjustPValues } from "./multiplicity/adjusted-p-values.ts";
export type { DunnettResult, ManyToOne } from "./multiplicity/dunnett.ts";
export { dunnettCriticalValue, dunnettTest } from "./multiplicity/dunnett.ts";
export type { HypothesisGraph, StandardGraph } from "./multiplicity/graph.ts";
export { standardGraph } from "./multiplicity/graph.ts";
export type { Consonance, GraphicalLevels, IntersectionLevels } from "./multiplicity/graphical-levels.ts";
export { graphicalLevels } from "./multiplicity/graphical-levels.ts";
export type { GraphicalResult } from "./multiplicity/graphical.ts";
export { graphicalTest } from "./multiplicity/graphical.ts";
export type { HypothesisGroup, IntersectionTest } from "./multiplicity/intersection-test.ts";
export type { Matrix } from "./multivariate/cholesky.ts";
export { cholesky } from "./multivariate/cholesky.ts";
export { dirichlet, multinomial } from "./multivariate/dirichlet.ts";
export type { EquicoordinateQuantile } from "./multivariate/equicoordinate-quantile.ts";
export { equicoordinateQuantile } from "./multivariate/equicoordinate-quantile.ts";
export type { VectorDistribution } from "./multivariate/multivariate-normal.ts";
export { multivariateNormal, multivariateT } from "./multivariate/multivariate-normal.ts";
export type { Rectangle, RectangleProbability } from "./multivariate/rectangle.ts";
export { rectangleProbability } from "./multivariate/rectangle.ts";
export type { SymmetricEigen } from "./multivariate/symmetric-eigen.ts";
export { symmetricEigen } from "./multivariate/symmetric-eigen.ts";
export type { Minimum, MinimumOptions } from "./numerics/brent-minimum.ts";
export { brentMinimum } from "./numerics/brent-minimum.ts";
export type { RootOptions, Search } from "./numerics/brent-root.ts";
export { brentRoot } from "./numerics/brent-root.ts";
export type { Comoments } from "./numerics/comoments.ts";
export {
  correlationOf,
  covarianceOf,
  emptyComoments,
  mergeComoments,
  summariseComoments,
} from "./numerics/comoments.ts";
export { compensatedSum } from "./numerics/compensated-sum.ts";
export { gaussHermite } from "./numerics/gauss-hermite.ts";
export { gaussLaguerre } from "./numerics/gauss-laguerre.ts";
export type { QuadratureRule } from "./numerics/gauss-legendre.ts";
export { gaussLegendre } from "./numerics/gauss-legendre.ts";
export type { Integral, IntegralOptions } from "./numerics/integrate.ts";
export { integrate } from "./numerics/integrate.ts";
export type { MinimiseOptions, PointMinimum } from "./numerics/minimise.ts";
export { minimise } from "./numerics/minimise.ts";
export type { Moments } from "./numerics/moments.ts";
export { emptyMoments, mergeMoments, summariseMoments, varianceOf } from "./numerics/moments.ts";
export type { ValueAndSlope } from "./numerics/newton-root.ts";
export { newtonRoot } from "./numerics/newton-root.ts";
export type { QuantileSketch, SketchedQuantile } from "./numerics/quantile-sketch.ts";
export { addToSketch, createQuantileSketch, mergeIntoSketch, sketchedQuantile } from "./numerics/quantile-sketch.ts";
export type { BinomialTestResult } from "./proportions/binomial-test.ts";
export { binomialTest } from "./proportions/binomial-test.ts";
export type { CmhStatistic, CountTable, Scores } from "./proportions/cochran-mantel-haenszel.ts";
export { cochranMantelHaenszel } from "./proportions/cochran-mantel-haenszel.ts";
export type { ConditionalOddsRatio } from "./proportions/conditional-odds-ratio.ts";
export { conditionalOddsRatio } from "./proportions/conditional-odds-ratio.ts";
export type { ExactTrendResult } from "./proportions/exact-trend-test.ts";
export { exactTrendTest } from "./proportions/exact-trend-test.ts";
export type { FisherResult, FisherTwoSided } from "./proportions/fisher.ts";
export { fisherTest } from "./proportions/fisher.ts";
export type { Interval } from "./proportions/interval.ts";
export type { MantelHaenszelMeasure, StratifiedEstimate } from "./proportions/mantel-haenszel.ts";
export { mantelHaenszelEstimate, mantelHaenszelTest } from "./proportions/mantel-haenszel.ts";
export type { DiscordantPairs, McNemarMethod, McNemarResult } from "./proportions/mcnemar.ts";
export { mcNemarTest } from "./proportions/mcnemar.ts";
export type { EventCount, ProportionMethod } from "./proportions/one-proportion.ts";
export { proportionInterval } from "./proportions/one-proportion.ts";
export type { StratifiedDifference } from "./proportions/stratified-newcombe.ts";
export { stratifiedNewcombe } from "./proportions/stratified-newcombe.ts";
export type { StratifiedScoreResult, StratumWeights } from "./proportions/stratified-score.ts";
export { stratifiedScore } from "./proportions/stratified-score.ts";
export { trendTest } from "./proportions/trend-test.ts";
export type { TwoByTwo } from "./proportions/two-by-two.ts";
export type { DifferenceMethod, OddsRatioMethod, RatioMethod } from "./proportions/two-proportion-interval.ts";
export { differenceInterval, oddsRatioInterval, ratioInterval } from "./proportions/two-proportion-interval.ts";
export type {
  ChiSquaredCorrection,
  ChiSquaredResult,
  TestOutcome,
  ZResult,
  ZVariance,
} from "./proportions/two-proportion-test.ts";
export { chiSquaredTest, zTest } from "./proportions/two-proportion-test.ts";
export type { ExactTails, ExactTwoSided } from "./proportions/two-sided-exact.ts";
export type {
  Alternative,
  NuisanceRange,
  UnconditionalResult,
  UnconditionalStatistic,
} from "./proportions/unconditional-test.ts";
export { unconditionalTest } from "./proportions/unconditional-test.ts";
export type { BrunnerMunzelResult } from "./ranks/brunner-munzel.ts";
export { brunnerMunzelTest } from "./ranks/brunner-munzel.ts";
export type { ShiftEstimate } from "./ranks/hodges-lehmann.ts";
export { hodgesLehmann } from "./ranks/hodges-lehmann.ts";
export type { OrdinalSample, ProportionalOdds, ProportionalOddsFit } from "./ranks/proportional-odds.ts";
export { proportionalOdds } from "./ranks/proportional-odds.ts";
export type { RankSumMethod, RankSumResult } from "./ranks/rank-sum-test.ts";
export { rankSumTest } from "./ranks/rank-sum-test.ts";
export type { RankSumWeights, StratifiedRankSumResult } from "./ranks/stratified-rank-sum.ts";
export { stratifiedRankSumTest } from "./ranks/stratified-rank-sum.ts";
export { digamma, trigamma } from "./special/digamma.ts";
export { erf, erfc } from "./special/error-function.ts";
export {
  incompleteBetaLower,
  incompleteBetaUpper,
  logIncompleteBetaLower,
  logIncompleteBetaUpper,
} from "./special/incomplete-beta.ts";
export {
  incompleteGammaLower,
  incompleteGammaUpper,
  logIncompleteGammaLower,
  logIncompleteGammaUpper,
} from "./special/incomplete-gamma.ts";
export { logGamma } from "./special/log-gamma.ts";
export type { Categorical } from "./streams/categorical.ts";
export { categorical } from "./streams/categorical.ts";
export {
  drawBelow,
  drawBernoulli,
  drawCategorical,
  drawExponential,
  drawOpenUniform,
  drawStandardNormal,
  drawUniform,
  nextWord,
} from "./streams/draws.ts";
export { fastBinomial, fastPoisson } from "./streams/fast-counts.ts";
export { fastBeta, fastGamma } from "./streams/fast-gamma.ts";
export { fastStandardNormal } from "./streams/fast-normal.ts";
export { fillExponentials, fillOpenUniforms, fillStandardNormals, fillUniforms } from "./streams/fills.kernel.ts";
export { drawPermutation, drawSubset, shuffle } from "./streams/orders.ts";
export type { Seed } from "./streams/seed.ts";
export { parseSeed } from "./streams/seed.ts";
export type { Stream, StreamFamily } from "./streams/stream.ts";
export { createStream, openStream, streamFamily } from "./streams/stream.ts";
export { threefry4x32 } from "./streams/threefry.ts";
export type { UserAlgorithm, UserGenerator } from "./streams/user-generator.ts";
export { openStreamFrom } from "./streams/user-generator.ts";
export { atRiskAt } from "./survival/at-risk.ts";
export type { HazardPoint, HazardTies } from "./survival/cumulative-hazard.ts";
export { cumulativeHazard } from "./survival/cumulative-hazard.ts";
export type { CurveInterval } from "./survival/curve-interval.ts";
export type { EventWeight } from "./survival/event-weight.ts";
export type { SurvivalCurve, SurvivalPoint } from "./survival/kaplan-meier.ts";
export { kaplanMeier, survivalAt } from "./survival/kaplan-meier.ts";
export type { GroupedSurvival, LogRankOptions, LogRankVariance } from "./survival/log-rank-sums.ts";
export type { LogRankTrend } from "./survival/log-rank-trend.ts";
export { logRankTrendTest } from "./survival/log-rank-trend.ts";
export type { LogRankColumns, LogRankWorkspace } from "./survival/log-rank.kernel.ts";
export { createLogRankWorkspace, sortForLogRank, sumLogRank } from "./survival/log-rank.kernel.ts";
export type { LogRankResult } from "./survival/log-rank.ts";
export { logRankTest } from "./survival/log-rank.ts";
export type { MaxComboResult } from "./survival/max-combo.ts";
export { maxComboTest } from "./survival/max-combo.ts";
export type { Milestone, MilestoneComparison } from "./survival/milestone.ts";
export { compareMilestones } from "./survival/milestone.ts";
export type { OneSampleLogRank } from "./survival/one-sample-log-rank.ts";
export { oneSampleLogRank } from "./survival/one-sample-log-rank.ts";
export type { ArmContrast, RestrictedMean, RestrictedMeanComparison } from "./survival/restricted-mean.ts";
export { compareRestrictedMeans, restrictedMean } from "./survival/restricted-mean.ts";
export type { SurvivalSample } from "./survival/sample.ts";
export type { ReachedTime, SurvivalQuantile } from "./survival/survival-quantile.ts";
export { survivalQuantile } from "./survival/survival-quantile.ts";
export type { WeightedLogRank, WeightedLogRanks } from "./survival/weighted-log-ranks.ts";
export { weightedLogRanks } from "./survival/weighted-log-ranks.ts";
export type { CompetingSample } from "./survival/competing/competing-sample.ts";
export type { IncidencePoint } from "./survival/competing/cumulative-incidence.ts";
export { cumulativeIncidence } from "./survival/competing/cumulative-incidence.ts";
export type { GrayResult, GraySample } from "./survival/competing/gray-test.ts";
export { grayTest } from "./survival/competing/gray-test.ts";
export type { CoxSample } from "./survival/cox/cox-columns.ts";
export type { ChiSquaredTest, CoxCoefficient, CoxFit, CoxResult, CoxVariance } from "./survival/cox/cox-regression.ts";
export { coxRegression } from "./survival/cox/cox-regression.ts";
export type { CoxTies } from "./survival/cox/partial-likelihood.ts";
export type { IntervalCurve, IntervalMass } from "./survival/interval-censored/interval-curve.ts";
export { intervalCurve } from "./survival/interval-censored/interval-curve.ts";
export type {
  GroupedIntervals,
  IntervalLogRank,
  IntervalVariance,
} from "./survival/interval-censored/interval-log-rank.ts";
export { intervalLogRank } from "./survival/interval-censored/interval-log-rank.ts";
export type { IntervalRegressionSample } from "./survival/interval-censored/interval-covariates.ts";
export type { DrivenParameter, IntervalFailure } from "./survival/interval-censored/interval-failure.ts";
export type { IntervalModel } from "./survival/interval-censored/interval-model.ts";
export type {
  IntervalCoefficient,
  IntervalFit,
  IntervalParameter,
  IntervalRegressionResult,
} from "./survival/interval-censored/interval-regression.ts";
export { intervalRegression } from "./survival/interval-censored/interval-regression.ts";
export type { IntervalSample } from "./survival/interval-censored/interval-sample.ts";
export type { IntervalScores } from "./survival/interval-censored/interval-scores.ts";
export type { WinEndpoint } from "./survival/wins/compare-patients.ts";
export type { WinEstimate, WinSample, WinStatistics, WinWeights } from "./survival/wins/win-statistics.ts";
export { winStatistics } from "./survival/wins/win-statistics.ts";
