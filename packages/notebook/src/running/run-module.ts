import { type ChildProcess, spawn } from "node:child_process";
import { StringDecoder } from "node:string_decoder";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { Output } from "../format/notebook.ts";
import { EVENT_DESCRIPTOR } from "./event-descriptor.ts";
import { type CellEvent, eventOf } from "./events.ts";
import { gatherOutputs, type OutputLimits } from "./outputs.ts";

export interface RunLimits extends OutputLimits {
  readonly seconds: number;
}

export type ModuleRun =
  | { readonly kind: "finished"; readonly outputsOf: (cell: number) => readonly Output[] }
  | { readonly kind: "failed"; readonly cell: number | undefined; readonly reason: string };

const STRAY = 4000;

/** Built code, since Node 20 runs no TypeScript. */
const entry = fileURLToPath(new URL("../../dist/running/cell-process.js", import.meta.url));

/** What a cell could read from the process that would make its outputs differ from machine to machine. */
function environment(): NodeJS.ProcessEnv {
  const {
    FORCE_COLOR: _colour,
    COLUMNS: _columns,
    NODE_OPTIONS: _options,
    NODE_V8_COVERAGE: _coverage,
    ...kept
  } = process.env;
  return { ...kept, TZ: "UTC", LANG: "C.UTF-8", LC_ALL: "C.UTF-8", LANGUAGE: "", NO_COLOR: "1" };
}

/** Runs the module in a process of its own, in the folder of the notebook, until it is finished, throws, or goes beyond a limit. */
export function runModule(
  module: string,
  options: { readonly folder: string; readonly limits: RunLimits; readonly signal: AbortSignal },
): Promise<ModuleRun> {
  const { folder, limits, signal } = options;
  const gathered = gatherOutputs(limits);
  // Warnings of Node itself name the process, so that no two runs would be alike.
  const child = spawn(process.execPath, ["--enable-source-maps", "--no-warnings", entry, module], {
    cwd: folder,
    env: environment(),
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    signal,
    killSignal: "SIGKILL",
  });
  return new Promise((resolve, reject) => {
    let end: ModuleRun | undefined;
    const stop = (reason: string) => {
      end ??= { kind: "failed", cell: gathered.current(), reason };
      child.kill("SIGKILL");
    };
    const timer = setTimeout(() => stop(`did not finish within ${limits.seconds} seconds`), limits.seconds * 1000);
    const take = (event: CellEvent, size: number) => {
      if (end !== undefined) return;
      const complaint = gathered.take(event, size);
      if (complaint !== undefined) stop(`${complaint}, and was stopped`);
      else if (event.kind === "threw") end = { kind: "failed", cell: gathered.current(), reason: event.text };
      else if (event.kind === "finished") end = { kind: "finished", outputsOf: gathered.outputsOf };
    };
    readEvents(child, { take, refuse: stop, longest: limits.shownPerCell });
    const stray = gatherStray(child);
    child.on("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on("close", (code, killedBy) => {
      clearTimeout(timer);
      const cell = gathered.current();
      if (end === undefined) resolve({ kind: "failed", cell, reason: endedEarly(code, killedBy, stray()) });
      else if (end.kind === "finished" && stray() !== "")
        resolve({
          kind: "failed",
          cell: undefined,
          reason: `something wrote past console and process.stdout, so its place is unknown: ${stray()}`,
        });
      else resolve(end);
    });
  });
}

function endedEarly(code: number | null, killedBy: NodeJS.Signals | null, stray: string): string {
  const last = stray === "" ? "" : `; its last words: ${stray}`;
  if (killedBy !== null) return `the process died (${killedBy})${last}`;
  if (code === 13) return `awaits something that never comes${last}`;
  return `ended the process with code ${code}${last}`;
}

interface EventReader {
  readonly take: (event: CellEvent, size: number) => void;
  readonly refuse: (reason: string) => void;
  readonly longest: number;
}

function readEvents(child: ChildProcess, { take, refuse, longest }: EventReader): void {
  const decoder = new StringDecoder("utf8");
  let chunks: string[] = [];
  let held = 0;
  (child.stdio[EVENT_DESCRIPTOR] as Readable).on("data", (bytes: Buffer) => {
    const parts = decoder.write(bytes).split("\n");
    for (const part of parts.slice(0, -1)) {
      const line = chunks.join("") + part;
      chunks = [];
      held = 0;
      const event = eventOf(line);
      if (event === undefined) refuse("wrote among the outputs something that is none, and was stopped");
      else take(event, line.length);
    }
    const rest = parts.at(-1)!;
    chunks.push(rest);
    held += rest.length;
    if (held > longest) {
      chunks = [];
      held = 0;
      refuse(`showed more than ${longest.toLocaleString("en-GB")} characters at once, and was stopped`);
    }
  });
}

/** What reaches the process's own output: words of Node itself, or of code that writes past `console`. The end of it is kept. */
function gatherStray(child: ChildProcess): () => string {
  let stray = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (bytes: Buffer) => {
      stray = (stray + bytes.toString("utf8")).slice(-STRAY);
    });
  // A process that runs out of memory adds pages about its own inside.
  return () => /FATAL ERROR: .*/.exec(stray)?.[0] ?? stray.trim();
}
