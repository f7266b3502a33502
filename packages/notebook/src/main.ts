import { runCommandLine } from "./command-line.ts";
import { exitCodes } from "./exit-codes.ts";

const interruption = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const)
  process.on(name, () => {
    // Whoever asks twice does not want to wait for anything.
    if (interruption.signal.aborted) process.exit(exitCodes.interrupted);
    interruption.abort();
  });

process.exitCode = await runCommandLine(process.argv.slice(2), {
  write: (text) => process.stdout.write(text),
  complain: (text) => process.stderr.write(text),
  signal: interruption.signal,
});
