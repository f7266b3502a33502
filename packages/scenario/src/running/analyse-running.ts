import { InvalidInput, nearestName } from "@rekindle/stats";
import {
  type AnalysisRequest,
  analyseTrial,
  type EarlierLook,
  type Parts,
  type TrialAnalysisResult,
} from "@rekindle/trial";
import { trialEndpoint } from "../schema/endpoints.ts";
import type { Scenario } from "../schema/scenario-schema.ts";
import type { Sheet } from "../sheet/sheet.ts";
import type { CheckedText } from "../text/placed-issue.ts";
import { type PatientColumnNames, readPatients } from "./read-patients.ts";

export interface RunningTrialOptions {
  /** Name of the trial in the scenario; may be left out where there is one. */
  readonly trial?: string;
  readonly earlier?: readonly EarlierLook[];
  readonly stage?: "interim" | "final";
  readonly level?: number;
  /** Columns that are not called as usual. */
  readonly columns?: PatientColumnNames;
}

/** The data of a running trial, analysed by the design of a scenario's trial. */
export interface RunningTrial {
  readonly trial: string;
  readonly patients: { readonly control: number; readonly experimental: number };
  readonly result: TrialAnalysisResult;
}

/**
 * Analyses the patients of a running trial by one trial of a scenario: its endpoint, test and design.
 * @throws InvalidInput for a trial that the scenario does not have, or a design that does not fit what was observed.
 * @example analyseRunning(scenario, sheet, { trial: "progressionFreeSurvival" })
 */
export function analyseRunning(
  scenario: Scenario,
  sheet: Sheet,
  options: RunningTrialOptions = {},
  context: { readonly parts?: Parts } = {},
): CheckedText<RunningTrial> {
  const name = chosenTrial(scenario, options);
  const trial = scenario.trials[name]!;
  const endpoint = trialEndpoint(trial.endpoint);
  const read = readPatients(sheet, {
    reads: endpoint.kind === "response" ? "response" : "timeDays",
    ...(options.columns === undefined ? {} : { columns: options.columns }),
  });
  if (read.kind === "invalid") return read;
  const data = read.value;
  const result = analyseTrial(
    {
      test: trial.test,
      design: trial.design as unknown as AnalysisRequest["design"],
      better: endpoint.better ?? "higher",
      data,
      planned: plannedCount(trial),
      ...(options.stage === undefined ? {} : { stage: options.stage }),
      ...(options.earlier === undefined ? {} : { earlier: options.earlier }),
      ...(options.level === undefined ? {} : { level: options.level }),
    },
    context,
  );
  const experimental = data.arm.reduce((sum, arm) => sum + arm, 0);
  return {
    kind: "valid",
    value: { trial: name, patients: { control: data.patients - experimental, experimental }, result },
  };
}

function chosenTrial(scenario: Scenario, { trial }: RunningTrialOptions): string {
  const names = Object.keys(scenario.trials);
  if (trial === undefined && names.length === 1) return names[0]!;
  if (trial !== undefined && names.includes(trial)) return trial;
  const near = trial === undefined ? undefined : nearestName(trial, names);
  const message = trial === undefined ? `${names.length} trials to choose from` : `the scenario has no trial ${trial}`;
  const allowed = names.length === 0 ? "a scenario with a trial" : `one of ${names.join(", ")}`;
  throw new InvalidInput([
    {
      kind: "notAllowed",
      path: ["trial"],
      message,
      hint: near === undefined ? allowed : `did you mean ${near}? ${allowed}`,
    },
  ]);
}

/** Events of the last look, or the planned patients. */
function plannedCount(trial: Scenario["trials"][string]): number {
  const { looks } = trial.design as { readonly looks?: readonly { readonly when?: { readonly events?: number } }[] };
  const { when } = trial.design as { readonly when?: { readonly events?: number } };
  return looks?.at(-1)?.when?.events ?? when?.events ?? trial.patients;
}
