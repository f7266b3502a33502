// The process that runs the cells of one notebook: what they print and show goes to its parent, in order.
import { writeSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";
import { bundleOf, runnerSymbol } from "../display/display.ts";
import type { MimeBundle } from "../display/mime-bundle.ts";
import type { CellEvent } from "./events.ts";
import { EVENT_DESCRIPTOR } from "./event-descriptor.ts";

// Taken now, since cells may replace what is global.
const { stringify } = JSON;
const exit: (code: number) => never = process.exit.bind(process);
const module = process.argv[2]!;

const waiting = new Set<Promise<void>>();

// Written at once, so that nothing is lost when the process dies, and a cell that prints without end waits for its reader.
function tell(event: CellEvent): void {
  const bytes = Buffer.from(`${stringify(event)}\n`);
  for (let written = 0; written < bytes.length; ) written += writeSync(EVENT_DESCRIPTOR, bytes, written);
}

function show(kind: "display" | "result", bundle: Promise<MimeBundle>): Promise<void> {
  const shown = bundle.then((forms) => tell({ kind, ...forms }));
  waiting.add(shown);
  return shown;
}

/** Whatever was not awaited belongs to the cell that began it. */
async function settle(): Promise<void> {
  await new Promise((next) => setImmediate(next));
  await Promise.all(waiting);
  waiting.clear();
}

function fail(error: unknown): never {
  tell({ kind: "threw", text: inspect(error, { colors: false }) });
  exit(1);
}

for (const name of ["stdout", "stderr"] as const) {
  const decoder = new TextDecoder();
  process[name].write = (chunk: string | Uint8Array, ...rest: readonly unknown[]) => {
    tell({ kind: "stream", name, text: typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true }) });
    const done = rest.find((each) => typeof each === "function");
    if (done !== undefined) queueMicrotask(done as () => void);
    return true;
  };
}

process.on("uncaughtException", fail);
process.on("unhandledRejection", fail);

Object.defineProperty(globalThis, runnerSymbol, {
  value: {
    show: (bundle: Promise<MimeBundle>) => show("display", bundle),
    begin: async (cell: number) => {
      await settle();
      tell({ kind: "begins", cell });
    },
    result: async (value: unknown) => {
      const result = await value;
      await settle();
      if (result !== undefined) await show("result", bundleOf(result));
    },
    finish: async () => {
      await settle();
      tell({ kind: "finished" });
      exit(0);
    },
  },
});

try {
  await import(pathToFileURL(module).href);
} catch (error) {
  fail(error);
}
