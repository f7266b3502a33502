import { createHash } from "node:crypto";
import { pythonJson } from "./python-json.ts";
import { type Cell, executionNumbers, type Notebook, type Output, type StoredText, wholeText } from "./notebook.ts";

/** Written whatever kernel saved the notebook last, so that its version is no difference. */
const languageInfo = {
  codemirror_mode: "typescript",
  file_extension: ".ts",
  mimetype: "text/x.typescript",
  name: "typescript",
  nbconvert_exporter: "script",
  pygments_lexer: "typescript",
};
const kernel = { display_name: "Deno", language: "typescript", name: "deno" };

/** What kernels note about the moment of running, in a cell's metadata. */
const momentary = new Set(["execution", "ExecuteTime"]);

/**
 * The text of the `.ipynb` file (nbformat 4.5), byte for byte as Python's nbformat writes it: sorted keys, one space of indentation,
 * texts as lists of lines. Code cells are numbered in their order; nothing in it tells when or where it was run.
 */
export function notebookText({ metadata, cells }: Notebook): string {
  const numbers = executionNumbers(cells);
  const ids = cellIds(cells);
  const stored = {
    cells: cells.map((cell, index) => storedCell(cell, ids[index]!, numbers[index])),
    metadata: { ...metadata, kernelspec: kernel, language_info: languageInfo },
    nbformat: 4,
    nbformat_minor: 5,
  };
  return `${pythonJson(stored)}\n`;
}

function storedCell(cell: Cell, id: string, executionNumber: number | undefined): object {
  const { kind, source, metadata, outputs, rest } = cell;
  const lasting = Object.fromEntries(Object.entries(metadata).filter(([key]) => !momentary.has(key)));
  const common = { ...rest, cell_type: kind, id, metadata: lasting, source: lines(source) };
  if (kind !== "code") return common;
  const number = executionNumber ?? null;
  return { ...common, execution_count: number, outputs: outputs.map((output) => storedOutput(output, number)) };
}

/** An output as it is stored, its texts as lists of lines. */
export function storedOutput(output: Output, executionNumber: number | null): object {
  if (output.output_type === "stream") return { ...output, text: lines(output.text) };
  if (output.output_type === "error") return output;
  const forms = Object.entries(output.data).map(([mime, form]) => [
    mime,
    isSplit(mime) && isStoredText(form) ? lines(form) : isStoredText(form) ? wholeText(form) : form,
  ]);
  const split = { ...output, data: Object.fromEntries(forms) as Record<string, unknown> };
  return split.output_type === "execute_result" ? { ...split, execution_count: executionNumber } : split;
}

function isSplit(mime: string): boolean {
  return mime.startsWith("text/") || mime === "image/svg+xml" || mime === "application/javascript";
}

function isStoredText(form: unknown): form is StoredText {
  return typeof form === "string" || (Array.isArray(form) && form.every((line) => typeof line === "string"));
}

function lines(text: StoredText): string[] {
  return wholeText(text).match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Cells that have no id get one from their content, so that writing twice gives the same. */
function cellIds(cells: readonly Cell[]): readonly string[] {
  const taken = new Set(cells.flatMap(({ id }) => (id === undefined ? [] : [id])));
  return cells.map(({ id, kind, source }) => {
    if (id !== undefined) return id;
    const base = createHash("sha256").update(`${kind}\n${source}`).digest("hex").slice(0, 8);
    let free = base;
    for (let count = 2; taken.has(free); count++) free = `${base}-${count}`;
    taken.add(free);
    return free;
  });
}
