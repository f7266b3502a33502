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
