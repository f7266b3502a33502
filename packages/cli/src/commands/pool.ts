import type { ScenarioResult } from "@rekindle/scenario";
import { poolEvidence, readableJson } from "@rekindle/scenario";
import type { ExitCode } from "../exit-codes.ts";
import { exitCodes } from "../exit-codes.ts";
import { isEvidence, loadEvidence, loadScenario, soundOrFail } from "../files/load.ts";
import { readInput } from "../files/read-input.ts";
import { runStages } from "../run-options.ts";
import type { Surroundings } from "../surroundings.ts";
import { poolTable } from "../terminal/result-tables.ts";

type Pools = Pick<ScenarioResult, "pools" | "publishedRanges">;

/** `rekindle pool <file>`: the pools of a scenario, or the usual ones of an evidence file. */
export async function runPool(
  path: string,
  flags: { readonly json?: true },
  surroundings: Surroundings,
): Promise<ExitCode> {
  const { pools, publishedRanges } = await poolsOf(path, surroundings);
  if (flags.json === true) surroundings.stdout.write(readableJson({ pools, publishedRanges }));
  else surroundings.stdout.write(pools.map(poolTable).join("\n"));
  return pools.length === 0 ? nothingToPool(path, surroundings) : exitCodes.fine;
}

async function poolsOf(path: string, surroundings: Surroundings): Promise<Pools> {
  if (isEvidence(await readInput(path))) return poolEvidence(soundOrFail(await loadEvidence(path)));
  const loaded = soundOrFail(await loadScenario(path));
  return runStages(loaded, { stages: ["pools"], flags: {}, surroundings });
}

function nothingToPool(path: string, { stderr }: Surroundings): ExitCode {
  stderr.write(`${path} asks for no pools.\n`);
  return exitCodes.incomplete;
}
