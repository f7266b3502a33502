import type { SheetPool, SheetPoolOptions } from "@rekindle/scenario";
import { poolSheet, readableJson, readSheet } from "@rekindle/scenario";
import type { ExitCode } from "../exit-codes.ts";
import { exitCodes } from "../exit-codes.ts";
import { soundOrFail } from "../files/load.ts";
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
    await writeForest(pool, flags.forest, { title: path, surroundings });
  }
  stdout.write(flags.json === true ? readableJson(pool) : sheetPoolText(pool, { file: path }));
  return isWhole(pool) ? exitCodes.fine : exitCodes.incomplete;
}

function optionsOf(flags: PoolFlags): SheetPoolOptions {
  const { correction, add, permutations, seed, forest: _forest, json: _json, ...same } = flags;
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
