export type { Truth } from "./analytic/analytic-twin.ts";
export { analyticTwin } from "./analytic/analytic-twin.ts";
export { canonicalPower, logRankDrift, responseDrift, stratifiedResponseDrift } from "./analytic/drift.ts";
export type { ArmSizes, Rates, StageProbabilities } from "./analytic/exact-response-power.ts";
export { exactResponsePower, rejectionProbability } from "./analytic/exact-response-power.ts";
export type { ExpectedDay, ExponentialArm, FollowUp } from "./analytic/expected-events.ts";
export { dayOfExpectedEvents, expectedEvents, expectedTrialEvents } from "./analytic/expected-events.ts";
export type { Allocation } from "./allocation.ts";
export { allocationSchema } from "./allocation.ts";
export type { DriftCharacteristics, SequentialCharacteristics } from "./analytic/sequential-characteristics.ts";
export { driftCharacteristics, sequentialCharacteristics } from "./analytic/sequential-characteristics.ts";
export type { BlockSummary, LookSummary, RunSummary } from "./block-summary.ts";
export type { BoundaryFamilyPart, BoundaryForm } from "./boundaries/boundary-family.ts";
export { defineBoundaryFamily } from "./boundaries/boundary-family.ts";
export type { BoundaryFamilyRecipe } from "./boundaries/index.ts";
export { boundaryFamilies } from "./boundaries/index.ts";
export type { Boundaries, CrossingProbabilities } from "./canonical/crossing-probabilities.ts";
export { crossingProbabilities } from "./canonical/crossing-probabilities.ts";
export { scaleBoundaries } from "./canonical/scaled-boundaries.ts";
export { spendingBoundaries } from "./canonical/spending-boundaries.ts";
export { describe } from "./describe.ts";
export type { AnalysisPlan, Decision, DesignPart, Look, LookTime, StopReason, TestResult } from "./design.ts";
export { defineDesign } from "./design.ts";
export type { DesignRecipe } from "./designs/index.ts";
export { designs } from "./designs/index.ts";
export { lookTime } from "./designs/look-time.ts";
export type { Endpoint } from "./endpoint.ts";
export { endpointSchema } from "./endpoint.ts";
export type { Better, EndpointTestPart, LookColumns, ReadyTest } from "./endpoint-test.ts";
export { defineEndpointTest } from "./endpoint-test.ts";
export type { EndpointTestRecipe } from "./endpoint-tests/index.ts";
export { endpointTests } from "./endpoint-tests/index.ts";
export type { Enrolment } from "./enrolment.ts";
export { enrolmentSchema } from "./enrolment.ts";
export type { Moments } from "./engine/moments.ts";
export type {
  AnalyticTwin,
  Cell,
  EstimateOrNone,
  LookCharacteristics,
  OperatingCharacteristics,
} from "./operating-characteristics.ts";
export type { OutcomeColumns, OutcomeModel, OutcomeModelMaker, ReplicateRequest } from "./outcome-model.ts";
export type { BernoulliRecipe } from "./outcome-models/bernoulli.ts";
export { bernoulli, bernoulliRecipe } from "./outcome-models/bernoulli.ts";
export type { ExponentialRecipe } from "./outcome-models/exponential.ts";
export { exponential, exponentialRecipe } from "./outcome-models/exponential.ts";
export { underNull } from "./outcome-models/under-null.ts";
export type { Parts, Recipe } from "./parts.ts";
export type { TrialContext } from "./plan-trial.ts";
export { planDesign, planTrial } from "./plan-trial.ts";
export type { ReplayedLook, ReplayedPatient, ReplayedReplicate } from "./replay.ts";
export { replayReplicate } from "./replay.ts";
export { BLOCK_SIZE, blockCount, mergeBlocks, simulateBlock, simulateTrial } from "./simulate.ts";
export type { SpendingRecipe } from "./spending/index.ts";
export { spendingFunctions } from "./spending/index.ts";
export type { SpendingPart, SpendingRequest } from "./spending/spending-function.ts";
export { defineSpending } from "./spending/spending-function.ts";
export type { Trial } from "./trial.ts";
export type { CheckedTrialSpec, TrialSpec } from "./trial-spec.ts";
export { trialSpecSchema } from "./trial-spec.ts";
export type { ExactPower, ExactTest } from "./sample-size/exact-proportions.ts";
export { exactProportionsPower, exactProportionsPValue } from "./sample-size/exact-proportions.ts";
export type { ExactSampleSize, ExactSizeRequest } from "./sample-size/exact-proportions-size.ts";
export { exactProportionsSampleSize } from "./sample-size/exact-proportions-size.ts";
export type { MeanEffect, MeansConvention } from "./sample-size/means.ts";
export { meansPower, meansSampleSize } from "./sample-size/means.ts";
export type { ProportionsConvention } from "./sample-size/proportions.ts";
export { proportionsPower, proportionsSampleSize } from "./sample-size/proportions.ts";
export type { LevelRequest, SampleSize, SizeRequest } from "./sample-size/request.ts";
export type { SurvivalRequest, SurvivalSize, SurvivalTruth } from "./sample-size/survival.ts";
export { survivalSampleSize } from "./sample-size/survival.ts";
export type { EventsConvention } from "./sample-size/survival-events.ts";
export { logRankEvents } from "./sample-size/survival-events.ts";
export type { SimonDesigns, TwoStage, TwoStageCharacteristics, TwoStageDesign } from "./phase-two/simon-two-stage.ts";
export { simonTwoStage, twoStageCharacteristics } from "./phase-two/simon-two-stage.ts";
export type { SingleArmRequest } from "./phase-two/single-arm-request.ts";
export type { SingleStage, SingleStageDesigns } from "./phase-two/single-stage.ts";
export { singleStage, singleStageOf } from "./phase-two/single-stage.ts";
export type { TwoStageInference } from "./phase-two/two-stage-inference.ts";
export { twoStageInference } from "./phase-two/two-stage-inference.ts";
export type { SequentialSurvival, SequentialSurvivalResult } from "./analytic/sequential-survival.ts";
export { sequentialSurvival } from "./analytic/sequential-survival.ts";
export type { AssumedEffect } from "./interim/conditional-power.ts";
export { conditionalPower, predictivePower } from "./interim/conditional-power.ts";
export type { InterimResult } from "./interim/remaining-looks.ts";
export type { RepeatedPValue } from "./interim/repeated-inference.ts";
export { repeatedInterval, repeatedPValue } from "./interim/repeated-inference.ts";
export type { ObservedInformation } from "./interim/replan-design.ts";
export { replanDesign } from "./interim/replan-design.ts";
export type { StagewiseInference, StoppedTrial } from "./interim/stagewise-inference.ts";
export { stagewiseInference } from "./interim/stagewise-inference.ts";
export type { BoinBoundaries } from "./phase-two/boin.ts";
export { boinBoundaries } from "./phase-two/boin.ts";
export type { MultiStageCharacteristics, ResponseStage } from "./phase-two/multi-stage.ts";
export { multiStageCharacteristics } from "./phase-two/multi-stage.ts";
export type { PredictiveDesign, PredictivePlan } from "./phase-two/predictive-probability.ts";
export { planPredictive, predictiveCharacteristics } from "./phase-two/predictive-probability.ts";
export type { SelectionProbabilities } from "./phase-two/selection.ts";
export { selectionProbabilities } from "./phase-two/selection.ts";
export type { DayOfEvents, ExpectedSurvival } from "./non-proportional/average-hazard-ratio.ts";
export { averageHazardRatio, dayOfCourseEvents } from "./non-proportional/average-hazard-ratio.ts";
export type {
  NonProportionalRequest,
  NonProportionalSize,
  NonProportionalSizeResult,
  NonProportionalTest,
} from "./non-proportional/non-proportional-size.ts";
export { nonProportionalPower, nonProportionalSampleSize } from "./non-proportional/non-proportional-size.ts";
export type {
  EnrolmentPeriod,
  HazardFrom,
  HazardRatioFrom,
  SurvivalCourse,
} from "./non-proportional/survival-course.ts";
export type { DesignWeight } from "./non-proportional/weighted-moments.ts";
export { conditionalError } from "./adaptive/conditional-error.ts";
export type { FisherDesign, FisherRequest, FisherResult } from "./adaptive/fisher-combination.ts";
export { fisherDesign, fisherTestOfStages } from "./adaptive/fisher-combination.ts";
export type { StageEstimate } from "./adaptive/inverse-normal.ts";
export { inverseNormalInterval, inverseNormalZ } from "./adaptive/inverse-normal.ts";
export type { Reestimated, ReestimationPlan } from "./adaptive/promising-zone.ts";
export { promisingZone } from "./adaptive/promising-zone.ts";
export type { PaperDesign, PaperEndpoint, PaperLook, PaperRequest, PaperSizes } from "./paper/paper-design.ts";
export { paperDesign } from "./paper/paper-design.ts";
export type { CountsConvention, CountTruth } from "./sample-size/counts.ts";
export { countsSampleSize } from "./sample-size/counts.ts";
export type { EquivalenceTruth } from "./sample-size/equivalence.ts";
export { equivalenceSampleSize } from "./sample-size/equivalence.ts";
export type { GroupSize } from "./sample-size/one-sample.ts";
export { oneSampleMeansPower, oneSampleMeansSampleSize } from "./sample-size/one-sample.ts";
export type { OrdinalTruth, WinTruth } from "./sample-size/ordinal.ts";
export { ordinalSampleSize, wilcoxonSampleSize, winRatioSampleSize } from "./sample-size/ordinal.ts";
export { oddsRatioSampleSize } from "./sample-size/ratios.ts";
export type { AnalysisRequest, EarlierLook, TrialAnalysis, TrialAnalysisResult } from "./interim/analyse-trial.ts";
export { analyseTrial } from "./interim/analyse-trial.ts";
export type { SurvivalCurvesRecipe } from "./outcome-models/survival-curves.ts";
export { survivalCurves, survivalCurvesRecipe } from "./outcome-models/survival-curves.ts";
export type { Assurance } from "./bayes/assurance.ts";
export { assurance } from "./bayes/assurance.ts";
export type { BetaPrior, TwoArmBayes, TwoArmBayesRule } from "./bayes/two-arm-bayes.ts";
export { probabilityGreater, twoArmBayes } from "./bayes/two-arm-bayes.ts";
export type { ConventionRow } from "./paper/explain-difference.ts";
export { explainDifference } from "./paper/explain-difference.ts";
export type { ToxicityBoundary, ToxicityRequest } from "./phase-two/toxicity-boundary.ts";
export { toxicityBoundary } from "./phase-two/toxicity-boundary.ts";
export type { Reconciliation } from "./analytic/reconcile.ts";
export { reconcile } from "./analytic/reconcile.ts";
export type { PrecisionRequest, PrecisionSize } from "./sample-size/precision.ts";
export { differencePrecisionSize, proportionPrecisionSize } from "./sample-size/precision.ts";
