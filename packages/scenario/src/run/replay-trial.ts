import type { Library } from "@rekindle/evidence";
import { InvalidInput, orThrow } from "@rekindle/stats";
import { replayReplicate, type ReplayedReplicate } from "@rekindle/trial";
import { restorationPriors } from "../evidence/restoration.ts";
import { runPools } from "../evidence/run-pools.ts";
import { checkScenario } from "../parse-scenario.ts";
import type { ScenarioParts } from "../parts.ts";
import type { Scenario } from "../schema/scenario-schema.ts";
import type { Condition } from "../vary/conditions.ts";
import { type CellRecipe, cellsOf, type Hypothesis } from "./cells.ts";
import { prepareCell } from "./prepared-cell.ts";

export interface ReplayRequest {
  /** Name of the trial in the scenario; may be left out where there is one. */
  readonly trial?: string;
  /** From 0. */
  readonly replicate: number;
  /** Under the null both arms get the control's protocol. */
  readonly hypothesis?: Hypothesis;
  /** Values of `vary` paths that choose the condition; the first that fits is replayed. */
  readonly condition?: Condition;
}

/** One simulated trial of a scenario in full. */
export interface ReplayedTrial extends ReplayedReplicate {
  readonly trial: string;
  readonly title: string;
  readonly hypothesis: Hypothesis;
  readonly condition: Condition;
}

/**
 * One replicate of a scenario's trial, exactly as it is in the run: its patients, looks, statistics and decision.
 * @param options.library the evidence that the scenario names.
 * @throws InvalidInput if there is no such trial, condition or replicate.
 * @example replayTrial(scenario, { trial: "progressionFreeSurvival", replicate: 4711 }, { library })
 */
export function replayTrial(
  scenario: Scenario,
  request: ReplayRequest,
  options: { readonly library?: Library; readonly parts?: ScenarioParts } = {},
): ReplayedTrial {
  const { library, parts = {} } = options;
  orThrow(checkScenario(scenario, { parts, ...(library === undefined ? {} : { library }) }));
  if (library === undefined && scenario.evidence !== undefined)
    throw refusal("evidence", `the evidence ${JSON.stringify(scenario.evidence.file)} is not given`, "give library");
  const pools = library === undefined ? [] : runPools(scenario, library, { parts });
  const restorationOf = (population: Scenario["population"]) =>
    Object.fromEntries(restorationPriors(population, pools).map(({ genotype, prior }) => [genotype, prior]));
  const cell = chosenCell(cellsOf(scenario, { restorationOf, parts }), scenario, request);
  const { trial, condition, hypothesis } = cell;
  const replayed = replayReplicate(prepareCell(cell, parts).trial, request.replicate);
  return { trial, title: scenario.trials[trial]!.title, hypothesis, condition, ...replayed };
}

function chosenCell(cells: readonly CellRecipe[], scenario: Scenario, request: ReplayRequest): CellRecipe {
  const { hypothesis = "alternative", condition = {} } = request;
  const names = Object.keys(scenario.trials);
  const trial = request.trial ?? (names.length === 1 ? names[0] : undefined);
  if (trial === undefined || !names.includes(trial)) {
    const message =
      trial === undefined ? `${names.length} trials to choose from` : `the scenario has no trial ${trial}`;
    throw refusal("trial", message, names.length === 0 ? "a scenario with a trial" : `one of ${names.join(", ")}`);
  }
  const own = cells.filter((cell) => cell.trial === trial && cell.hypothesis === hypothesis);
  const found = own.find((cell) => Object.entries(condition).every(([path, value]) => cell.condition[path] === value));
  if (found !== undefined) return found;
  const known = own.map((cell) =>
    Object.entries(cell.condition)
      .map(([path, value]) => `${path}=${value}`)
      .join(","),
  );
  throw refusal("condition", "the trial has no such condition", known.join("  ") || "none: nothing varies");
}

function refusal(path: string, message: string, hint: string): InvalidInput {
  return new InvalidInput([{ kind: "notAllowed", path: [path], message, hint }]);
}
