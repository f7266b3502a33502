import type { OutcomeModel, TrialSpec } from "@rekindle/trial";
import { planTrial } from "@rekindle/trial";
import type { Issue } from "@rekindle/stats";
import { checkWith, parseSeed } from "@rekindle/stats";
import type { ProtocolInput } from "@rekindle/cohort";
import { cohortOutcomeModel } from "@rekindle/cohort";
import type { ScenarioParts } from "../parts.ts";
import { assessmentOf, trialEndpoint } from "./endpoints.ts";
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
    const planned = issuesThrown(() => planTrial(specOf(checked.value), { ...PLACEHOLDER, parts }));
    return below(["trials", id], [...planned, ...scheduleIssues(checked.value)]);
  });
}

/** The trial as the trial room takes it; `replicates` does not matter for its check. */
function specOf(trial: ScenarioTrial): TrialSpec {
  const { patients, enrolment, allocation, test, design, endpoint } = trial;
  const rest = { endpoint: trialEndpoint(endpoint), replicates: 2 };
  return unfrozen<TrialSpec>({ patients, enrolment, allocation, test, design, ...rest });
}

/** What is wrong with when patients are assessed, in the eyes of the cohort room; whose patients they are does not matter. */
function scheduleIssues({ endpoint }: ScenarioTrial): readonly Issue[] {
  const anyone = { genotypes: { other: 1 }, restoration: { other: { kind: "point", value: 0.5 } } } as const;
  const nothing = { drugs: [], durationDays: 0, activity: { kind: "none" } } as const;
  const recipe = { population: anyone, protocols: [unfrozen<ProtocolInput>(nothing)], ...assessmentOf(endpoint) };
  const found = issuesThrown(() => cohortOutcomeModel(recipe, PLACEHOLDER.seed, 1));
  return found.map((issue) => ({
    ...issue,
    path: ["endpoint", ...issue.path.map((step) => (step === "responseAtDay" ? "atDay" : step))],
  }));
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
