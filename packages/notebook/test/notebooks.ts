import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommandLine } from "../src/command-line.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** The text of a notebook with these cells; a text is code, a list is a cell of its kind. */
export function ipynb(
  cells: readonly (string | readonly ["code" | "markdown" | "raw", string])[],
  changes: object = {},
): string {
  const stored = cells.map((cell, index) => {
    const [cell_type, source] = typeof cell === "string" ? (["code", cell] as const) : cell;
    const common = { cell_type, id: `cell-${index + 1}`, metadata: {}, source };
    return cell_type === "code" ? { ...common, execution_count: null, outputs: [] } : common;
  });
  const metadata = { kernelspec: { display_name: "Deno", language: "typescript", name: "deno" } };
  return JSON.stringify({ cells: stored, metadata, nbformat: 4, nbformat_minor: 5, ...changes });
}

/** A folder of one test from which our packages are found. */
export function makeDesk() {
  mkdirSync(join(root, "out"), { recursive: true });
  const folder = mkdtempSync(join(root, "out", "notebook-test-"));
  const path = (name: string) => join(folder, name);
  return {
    folder,
    path,
    write: (name: string, text: string): string => {
      writeFileSync(path(name), text);
      return path(name);
    },
    read: (name: string): string => readFileSync(path(name), "utf8"),
    names: (): readonly string[] => readdirSync(folder).toSorted(),
    clear: (): void => rmSync(folder, { recursive: true }),
  };
}

/** Runs a command in this process and collects what it says. */
export async function notebooks(...args: readonly string[]) {
  return interruptible(args, new AbortController().signal);
}

/** The same, until the signal. */
export async function interruptible(args: readonly string[], signal: AbortSignal) {
  let written = "";
  let complained = "";
  const exitCode = await runCommandLine(args, {
    write: (text) => {
      written += text;
    },
    complain: (text) => {
      complained += text;
    },
    signal,
  });
  return { exitCode, written, complained };
}
