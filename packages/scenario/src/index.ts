export type {
  AnalysisPool,
  AnalysisResult,
  BesidePool,
  DiscrepancyEffect,
  RangeOrigin,
  Reproduction,
  SpecificationRow,
} from "./analysis/analysis-result.ts";
export type { Analysis } from "./analysis/analysis-schema.ts";
export { checkAnalysis, parseAnalysis } from "./analysis/parse-analysis.ts";
export { runAnalysis } from "./analysis/run-analysis.ts";
export type { Library } from "@rekindle/evidence";
export type { PaperDesign, PaperEndpoint, PaperRequest } from "@rekindle/trial";
export {
  boundaryFamilies,
  explainDifference,
  paperDesign,
  reconcile,
  simonTwoStage,
  spendingFunctions,
} from "@rekindle/trial";
export { poolEvidence } from "./evidence/usual-pools.ts";
export { parseEvidence } from "./evidence/parse-evidence.ts";
export { checkResult } from "./check-result.ts";
export type { ParseOptions } from "./parse-scenario.ts";
export { checkScenario, parseScenario } from "./parse-scenario.ts";
export type { ScenarioParts } from "./parts.ts";
export { canonicalJson, readableJson } from "./provenance/canonical-json.ts";
export { numericFingerprint } from "./provenance/numeric-fingerprint.ts";
export { sha256 } from "./provenance/sha256.ts";
export type {
  PooledModels,
  PoolGroup,
  PoolResult,
  Provenance,
  PublishedRangeResult,
  RestorationPrior,
  ScenarioResult,
  TrialResult,
  WithoutTierB,
} from "./result.ts";
export { RESULTS_VERSION } from "./result.ts";
export { readableResult, resultsJson } from "./results-json.ts";
export type { RunOptions, Stage } from "./run/run-scenario.ts";
export { runScenario } from "./run/run-scenario.ts";
export type { MedicalEndpoint } from "./schema/endpoints.ts";
export {
  analysisJsonSchema,
  evidenceJsonSchema,
  resultsJsonSchema,
  scenarioJsonSchema,
} from "./schema/json-schemas.ts";
export { resultSchema } from "./schema/result-schema.ts";
export type { Scenario, ScenarioArm, ScenarioPool, ScenarioTrial } from "./schema/scenario-schema.ts";
export { scenarioSchema } from "./schema/scenario-schema.ts";
export type { StudyFamily } from "./pooling/column-families.ts";
export { implausibleValues } from "./plausibility/implausible-values.ts";
export { poolingChoices } from "./pooling/choice-names.ts";
export { namedMeasures } from "./pooling/measure-names.ts";
export type { SheetMethod } from "./pooling/method-names.ts";
export type { Explorations, SheetExploration } from "./pooling/explore-sheet.ts";
export { sheetExplorations } from "./pooling/explore-sheet.ts";
export type { LibrarySheet } from "./pooling/library-sheet.ts";
export { librarySheet } from "./pooling/library-sheet.ts";
export { poolSheet } from "./pooling/pool-sheet.ts";
export type { PooledTogether, SheetPool, SheetPoolOptions, SheetSubgroups } from "./pooling/sheet-pool.ts";
export { readSheet } from "./sheet/read-sheet.ts";
export type { Sheet } from "./sheet/sheet.ts";
export type { CensoredGroup, IntervalGroup, SheetSurvival, SheetSurvivalOptions } from "./survival/sheet-survival.ts";
export { survivalOfSheet } from "./survival/survival-of-sheet.ts";
export type { Row } from "./tables/columns.ts";
export { tableOf } from "./tables/columns.ts";
export { analysisTables } from "./tables/analysis-tables.ts";
export { sheetPoolTables } from "./tables/sheet-pool-tables.ts";
export { survivalTables } from "./tables/survival-tables.ts";
export type { ResultTable } from "./tables/result-tables.ts";
export { resultTables } from "./tables/result-tables.ts";
export type { CheckedText, PlacedIssue } from "./text/placed-issue.ts";
export { describeIssues } from "./text/placed-issue.ts";
export { placeIssues } from "./text/place-issues.ts";
export type { Condition } from "./vary/conditions.ts";
export { nodeWorkerPool } from "./workers/node-worker-pool.ts";
export type { WorkerPool } from "./workers/worker-pool.ts";
export { inlineWorkerPool, WorkerDied } from "./workers/worker-pool.ts";
export type { RunningTrial, RunningTrialOptions } from "./running/analyse-running.ts";
export { analyseRunning } from "./running/analyse-running.ts";
export type { ReplayedTrial, ReplayRequest } from "./run/replay-trial.ts";
export { replayTrial } from "./run/replay-trial.ts";
