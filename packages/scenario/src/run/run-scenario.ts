import type { CohortResult } from "@rekindle/cohort";
import { compareProtocols, parameterTable } from "@rekindle/cohort";
import type { Library } from "@rekindle/evidence";
import { InvalidInput, orThrow } from "@rekindle/stats";
import type { Cell } from "@rekindle/trial";
import { parseEvidence } from "../evidence/parse-evidence.ts";
import { publishedRanges } from "../evidence/published-ranges.ts";
import { restorationPriors } from "../evidence/restoration.ts";
import { runPools } from "../evidence/run-pools.ts";
import { checkScenario } from "../parse-scenario.ts";
import type { ScenarioParts } from "../parts.ts";
import { hasCode } from "../parts.ts";
import { canonicalJson } from "../provenance/canonical-json.ts";
import { numericFingerprint } from "../provenance/numeric-fingerprint.ts";
import { sha256 } from "../provenance/sha256.ts";
import type { PoolResult, Provenance, RestorationPrior, ScenarioResult, TrialResult } from "../result.ts";
import { RESULTS_VERSION } from "../result.ts";
import { catalogueParts } from "../schema/medical-rules.ts";
import type { Scenario } from "../schema/scenario-schema.ts";
import { unfrozen } from "../schema/unfrozen.ts";
import { PACKAGE_VERSION } from "../version.ts";
import { cellsOf, cohortSettings, protocolsOf } from "./cells.ts";
import { describeTrial } from "./describe-trial.ts";
import { runTrials } from "./run-trials.ts";
import { whatIsMissing } from "./what-is-missing.ts";

export type Stage = "pools" | "cohort" | "trials";

export interface RunOptions {
  /** The evidence the scenario names. */
  readonly library?: Library;
  /** Or how to read its file, by the path written in the scenario. */
  readonly readFile?: (path: string) => Promise<string>;
  /** Threads, 1 by default; results do not depend on it. */
  readonly workers?: number;
  /** Stages to run, all by default. */
  readonly stages?: readonly Stage[];
  /** Told how far a stage is: pools, virtual patients' protocols, simulated trials. */
  readonly onProgress?: (stage: Stage, done: number, total: number) => void;
  /** Told of what went wrong on the way without harm to the result. */
  readonly onWarning?: (message: string) => void;
  readonly signal?: AbortSignal;
  /** Parts from outside. Those with code run in this thread only. */
  readonly parts?: ScenarioParts;
  /** To be shown in the result. */
  readonly date?: string;
}

/**
 * Runs a scenario: pools its evidence, simulates its cohort, and estimates power and type I error of its trials. The result depends
 * on the scenario, its evidence and its seed alone.
 * @throws InvalidInput if the scenario, its evidence or the options are not sound; the signal's reason if it is aborted.
 * @example
 * const result = await runScenario(scenario, { readFile: (path) => readFile(join("scenarios", path), "utf8"), workers: 2 });
 */
export async function runScenario(scenario: Scenario, options: RunOptions = {}): Promise<ScenarioResult> {
  const { parts = {}, workers = 1, stages = ["pools", "cohort", "trials"], signal } = options;
  checkWorkers(workers, parts);
  const library = await findLibrary(scenario, options);
  orThrow(checkScenario(scenario, { parts, ...(library === undefined ? {} : { library }) }));

  const breathe = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, 0));
    signal?.throwIfAborted();
  };
  await breathe();
  const pools = library === undefined ? [] : runPools(scenario, library, { parts });
  options.onProgress?.("pools", pools.length, pools.length);
  await breathe();
  const restoration = restorationPriors(scenario.population, pools);
  const cohort = stages.includes("cohort") ? runCohort(scenario, restoration, parts) : undefined;
  if (cohort !== undefined) options.onProgress?.("cohort", cohort.patients, cohort.patients);
  await breathe();
  const cells = stages.includes("trials") ? await runCells(scenario, pools, { ...options, workers, parts }) : [];
  const trials = trialResults(stages.includes("trials") ? scenario : { ...scenario, trials: {} }, cells, parts);

  const settings = { parameters: scenario.model.parameters, parts: catalogueParts(parts) };
  return {
    resultsVersion: RESULTS_VERSION,
    title: scenario.title,
    question: scenario.question,
    pools,
    publishedRanges: library === undefined ? [] : publishedRanges(library, pools),
    restoration,
    ...(cohort === undefined ? {} : { cohort }),
    trials,
    parameters: parameterTable(settings),
    incomplete: whatIsMissing({ pools, trials }),
    provenance: provenanceOf(scenario, library, options.date),
  };
}

