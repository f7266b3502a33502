import { basename, join } from "node:path";
import { differences } from "../comparison/differences.ts";
import { NotebookRefused } from "../format/refused.ts";
import { notebookText } from "../format/write-notebook.ts";
import { type RunLimits } from "../running/run-module.ts";
import { runNotebook, usualLimits } from "../running/run-notebook.ts";
import { type NotebookFile, readNotebook, writeWhole } from "./notebook-files.ts";

export interface CommandOptions {
  /** Folder of the pages. */
  readonly out: string;
  readonly seconds: number;
  readonly signal: AbortSignal;
}

/** Does its work on one notebook and says in a few words what it did. */
export type Command = (path: string, options: CommandOptions) => Promise<string>;

function freshRun({ path, notebook }: NotebookFile, { seconds, signal }: CommandOptions) {
  const limits: RunLimits = { ...usualLimits, seconds };
  return runNotebook(notebook, { path, limits, signal });
}

/** Runs and rewrites the file, if anything in it changes. */
const run: Command = async (path, options) => {
  const file = readNotebook(path);
  const text = notebookText(await freshRun(file, options));
  if (text === file.content) return "ran; its outputs stand as they were";
  if (readNotebook(path).content !== file.content)
    throw new NotebookRefused("failed", path, ["it was changed while it ran, so nothing was written; run it again"]);
  writeWhole(path, text);
  return "ran; outputs written";
};

/** Runs and compares; writes nothing. */
const check: Command = async (path, options) => {
  const file = readNotebook(path);
  const fresh = await freshRun(file, options);
  if (notebookText(fresh) === file.content) return "types and outputs are right";
  const found = differences(file.notebook, fresh);
  const complaints =
    found.length > 0
      ? found
      : ["the outputs are the same, but the file is written otherwise than `notebooks run` writes it"];
  throw new NotebookRefused("failed", path, [...complaints, `if that is meant, run: notebooks run ${path}`]);
};

/** The page of the stored outputs. */
const html: Command = async (path, { out }) => {
  // Loaded only here: what draws figures takes a second to load.
  const { notebookHtml } = await import("../page/notebook-html.ts");
  const target = join(out, `${basename(path, ".ipynb")}.html`);
  writeWhole(target, await notebookHtml(readNotebook(path).notebook));
  return `page written to ${target}`;
};

export const commands: Readonly<Record<string, Command>> = { run, check, html };
