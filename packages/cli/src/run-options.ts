import type { RunOptions, ScenarioResult, Stage } from "@rekindle/scenario";
import { describeIssues, placeIssues, runScenario } from "@rekindle/scenario";
import { InvalidInput } from "@rekindle/stats";
import { exitCodes } from "./exit-codes.ts";
import { type LoadedScenario, warningLines } from "./files/load.ts";
import { Failure } from "./foreseen.ts";
import type { Surroundings } from "./surroundings.ts";
import { showProgress } from "./terminal/progress.ts";

/** What a user may say about a run beside the scenario. */
export interface RunFlags {
  readonly seed?: string | number;
  readonly replicates?: number;
  readonly workers?: number;
  readonly json?: true;
  readonly date?: string;
}

/** The scenario as the flags change it. The result's provenance is of the scenario that was run. */
export function withFlags(loaded: LoadedScenario, { seed, replicates }: RunFlags): LoadedScenario {
  const scenario = {
    ...loaded.scenario,
    ...(seed === undefined ? {} : { seed }),
    ...(replicates === undefined ? {} : { replicates }),
  };
  return { ...loaded, scenario };
}

/** Runs some stages of a scenario and shows how far it is. */
export async function runStages(
  loaded: LoadedScenario,
  run: { readonly stages: readonly Stage[]; readonly flags: RunFlags; readonly surroundings: Surroundings },
): Promise<ScenarioResult> {
  const { stages, flags, surroundings } = run;
  const { stderr, signal } = surroundings;
  stderr.write(warningLines(loaded.warnings));
  const progress = showProgress(stderr, { label: "trials", unit: "replicates" });
  const options: RunOptions = {
    stages,
    workers: flags.workers ?? 1,
    signal,
    onProgress: (stage, done, total) => {
      if (stage === "trials") progress.update(done, total);
      else if (total > 0) stderr.write(`${stageWords[stage](total)}\n`);
    },
    onWarning: (message) => stderr.write(`Warning: ${message}.\n`),
    ...(loaded.library === undefined ? {} : { library: loaded.library }),
    ...(flags.date === undefined ? {} : { date: flags.date }),
  };
  try {
    return await runScenario(loaded.scenario, options);
  } catch (error) {
    if (error instanceof InvalidInput) throw placedFailure(loaded, error);
    throw error;
  } finally {
    progress.end();
  }
}

/** What turned out wrong only in the run is told at its place in the scenario, as what is found before is. */
function placedFailure({ path, inputs }: LoadedScenario, { issues }: InvalidInput): Failure {
  const placed = placeIssues(inputs[0]?.text ?? "", issues, { fileName: path });
  return new Failure(describeIssues(placed), exitCodes.badInput);
}

const stageWords = {
  pools: (count: number) => `evidence: ${count} ${count === 1 ? "pool" : "pools"}`,
  cohort: (count: number) => `cohort: ${count} virtual patients under each arm`,
};
