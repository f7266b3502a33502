import { readableJson } from "@rekindle/scenario";
import type { ExitCode } from "../exit-codes.ts";
import { exitCodes } from "../exit-codes.ts";
import { loadScenario, soundOrFail } from "../files/load.ts";
import type { RunFlags } from "../run-options.ts";
import { runStages, withFlags } from "../run-options.ts";
import type { Surroundings } from "../surroundings.ts";
import { cohortTable } from "../terminal/result-tables.ts";

/** `rekindle cohort <scenario>`: outcomes of the virtual patients by arm and genotype. */
export async function runCohort(path: string, flags: RunFlags, surroundings: Surroundings): Promise<ExitCode> {
  const loaded = withFlags(soundOrFail(await loadScenario(path)), flags);
  const { cohort, restoration, provenance } = await runStages(loaded, { stages: ["cohort"], flags, surroundings });
  if (cohort === undefined) {
    surroundings.stderr.write(`${path} asks for no cohort: it has no key cohort.\n`);
    return exitCodes.incomplete;
  }
  if (flags.json === true) surroundings.stdout.write(readableJson({ restoration, cohort, provenance }));
  else surroundings.stdout.write(cohortTable(cohort));
  return exitCodes.fine;
}