function checkWorkers(workers: number, parts: ScenarioParts): void {
  if (!(Number.isSafeInteger(workers) && workers >= 1 && workers <= 256)) {
    const message = `${String(workers)} workers`;
    throw new InvalidInput([{ kind: "outOfRange", path: ["workers"], message, hint: "a whole number from 1 to 256" }]);
  }
  if (workers === 1 || !hasCode(parts)) return;
  const message = `parts with code cannot be sent to ${workers} workers`;
  throw new InvalidInput([{ kind: "notAllowed", path: ["workers"], message, hint: "use workers: 1" }]);
}

async function findLibrary({ evidence }: Scenario, options: RunOptions): Promise<Library | undefined> {
  if (evidence === undefined) return undefined;
  if (options.library !== undefined) return options.library;
  if (options.readFile !== undefined)
    return orThrow(parseEvidence(await options.readFile(evidence.file), { fileName: evidence.file }));
  const message = `the evidence ${JSON.stringify(evidence.file)} is not given`;
  throw new InvalidInput([{ kind: "missing", path: ["evidence"], message, hint: "give library or readFile" }]);
}

function priorsByGenotype(restoration: readonly RestorationPrior[]) {
  return Object.fromEntries(restoration.map(({ genotype, prior }) => [genotype, prior]));
}

function runCohort(
  scenario: Scenario,
  restoration: readonly RestorationPrior[],
  parts: ScenarioParts,
): CohortResult | undefined {
  if (scenario.cohort === undefined) return undefined;
  return compareProtocols(
    unfrozen<Parameters<typeof compareProtocols>[0]>({
      ...cohortSettings(scenario, parts),
      population: { ...scenario.population, restoration: priorsByGenotype(restoration) },
      protocols: protocolsOf(scenario),
      patients: scenario.cohort.patients,
      seed: scenario.seed,
    }),
  );
}

async function runCells(
  scenario: Scenario,
  pools: readonly PoolResult[],
  options: RunOptions & { readonly workers: number; readonly parts: ScenarioParts },
): Promise<readonly Cell[]> {
  const { parts, workers, onProgress, onWarning, signal } = options;
  const restorationOf = (population: Scenario["population"]) => priorsByGenotype(restorationPriors(population, pools));
  return runTrials(cellsOf(scenario, { restorationOf, parts }), {
    workers,
    parts,
    onReplicates: (done, total) => onProgress?.("trials", done, total),
    onWarning: (message) => onWarning?.(message),
    ...(signal === undefined ? {} : { signal }),
  });
}

function trialResults(scenario: Scenario, cells: readonly Cell[], parts: ScenarioParts): readonly TrialResult[] {
  return Object.keys(scenario.trials).map((id) => ({
    id,
    title: scenario.trials[id]!.title,
    ...describeTrial(scenario, id, parts),
    cells: cells.filter((cell) => cell.trial === id),
  }));
}

function provenanceOf(scenario: Scenario, library: Library | undefined, date: string | undefined): Provenance {
  return {
    seed: scenario.seed,
    replicates: scenario.replicates,
    scenarioHash: sha256(canonicalJson(scenario)),
    ...(library === undefined ? {} : { evidenceHash: sha256(canonicalJson(library)) }),
    packageVersion: PACKAGE_VERSION,
    resultsVersion: RESULTS_VERSION,
    numericFingerprint: numericFingerprint(),
    ...(date === undefined ? {} : { date }),
  };
}
