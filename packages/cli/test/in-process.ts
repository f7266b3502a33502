import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommandLine } from "../src/command-line.ts";

const scenarios = fileURLToPath(new URL("../../../scenarios", import.meta.url));

/** A folder of one test with copies of the demo and its evidence, the demo small enough to run in a moment. */
export function makeDesk() {
  const folder = mkdtempSync(join(tmpdir(), "rekindle-desk-"));
  mkdirSync(join(folder, "evidence"));
  cpSync(join(scenarios, "evidence", "studies.yaml"), join(folder, "evidence", "studies.yaml"));
  const demo = readFileSync(join(scenarios, "drug-plus-radioiodine.yaml"), "utf8")
    .replace(/replicates: \d+/, "replicates: 40")
    .replace(/patients: 10000/, "patients: 200");
  const path = (name: string): string => join(folder, name);
  const write = (name: string, text: string): string => {
    writeFileSync(path(name), text);
    return path(name);
  };
  write("demo.yaml", demo);
  return {
    folder,
    demo,
    path,
    write,
    read: (name: string): string => readFileSync(path(name), "utf8"),
    /** Every path in the folder but the files it began with. */
    made: (): readonly string[] => {
      const given = new Set(["demo.yaml", "evidence", join("evidence", "studies.yaml")]);
      return readdirSync(folder, { recursive: true })
        .map(String)
        .filter((name) => !given.has(name))
        .toSorted();
    },
    clear: (): void => rmSync(folder, { recursive: true }),
  };
}

export type Desk = ReturnType<typeof makeDesk>;

/** Runs a command in this process and collects what it says. */
export async function rekindle(args: readonly string[], options: { readonly signal?: AbortSignal } = {}) {
  let stdout = "";
  let stderr = "";
  const exitCode = await runCommandLine(args, {
    stdout: {
      write: (text) => {
        stdout += text;
      },
    },
    stderr: {
      isTerminal: false,
      columns: 80,
      now: () => 0,
      write: (text) => {
        stderr += text;
      },
    },
    signal: options.signal ?? new AbortController().signal,
    processors: 1,
  });
  return { exitCode, stdout, stderr };
}
