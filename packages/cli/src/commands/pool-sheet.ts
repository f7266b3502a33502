import type { Library, SheetPool, SheetPoolOptions } from "@rekindle/scenario";
import { basename } from "node:path";
import { librarySheet, poolSheet, readableResult, readSheet, sheetPoolTables } from "@rekindle/scenario";
import type { ExitCode } from "../exit-codes.ts";
import { exitCodes } from "../exit-codes.ts";
import { soundOrFail } from "../files/load.ts";
import { probeFolder, writeFolder } from "../files/output-folder.ts";
import { Failure } from "../foreseen.ts";
import { refusedUse } from "../refused-use.ts";
import type { Surroundings } from "../surroundings.ts";
import { sheetPoolText } from "../terminal/sheet-pool-text.ts";

/** What may be said about a table of studies. */
export interface PoolFlags extends Omit<SheetPoolOptions, "correction" | "permutations"> {
  readonly correction?: string;
  readonly add?: number;
  readonly permutations?: number;
  readonly seed?: string | number;
  readonly endpoint?: string;
  readonly denominator?: string;
  readonly timing?: string;
  readonly tiers?: readonly string[];
  readonly per?: string;
  readonly alternatives?: readonly string[];
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
  const chosen = selectionFlags.filter((flag) => flags[flag] !== undefined);
  if (chosen.length > 0)
    throw new Failure(`--${chosen.join(", --")}: only for an evidence file, and ${path} is a table`, exitCodes.usage);
  const sheet = soundOrFail(readSheet(text, { fileName: path }));
  const pool = soundOrFail(refusedUse(() => poolSheet(sheet, optionsOf(flags)), OPTIONS));
  return tellPool(pool, flags, { file: path, surroundings });
}

/** `rekindle pool studies.yaml --endpoint restoration --denominator evaluable`: one selection of an evidence file. */
export async function runLibraryPool(
  { path, library }: { readonly path: string; readonly library: Library },
  flags: PoolFlags,
  surroundings: Surroundings,
): Promise<ExitCode> {
  if (flags.endpoint === undefined) {
    const message = "--endpoint: say which counts to pool, such as --endpoint restoration --denominator evaluable";
    throw new Failure(message, exitCodes.usage);
  }
  const { sheet, leftOut, notes } = refusedUse(() => librarySheet(library, selectionOf(flags)), SELECTION);
  const pooled = soundOrFail(refusedUse(() => poolSheet(sheet, optionsOf(flags)), OPTIONS));
  const pool = { ...pooled, leftOut: [...leftOut, ...pooled.leftOut], notes: [...notes, ...pooled.notes] };
  return tellPool(pool, flags, { file: path, surroundings });
}

async function tellPool(
  pool: SheetPool,
  flags: PoolFlags,
  { file, surroundings }: { readonly file: string; readonly surroundings: Surroundings },
): Promise<ExitCode> {
  if (flags.forest !== undefined) {
    // Drawing takes a second to load, which no other command needs.
    const { writeForest } = await import("../output/write-forest.ts");
    await writeForest(pool, flags.forest, { title: basename(file), surroundings });
  }
  if (flags.out !== undefined) await writeFiles(pool, flags.out, { title: basename(file), surroundings });
  surroundings.stdout.write(flags.json === true ? readableResult(pool) : sheetPoolText(pool, { file }));
  return isWhole(pool) ? exitCodes.fine : exitCodes.incomplete;
}

/** Which counts of an evidence file. */
const selectionFlags = ["endpoint", "denominator", "timing", "tiers", "per", "alternatives"] as const;

const SELECTION: Readonly<Record<string, string>> = { by: "--per" };

function selectionOf(flags: PoolFlags): Parameters<typeof librarySheet>[1] {
  const { endpoint, denominator, timing, tiers, per, alternatives } = flags;
  const day = /^day(\d+)$/i.exec(timing ?? "");
  const asked = {
    endpoint: { kind: endpoint },
    denominator,
    timing: day === null ? timing : { kind: "atDay", day: Number(day[1]) },
    tiers,
    by: per,
    alternatives,
  };
  const given = Object.entries(asked).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as unknown as Parameters<typeof librarySheet>[1];
}

async function writeFiles(
  pool: SheetPool,
  out: string,
  { title, surroundings }: { readonly title: string; readonly surroundings: Surroundings },
): Promise<void> {
  const { stderr, signal } = surroundings;
  probeFolder(out);
  const { sheetFigures } = await import("../output/sheet-figures.ts");
  const figures = await sheetFigures(pool, { title, signal });
  const tables = sheetPoolTables(pool).map(({ name, csv }) => ({ path: `tables/${name}.csv`, content: csv }));
  const files = [{ path: "pool.json", content: readableResult(pool) }, ...tables, ...figures];
  await writeFolder(out, files, { signal });
  stderr.write(`Wrote ${files.length} files into ${out}\n`);
}

function optionsOf(flags: PoolFlags): SheetPoolOptions {
  const { correction, add, permutations, seed, forest: _forest, out: _out, json: _json, ...rest } = flags;
  refuseLonely(flags);
  const isSelection = (name: string): boolean => (selectionFlags as readonly string[]).includes(name);
  const same = Object.fromEntries(Object.entries(rest).filter(([name]) => !isSelection(name))) as SheetPoolOptions;
  const kind = correction ?? (add === undefined ? undefined : "onlyZeroCells");
  return {
    ...same,
    ...(kind === undefined ? {} : { correction: { kind, ...(add === undefined ? {} : { add }) } }),
    ...(permutations === undefined ? {} : { permutations: { count: permutations, seed: seed ?? 1 } }),
  };
}

/** Options that say nothing without another. */
function refuseLonely({ correction, add, permutations, seed }: PoolFlags): void {
  const lonely = [
    ...(correction === "none" && add !== undefined ? ["--add: nothing is added with --correction none"] : []),
    ...(seed !== undefined && permutations === undefined ? ["--seed: is of permutations, and none are asked for"] : []),
  ];
  if (lonely.length > 0) throw new Failure(lonely.join("\n"), exitCodes.usage);
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
