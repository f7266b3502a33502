import type { CheckedText, PlacedIssue } from "@rekindle/scenario";
import { describeIssues, readableJson } from "@rekindle/scenario";
import type { ExitCode } from "../exit-codes.ts";
import { exitCodes } from "../exit-codes.ts";
import { describeFailure } from "../failure.ts";
import {
  isAnalysis,
  isEvidence,
  loadAnalysis,
  loadEvidence,
  type LoadedScenario,
  loadScenario,
  warningLines,
} from "../files/load.ts";
import { readInput } from "../files/read-input.ts";
import type { Surroundings } from "../surroundings.ts";

interface Verdict {
  readonly file: string;
  readonly kind: Kind;
  readonly issues: readonly PlacedIssue[];
  /** Allowed values that nobody is likely to mean. */
  readonly warnings: LoadedScenario["warnings"];
}

/** `rekindle validate <file...>` checks every file, whatever is wrong with those before it. */
export async function runValidate(
  files: readonly string[],
  options: { readonly json?: true },
  { stdout, stderr }: Surroundings,
): Promise<ExitCode> {
  const report = options.json === true ? stderr : stdout;
  const verdicts: Verdict[] = [];
  let exitCode: ExitCode = exitCodes.fine;
  for (const file of files) {
    try {
      const verdict = await judge(file);
      verdicts.push(verdict);
      if (verdict.issues.length > 0) exitCode = exitCodes.badInput;
      report.write(
        verdict.issues.length === 0
          ? `${warningLines(verdict.warnings)}${file}: fine (${verdict.kind})\n`
          : `${describeIssues(verdict.issues)}\n`,
      );
    } catch (error) {
      // A file that cannot even be read does not keep the others from being checked.
      const failure = describeFailure(error);
      stderr.write(`${failure.message}\n`);
      exitCode = failure.exitCode;
    }
  }
  if (options.json === true) stdout.write(readableJson(verdicts));
  return exitCode;
}

type Kind = "analysis" | "evidence" | "scenario";

const loaders: Readonly<Record<Kind, (file: string) => Promise<CheckedText<unknown>>>> = {
  analysis: loadAnalysis,
  evidence: loadEvidence,
  scenario: loadScenario,
};

async function judge(file: string): Promise<Verdict> {
  const text = await readInput(file);
  const kind = isEvidence(text) ? "evidence" : isAnalysis(text) ? "analysis" : "scenario";
  const checked = await loaders[kind](file);
  if (checked.kind === "invalid") return { file, kind, issues: checked.issues, warnings: [] };
  const { warnings = [] } = checked.value as Partial<LoadedScenario>;
  return { file, kind, issues: [], warnings };
}
