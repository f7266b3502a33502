import type { CohortRecipe, Prior } from "@rekindle/cohort";
import type { TrialSpec } from "@rekindle/trial";
import { assessmentOf, trialEndpoint } from "../schema/endpoints.ts";
import { catalogueParts } from "../schema/medical-rules.ts";
import type { ScenarioParts } from "../parts.ts";
import type { Scenario } from "../schema/scenario-schema.ts";
import { unfrozen } from "../schema/unfrozen.ts";
import type { Condition } from "../vary/conditions.ts";
import { conditionsOf, underCondition } from "../vary/conditions.ts";

export type Hypothesis = "alternative" | "null";

/** One trial under one condition and hypothesis, as plain data: all that a worker needs to simulate it. */
export interface CellRecipe {
  readonly trial: string;
  readonly condition: Condition;
  readonly hypothesis: Hypothesis;
  readonly spec: TrialSpec;
  readonly cohort: CohortRecipe;
  readonly seed: string | number;
  readonly namespace: string;
}

/** How the restoration of a scenario's population becomes a prior per genotype. */
export type RestorationOf = (population: Scenario["population"]) => Readonly<Record<string, Prior>>;

/**
 * Every cell of a scenario, in the order of its trials and conditions, the alternative hypothesis before the null. Under the null
 * both arms get the control arm's protocol, and everything else is the same.
 */
export function cellsOf(
  scenario: Scenario,
  context: { readonly restorationOf: RestorationOf; readonly parts: ScenarioParts },
): readonly CellRecipe[] {
  return Object.entries(scenario.trials).flatMap(([trial, { vary }]) =>
    conditionsOf(vary).flatMap((condition) => {
      const changed = underCondition(scenario, condition);
      return (["alternative", "null"] as const).map((hypothesis) =>
        cellOf(changed, { ...context, trial, condition, hypothesis }),
      );
    }),
  );
}

function cellOf(
  scenario: Scenario,
  cell: Pick<CellRecipe, "trial" | "condition" | "hypothesis"> & {
    readonly restorationOf: RestorationOf;
    readonly parts: ScenarioParts;
  },
): CellRecipe {
  const { trial: id, condition, hypothesis, restorationOf, parts } = cell;
  const { seed, replicates, population } = scenario;
  const trial = scenario.trials[id]!;
  const { control, experimental } = protocolsOf(scenario);
  const { patients, enrolment, allocation, test, design } = trial;
  return unfrozen<CellRecipe>({
    trial: id,
    condition,
    hypothesis,
    spec: { patients, enrolment, allocation, test, design, endpoint: trialEndpoint(trial.endpoint), replicates },
    cohort: {
      ...cohortSettings(scenario, parts),
      ...assessmentOf(trial.endpoint),
      population: { ...population, restoration: restorationOf(population) },
      protocols: [control, hypothesis === "null" ? control : experimental],
    },
    seed,
    namespace: population.namespace,
  });
}

/** The arms without what only a report needs. */
export function protocolsOf({ arms }: Scenario) {
  const { title: _control, ...control } = arms.control;
  const { title: _experimental, ...experimental } = arms.experimental;
  return { control, experimental };
}

/** What every simulation of this scenario's patients is told besides population and protocols. */
export function cohortSettings({ model }: Scenario, parts: ScenarioParts) {
  const known = catalogueParts(parts);
  return { ...model, ...(Object.keys(known).length === 0 ? {} : { parts: known }) };
}
