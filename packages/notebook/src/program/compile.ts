import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { NotebookProgram } from "./notebook-program.ts";
import type { CellComplaint } from "./parse-cell.ts";
import type { Workshop } from "./workshop.ts";

/** What the compiler says: about cells, and about anything else. */
export interface CompilerComplaints {
  readonly inCells: readonly CellComplaint[];
  readonly elsewhere: readonly string[];
}

const compiler = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc");

/** Checks the types of all cells together and makes the module that runs. Without a complaint the module is there. */
export async function compile(
  workshop: Workshop,
  program: NotebookProgram,
  signal: AbortSignal,
): Promise<CompilerComplaints> {
  const { said, status } = await run([compiler, "-p", workshop.folder, "--pretty", "false"], workshop.folder, signal);
  if (status === 0) return { inCells: [], elsewhere: [] };
  const complaints = complaintsOf(said, program);
  if (complaints.inCells.length + complaints.elsewhere.length > 0) return complaints;
  return { inCells: [], elsewhere: [`the TypeScript compiler ended with code ${status} and said nothing`] };
}

function run(
  args: readonly string[],
  cwd: string,
  signal: AbortSignal,
): Promise<{ said: string; status: number | null }> {
  return new Promise((resolve, reject) => {
    const process_ = spawn(process.execPath, args, { cwd, stdio: ["ignore", "pipe", "pipe"], signal });
    const chunks: Buffer[] = [];
    process_.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    process_.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
    process_.on("error", reject);
    process_.on("close", (status) => resolve({ said: Buffer.concat(chunks).toString("utf8"), status }));
  });
}

/** Lines as the compiler writes them: `cells.mts(3,7): error TS2322: …`, with further lines of a message indented. */
export function complaintsOf(said: string, { lines }: NotebookProgram): CompilerComplaints {
  const inCells: CellComplaint[] = [];
  const elsewhere: string[] = [];
  for (const complaint of said
    .split(/\n(?!\s)/)
    .map((each) => each.trimEnd())
    .filter((each) => each !== "")) {
    const found = /^(?:.*\/)?cells\.mts\((\d+),(\d+)\): error (TS\d+): ([\s\S]*)$/.exec(complaint);
    const from = found === null ? undefined : lines[Number(found[1]) - 1];
    if (found === null || from === undefined) elsewhere.push(complaint);
    else inCells.push({ ...from, column: Number(found[2]), message: `${found[4]!} (${found[3]!})` });
  }
  return { inCells, elsewhere };
}
