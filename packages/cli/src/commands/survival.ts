import type { SheetSurvival, SheetSurvivalOptions } from "@rekindle/scenario";
import { readableResult, readSheet, survivalOfSheet, survivalTables } from "@rekindle/scenario";
import type { ExitCode } from "../exit-codes.ts";
import { exitCodes } from "../exit-codes.ts";
import { soundOrFail } from "../files/load.ts";
import { probeFolder, writeFolder } from "../files/output-folder.ts";
import { readInput } from "../files/read-input.ts";
import { refusedUse } from "../refused-use.ts";
import type { Surroundings } from "../surroundings.ts";
import { survivalText } from "../terminal/survival-text.ts";

/** What may be said about a table of patients. */
export interface SurvivalFlags extends SheetSurvivalOptions {
  readonly out?: string;
  readonly json?: true;
}

/** `rekindle survival patients.csv`. */
export async function runSurvival(path: string, flags: SurvivalFlags, surroundings: Surroundings): Promise<ExitCode> {
  const { stdout, stderr, signal } = surroundings;
  const { out, json, ...options } = flags;
  const sheet = soundOrFail(readSheet(await readInput(path), { fileName: path }));
  const survival = soundOrFail(refusedUse(() => survivalOfSheet(sheet, options), {}));
  if (out !== undefined) {
    probeFolder(out);
    const tables = survivalTables(survival).map(({ name, csv }) => ({ path: `tables/${name}.csv`, content: csv }));
    const files = [{ path: "survival.json", content: readableResult(survival) }, ...tables];
    await writeFolder(out, files, { signal });
    stderr.write(`Wrote ${files.length} files into ${out}\n`);
  }
  stdout.write(json === true ? readableResult(survival) : survivalText(survival, { file: path }));
  return isWhole(survival) ? exitCodes.fine : exitCodes.incomplete;
}

/** Whether every comparison that was asked for could be made. */
function isWhole(survival: SheetSurvival): boolean {
  if (survival.logRank !== undefined && survival.logRank.kind === "notEstimable") return false;
  if (survival.kind === "rightCensored") return survival.cox === undefined || survival.cox.kind === "converged";
  const curves = survival.groups.every(({ curve }) => curve.kind === "converged");
  return curves && (survival.weibull === undefined || survival.weibull.hazards.kind === "converged");
}
