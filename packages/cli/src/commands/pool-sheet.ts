import type { SheetPool, SheetPoolOptions } from "@rekindle/scenario";
import { basename } from "node:path";
import { poolSheet, readableResult, readSheet, sheetPoolTables } from "@rekindle/scenario";
import type { ExitCode } from "../exit-codes.ts";
import { exitCodes } from "../exit-codes.ts";
import { soundOrFail } from "../files/load.ts";
import { probeFolder, writeFolder } from "../files/output-folder.ts";
import { refusedUse } from "../refused-use.ts";
import type { Surroundings } from "../surroundings.ts";
import { sheetPoolText } from "../terminal/sheet-pool-text.ts";

/** What may be said about a table of studies. */
export interface PoolFlags extends Omit<SheetPoolOptions, "correction" | "permutations"> {
  readonly correction?: string;
  readonly add?: number;
  readonly permutations?: number;
  readonly seed?: string | number;
  readonly forest?: string;
  readonly out?: string;
  readonly json?: true;
}

/** The option that a fault of `poolSheet`'s options is about. */
const OPTIONS: Readonly<Record<string, string>> = { tau2: "--method", tau2Interval: "--tau2-interval" };

/** `rekindle pool studies.csv`. */
export async function runSheetPool(
  { path, text }: { readonly path: string; readonly text: string },
  flags: PoolFlags,
  surroundings: Surroundings,
): Promise<ExitCode> {
  const { stdout } = surroundings;
  const sheet = soundOrFail(readSheet(text, { fileName: path }));
  const pool = soundOrFail(refusedUse(() => poolSheet(sheet, optionsOf(flags)), OPTIONS));
  if (flags.forest !== undefined) {
    // Drawing takes a second to load, which no other command needs.
    const { writeForest } = await import("../output/write-forest.ts");
    await writeForest(pool, flags.forest, { title: basename(path), surroundings });
  }
  if (flags.out !== undefined) await writeTables(pool, flags.out, surroundings);
  stdout.write(flags.json === true ? readableResult(pool) : sheetPoolText(pool, { file: path }));
  return isWhole(pool) ? exitCodes.fine : exitCodes.incomplete;
}

async function writeTables(pool: SheetPool, out: string, { stderr, signal }: Surroundings): Promise<void> {
  probeFolder(out);
  const tables = sheetPoolTables(pool).map(({ name, csv }) => ({ path: `tables/${name}.csv`, content: csv }));
  const files = [{ path: "pool.json", content: readableResult(pool) }, ...tables];
  await writeFolder(out, files, { signal });
  stderr.write(`Wrote ${files.length} files into ${out}\n`);
}

function optionsOf(flags: PoolFlags): SheetPoolOptions {
  const { correction, add, permutations, seed, forest: _forest, out: _out, json: _json, ...same } = flags;
  return {
    ...same,
    ...(correction === undefined ? {} : { correction: { kind: correction, ...(add === undefined ? {} : { add }) } }),
    ...(permutations === undefined ? {} : { permutations: { count: permutations, seed: seed ?? 1 } }),
  };
}

/** Whether everything that was asked for could be estimated. */
function isWhole({ together, subgroups, regression }: SheetPool): boolean {
  const mean = together.kind === "mantelHaenszel" ? together.pooled.estimate : together.pooled.mean;
  return (
    mean.kind === "estimated" &&
    (subgroups === undefined || subgroups.result.interaction.kind === "tested") &&
    (regression === undefined || regression.result.kind === "estimated")
  );
}
