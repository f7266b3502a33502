import type { ScenarioResult } from "@rekindle/scenario";
import { poolEvidence, readableResult } from "@rekindle/scenario";
import type { ExitCode } from "../exit-codes.ts";
import { exitCodes } from "../exit-codes.ts";
import { isAnalysis, isEvidence, isSheet, loadEvidence, loadScenario, soundOrFail } from "../files/load.ts";
import { readInput } from "../files/read-input.ts";
import { Failure } from "../foreseen.ts";
import { runStages } from "../run-options.ts";
import type { Surroundings } from "../surroundings.ts";
import { poolTable } from "../terminal/result-tables.ts";
import { runPoolAnalysis } from "./pool-analysis.ts";
import { type PoolFlags, runLibraryPool, runSheetPool } from "./pool-sheet.ts";

type Pools = Pick<ScenarioResult, "pools" | "publishedRanges">;

/** `rekindle pool <file>`: the studies of a table, what an analysis asks, the pools of a scenario, or counts of an evidence file. */
export async function runPool(path: string, flags: PoolFlags, surroundings: Surroundings): Promise<ExitCode> {
  const text = await readInput(path);
  if (isSheet(path, text)) return runSheetPool({ path, text }, flags, surroundings);
  const isAsked = Object.keys(flags).some((flag) => flag !== "json");
  if (isEvidence(text) && isAsked)
    return runLibraryPool({ path, library: soundOrFail(await loadEvidence(path)) }, flags, surroundings);
  refuseSheetFlags(path, flags);
  if (isAnalysis(text) && !isEvidence(text)) return runPoolAnalysis(path, flags, surroundings);
  refuseFolder(path, flags);
  const { pools, publishedRanges } = await poolsOf(path, text, surroundings);
  if (flags.json === true) surroundings.stdout.write(readableResult({ pools, publishedRanges }));
  else surroundings.stdout.write(pools.map(poolTable).join("\n"));
  return pools.length === 0 ? nothingToPool(path, surroundings) : exitCodes.fine;
}

async function poolsOf(path: string, text: string, surroundings: Surroundings): Promise<Pools> {
  if (isEvidence(text)) return poolEvidence(soundOrFail(await loadEvidence(path)));
  const loaded = soundOrFail(await loadScenario(path));
  return runStages(loaded, { stages: ["pools"], flags: {}, surroundings });
}

/** A scenario and an evidence file say themselves how they are pooled. */
function refuseSheetFlags(path: string, flags: PoolFlags): void {
  const given = Object.keys(flags).filter((flag) => flag !== "json" && flag !== "out");
  if (given.length === 0) return;
  const names = given.map(
    (flag) => `--${flag.replaceAll(/[A-Z2]/g, (letter) => (letter === "2" ? "2" : `-${letter.toLowerCase()}`))}`,
  );
  const message = `${names.join(", ")}: only for a table of studies or an evidence file, and ${path} is none`;
  throw new Failure(message, exitCodes.usage);
}

/** Only an analysis and a table have files to write here; `run` writes those of a scenario. */
function refuseFolder(path: string, { out }: PoolFlags): void {
  if (out === undefined) return;
  throw new Failure(`--out: only for a table of studies or an analysis, and ${path} is none`, exitCodes.usage);
}

function nothingToPool(path: string, { stderr }: Surroundings): ExitCode {
  stderr.write(`${path} asks for no pools.\n`);
  return exitCodes.incomplete;
}
