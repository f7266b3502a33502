import { readableJson } from "@rekindle/scenario";
import type { ExitCode } from "../exit-codes.ts";
import { exitCodes } from "../exit-codes.ts";
import { loadScenario, soundOrFail } from "../files/load.ts";
import type { RunFlags } from "../run-options.ts";
import { runStages, withFlags } from "../run-options.ts";
import type { Surroundings } from "../surroundings.ts";
import { powerTable } from "../terminal/result-tables.ts";
import { endOf } from "./end-of.ts";

/** `rekindle power <scenario>`: power and type I error of every trial under every condition. */
export async function runPower(path: string, flags: RunFlags, surroundings: Surroundings): Promise<ExitCode> {
  const loaded = withFlags(soundOrFail(await loadScenario(path)), flags);
  const result = await runStages(loaded, { stages: ["trials"], flags, surroundings });
  const { trials, restoration, incomplete, provenance } = result;
  if (trials.length === 0) {
    surroundings.stderr.write(`${path} asks for no trial: it has no key trials.\n`);
    return exitCodes.incomplete;
  }
  if (flags.json === true) surroundings.stdout.write(readableJson({ restoration, trials, incomplete, provenance }));
  else surroundings.stdout.write(trials.map(powerTable).join("\n"));
  return endOf(result, surroundings.stderr);
}
