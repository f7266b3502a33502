export { runCommandLine } from "./command-line.ts";
export type { ExitCode } from "./exit-codes.ts";
export { exitCodes } from "./exit-codes.ts";
export type { Surroundings } from "./surroundings.ts";
export type { ProgressStream } from "./terminal/progress.ts";
