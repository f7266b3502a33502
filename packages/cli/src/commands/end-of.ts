import type { ScenarioResult } from "@rekindle/scenario";
import type { ExitCode } from "../exit-codes.ts";
import { exitCodes } from "../exit-codes.ts";

/** Fine, or incomplete with what is missing in words. */
export function endOf({ incomplete }: ScenarioResult, stderr: { write(text: string): void }): ExitCode {
  if (incomplete.length === 0) return exitCodes.fine;
  stderr.write(`Incomplete:\n${incomplete.map((line) => `  ${line}\n`).join("")}`);
  return exitCodes.incomplete;
}
