import type { ExitCode } from "./exit-codes.ts";
import { exitCodes } from "./exit-codes.ts";

/** An end that was foreseen, with what to tell and how to exit. */
export class Failure extends Error {
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode) {
    super(message);
    this.name = "Failure";
    this.exitCode = exitCode;
  }
}

/** The reason with which a run is aborted by a signal of the operating system. */
export class Interrupted extends Failure {
  constructor(signal: "SIGINT" | "SIGTERM") {
    const exitCode = signal === "SIGINT" ? exitCodes.interrupted : exitCodes.tryAgain;
    super(`Stopped by ${signal === "SIGINT" ? "Ctrl-C" : signal}; nothing was written.`, exitCode);
    this.name = "Interrupted";
  }
}
