import type { ScenarioResult } from "@rekindle/scenario";
import { checkResult, describeIssues, resultsJson } from "@rekindle/scenario";
import type { ExitCode } from "../exit-codes.ts";
import { exitCodes } from "../exit-codes.ts";
import { Failure } from "../foreseen.ts";
import { loadScenario, soundOrFail } from "../files/load.ts";
import { probeFolder, writeFolder } from "../files/output-folder.ts";
import { removeStale, staleFiles } from "../files/stale-files.ts";
import type { RunFlags } from "../run-options.ts";
import { runStages, withFlags } from "../run-options.ts";
import type { Surroundings } from "../surroundings.ts";
import { endOf } from "./end-of.ts";

/** `rekindle run <scenario> --out <folder>`: everything, into a folder that is written whole or not at all. */
export async function runRun(
  path: string,
  flags: RunFlags & { readonly out?: string },
  surroundings: Surroundings,
): Promise<ExitCode> {
  const { out } = flags;
  const { signal, stderr, stdout } = surroundings;
  if (out === undefined && flags.json !== true)
    throw new Failure("Say where to write with --out <folder>, or print results with --json.", exitCodes.usage);
  const loaded = withFlags(soundOrFail(await loadScenario(path)), flags);
  if (out !== undefined) probeFolder(out);

  const result = await runStages(loaded, { stages: ["pools", "cohort", "trials"], flags, surroundings });
  refuseUnsound(result);
  if (out !== undefined) {
    // Drawing takes a second to load, which no other command needs.
    const { outputFiles } = await import("../output/output-files.ts");
    const files = await outputFiles(result, { scenario: loaded.scenario, inputs: loaded.inputs, signal });
    const stale = staleFiles(
      out,
      files.map((file) => file.path),
    );
    await writeFolder(out, files, { signal });
    removeStale(out, stale);
    stderr.write(`Wrote ${files.length} files into ${out}; begin with ${out}/report.html\n`);
  }
  if (flags.json === true) stdout.write(resultsJson(result));
  return endOf(result, stderr);
}

/** A result that is not as its schema says is written nowhere. */
function refuseUnsound(result: ScenarioResult): void {
  const issues = checkResult(result);
  if (issues.length === 0) return;
  const message = `The result is not as its schema says; this is a bug, and nothing was written.\n${describeIssues(issues)}`;
  throw new Failure(message, exitCodes.checkFailed);
}
