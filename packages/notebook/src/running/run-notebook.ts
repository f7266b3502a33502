import { dirname, resolve } from "node:path";
import { cellName, isRun, type Notebook } from "../format/notebook.ts";
import { NotebookRefused } from "../format/refused.ts";
import { compile } from "../program/compile.ts";
import { notebookProgram, type NotebookProgram } from "../program/notebook-program.ts";
import type { CellComplaint } from "../program/parse-cell.ts";
import { inWorkshop, type Workshop } from "../program/workshop.ts";
import { type ModuleRun, type RunLimits, runModule } from "./run-module.ts";

/** Enough for a figure of many points, and little enough that nobody waits for a cell that never ends. */
export const usualLimits: RunLimits = { seconds: 300, printedPerCell: 1_000_000, shownPerCell: 30_000_000 };

/**
 * The notebook with the outputs of a fresh run: types of all cells checked together, then cells run in order in a process of their own.
 *
 * @throws NotebookRefused with the cell and line, if a cell is not sound, has a wrong type, throws, or goes beyond a limit.
 */
export async function runNotebook(
  notebook: Notebook,
  options: { readonly path: string; readonly limits: RunLimits; readonly signal: AbortSignal },
): Promise<Notebook> {
  const { cells, name } = notebook;
  const folder = dirname(resolve(options.path));
  const refuse = (complaints: readonly string[]): never => {
    throw new NotebookRefused("failed", name, complaints);
  };
  const made = notebookProgram(cells);
  if (made.kind === "unsound") return refuse(made.complaints.map((each) => complaintText(notebook, each)));
  const run = await inWorkshop(folder, made.program, async (workshop) => {
    const { inCells, elsewhere } = await compile(workshop, made.program, options.signal);
    if (inCells.length + elsewhere.length > 0)
      return refuse([...inCells.map((each) => complaintText(notebook, each)), ...elsewhere]);
    const ended = await runModule(workshop.module, { ...options, folder });
    return ended.kind === "finished" ? ended : refuse([failureText(notebook, ended, workshop, made.program)]);
  });
  return {
    ...notebook,
    cells: cells.map((cell, index) => ({ ...cell, outputs: isRun(cell) ? run.outputsOf(index) : [] })),
  };
}

/** `cell 3 [2] line 4 column 7: …`, and the line itself with a mark under the place. */
function complaintText({ cells }: Notebook, { cell, line, column, message }: CellComplaint): string {
  const code = cells[cell]!.source.split("\n")[line - 1] ?? "";
  const mark = code.slice(0, column - 1).replaceAll(/[^\t]/g, " ");
  return `${cellName(cells, cell)} line ${line} column ${column}: ${message}\n    ${code}\n    ${mark}^`;
}

function failureText(
  notebook: Notebook,
  { cell, reason }: Extract<ModuleRun, { kind: "failed" }>,
  { folder, source }: Workshop,
  program: NotebookProgram,
): string {
  const { cells } = notebook;
  const isOurFrame = (line: string) => /^\s+at .*(cell-process|node:internal)/.test(line);
  const said = reason
    .split("\n")
    .filter((line) => !isOurFrame(line))
    .join("\n");
  const places: string[] = [];
  const placed = said.replaceAll(
    new RegExp(`(?:file://)?${escaped(source)}:(\\d+):(\\d+)`, "g"),
    (whole: string, line: string, column: string) => {
      const from = program.lines[Number(line) - 1];
      if (from === undefined) return whole;
      places.push(
        complaintText(notebook, { ...from, column: Number(column), message: "" })
          .split("\n")
          .slice(1)
          .join("\n"),
      );
      return `${cellName(cells, from.cell)} line ${from.line} column ${column}`;
    },
  );
  const words = placed.replaceAll(`${folder}/`, "");
  const head = cell === undefined ? words : `${cellName(cells, cell)}: ${words}`;
  return places.length === 0 ? head : `${head}\n${places[0]!}`;
}

function escaped(path: string): string {
  return path.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
