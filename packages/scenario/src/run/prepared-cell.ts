import { cohortOutcomeModel } from "@rekindle/cohort";
import { parseSeed } from "@rekindle/stats";
import type { AnalyticTwin, BlockSummary, Parts, Trial, Truth } from "@rekindle/trial";
import { analyticTwin, planTrial, simulateBlock } from "@rekindle/trial";
import type { CellRecipe } from "./cells.ts";
import { PEOPLE, truthFinder } from "./simulated-truth.ts";

/** A piece of work: one block of replicates of a cell, or its analytic answer. */
export interface CellTask {
  readonly cell: number;
  readonly work: number | "analytic";
}

export type CellAnswer =
  | { readonly kind: "block"; readonly summary: BlockSummary }
  | { readonly kind: "analytic"; readonly twin: AnalyticTwin };

/** The trial of a cell, made ready to run. */
export function prepareCell(recipe: CellRecipe, parts: Parts): Trial {
  const seed = parseSeed(recipe.seed);
  const outcomes = cohortOutcomeModel(recipe.cohort, seed, recipe.spec.patients);
  return planTrial(recipe.spec, { outcomes, seed, namespace: recipe.namespace, parts });
}

/**
 * Does the tasks of these cells. Tasks come cell by cell, so the cell of the last task is kept ready and no other: memory does not
 * grow with their number.
 */
export function cellRunner(cells: readonly CellRecipe[], parts: Parts = {}): (task: CellTask) => CellAnswer {
  let ready: { readonly cell: number; readonly trial: Trial } | undefined;
  const truthOf = truthFinder();
  return ({ cell, work }) => {
    const recipe = cells[cell]!;
    if (ready?.cell !== cell) ready = { cell, trial: prepareCell(recipe, parts) };
    if (work !== "analytic") return { kind: "block", summary: simulateBlock(ready.trial, work) };
    return { kind: "analytic", twin: twinOf(ready.trial, recipe, truthOf) };
  };
}

function twinOf(trial: Trial, recipe: CellRecipe, truthOf: (cell: CellRecipe) => Truth): AnalyticTwin {
  if (recipe.cohort.parameterUncertainty === "drawn") return NO_SINGLE_POWER;
  const truth = truthOf(recipe);
  const hasRatio = truth.kind !== "hazardRatio" || (truth.hazardRatio > 0 && Number.isFinite(truth.hazardRatio));
  if (!hasRatio) return NO_RATIO;
  const twin = analyticTwin(trial, truth);
  if (twin.kind === "none") return twin;
  const what = truth.kind === "hazardRatio" ? `hazard ratio ${truth.hazardRatio.toFixed(3)}` : "response rates";
  return { ...twin, method: `${twin.method}, with the ${what} of ${PEOPLE} virtual patients` };
}

const NO_SINGLE_POWER: AnalyticTwin = {
  kind: "none",
  reason: "restoration is drawn anew for every replicate, so the power is averaged over its prior",
};

const NO_RATIO: AnalyticTwin = { kind: "none", reason: "an arm has no events, so there is no hazard ratio" };
