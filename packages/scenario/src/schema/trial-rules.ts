import type { OutcomeModel, TrialSpec } from "@rekindle/trial";
import { planTrial } from "@rekindle/trial";
import type { Issue } from "@rekindle/stats";
import { checkWith, parseSeed } from "@rekindle/stats";
import type { ScenarioParts } from "../parts.ts";
import { trialEndpoint } from "./endpoints.ts";
import { below, issuesThrown } from "./medical-rules.ts";
import { entriesAt } from "./plain-record.ts";
import type { ScenarioTrial, scenarioSchemaWith } from "./scenario-schema.ts";
import { unfrozen } from "./unfrozen.ts";

/** What is wrong with each trial in the eyes of the trial room: boundaries that cross, tests that do not fit the endpoint, … */
export function trialIssues(
  raw: unknown,
  { parts, schema }: { readonly parts: ScenarioParts; readonly schema: ReturnType<typeof scenarioSchemaWith> },
): readonly Issue[] {
  const trialSchema = schema.shape.trials.unwrap().valueType;
  return entriesAt(raw, "trials").flatMap(([id, written]) => {
    const checked = checkWith(trialSchema, written);
    if (checked.kind === "invalid") return [];
    return below(
      ["trials", id],
      issuesThrown(() => planTrial(specOf(checked.value), { ...PLACEHOLDER, parts })),
    );
  });
}

/** The trial as the trial room takes it; `replicates` does not matter for its check. */
function specOf(trial: ScenarioTrial): TrialSpec {
  const { patients, enrolment, allocation, test, design, endpoint } = trial;
  const rest = { endpoint: trialEndpoint(endpoint), replicates: 2 };
  return unfrozen<TrialSpec>({ patients, enrolment, allocation, test, design, ...rest });
}

/** Stands for any source of outcomes while a trial is checked; it is never run. */
const anyOutcomes: OutcomeModel = {
  strata: ["all"],
  fills: ["stratum", "evaluable", "response", "timeDays", "event"],
  visitDays: [],
  fillStrata: () => {},
  fill: () => {},
};

const PLACEHOLDER = { outcomes: anyOutcomes, seed: parseSeed(0) };
