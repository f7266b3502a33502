import type { RunOptions, ScenarioResult, Stage } from "@rekindle/scenario";
import { runScenario } from "@rekindle/scenario";
import type { LoadedScenario } from "./files/load.ts";
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
  } finally {
    progress.end();
  }
}

const stageWords = {
  pools: (count: number) => `evidence: ${count} ${count === 1 ? "pool" : "pools"}`,
  cohort: (count: number) => `cohort: ${count} virtual patients under each arm`,
};
