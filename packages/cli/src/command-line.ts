import { CommanderError } from "commander";
import type { ExitCode } from "./exit-codes.ts";
import { exitCodes } from "./exit-codes.ts";
import { describeFailure } from "./failure.ts";
import { everyProblem } from "./options/every-problem.ts";
import { createProgram, WHERE_HELP_IS } from "./program.ts";
import type { Surroundings } from "./surroundings.ts";

/**
 * Runs one command and tells how it ended. Never throws and never ends the process.
 * @param args what follows the program's name.
 * @example process.exitCode = await runCommandLine(["validate", "trial.yaml"], surroundings);
 */
export async function runCommandLine(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.fine;
  const program = createProgram(surroundings, (code) => {
    exitCode = code;
  });
  try {
    const problems = everyProblem(program, args);
    if (problems.length > 1) {
      const lines = problems.map((problem) => `error: ${problem}\n`);
      surroundings.stderr.write(`${lines.join("")}\n${WHERE_HELP_IS}\n`);
      return exitCodes.usage;
    }
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.fine : exitCodes.usage;
    const failure = describeFailure(error);
    surroundings.stderr.write(`${failure.message}\n`);
    return failure.exitCode;
  }
}
