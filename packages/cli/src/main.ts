#!/usr/bin/env node
import { availableParallelism } from "node:os";
import { performance } from "node:perf_hooks";
import { exitCodes } from "./exit-codes.ts";
import { Interrupted } from "./foreseen.ts";

const interruption = new AbortController();

for (const name of ["SIGINT", "SIGTERM"] as const) {
  process.on(name, () => {
    // Whoever asks twice does not want to wait for anything.
    if (interruption.signal.aborted) process.exit(exitCodes.interrupted);
    interruption.abort(new Interrupted(name));
  });
}

// A reader that has seen enough, such as `head`, closes the pipe; that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  process.exit(error.code === "EPIPE" ? exitCodes.fine : exitCodes.tryAgain);
});

// Loaded only now, so that Ctrl-C is heard from the first moment.
const { runCommandLine } = await import("./command-line.ts");

process.exitCode = await runCommandLine(process.argv.slice(2), {
  stdout: { write: (text) => process.stdout.write(text) },
  stderr: {
    isTerminal: process.stderr.isTTY && process.env["TERM"] !== "dumb",
    columns: process.stderr.columns ?? 80,
    write: (text) => process.stderr.write(text),
    now: () => performance.now(),
  },
  signal: interruption.signal,
  processors: availableParallelism(),
});
