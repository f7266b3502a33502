import type { ProgressStream } from "./terminal/progress.ts";

/** What a command touches outside itself, so that tests can hand in their own. */
export interface Surroundings {
  /** Results, and nothing else when `--json` is given. */
  readonly stdout: { write(text: string): void };
  /** Progress, warnings and problems. */
  readonly stderr: ProgressStream;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Threads the machine can run at once. */
  readonly processors: number;
}
