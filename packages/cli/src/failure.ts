import { InvalidInput } from "@rekindle/stats";
import { describeIssues, WorkerDied } from "@rekindle/scenario";
import type { ExitCode } from "./exit-codes.ts";
import { exitCodes } from "./exit-codes.ts";
import { Failure } from "./foreseen.ts";

/** Errors of the operating system after which the same command may succeed. */
const PASSING = new Set(["ENOSPC", "EDQUOT", "EIO", "ESTALE", "EMFILE", "ENFILE", "EAGAIN", "EBUSY", "ENOMEM"]);

/** The system's words, without its codes and without the path, which the message names itself. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the disk is read-only",
  ENOENT: "there is no such file",
  ENOTDIR: "a part of the path is a file, not a folder",
  EISDIR: "it is a folder, not a file",
  ENAMETOOLONG: "the name is too long",
  ELOOP: "too many symbolic links",
  ENOSPC: "no space is left on the disk",
  EDQUOT: "the disk quota is used up",
  EIO: "the disk reported an error",
};

/** A failed call of the operating system, told as what it means for what was being done. */
export function fileFailure(doing: string, error: unknown): Failure {
  const code = systemCode(error);
  if (code === undefined) throw error;
  return new Failure(
    `${doing}: ${REASONS[code] ?? code}.`,
    PASSING.has(code) ? exitCodes.tryAgain : exitCodes.badInput,
  );
}

export function systemCode(error: unknown): string | undefined {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return typeof code === "string" && /^E[A-Z0-9]+$/.test(code) ? code : undefined;
}

/** What to print for an error, and with which code to exit. An error that nobody foresaw is a bug of ours, and says so. */
export function describeFailure(error: unknown): { readonly message: string; readonly exitCode: ExitCode } {
  if (error instanceof Failure) return error;
  if (error instanceof InvalidInput) return { message: describeIssues(error.issues), exitCode: exitCodes.badInput };
  if (error instanceof WorkerDied) return { message: `${error.message}.`, exitCode: exitCodes.tryAgain };
  const code = systemCode(error);
  if (code !== undefined && PASSING.has(code))
    return { message: `${REASONS[code] ?? code}; try again.`, exitCode: exitCodes.tryAgain };
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    message: `This is a bug in rekindle, please report it with what follows.\n${trace}`,
    exitCode: exitCodes.bug,
  };
}
