import { cohortOutcomeModel } from "@rekindle/cohort";
import { parseSeed } from "@rekindle/stats";
import type { AnalyticTwin, BlockSummary, Parts, Trial } from "@rekindle/trial";
import { analyticTwin, planTrial, simulateBlock } from "@rekindle/trial";
import type { CellRecipe } from "./cells.ts";
import type { CountingModel, ObservedOutcomes } from "./observed-outcomes.kernel.ts";
import { countingModel } from "./observed-outcomes.kernel.ts";
import { observedTruth } from "./observed-truth.ts";

/** A piece of work: one block of replicates of a cell, or its analytic answer once its outcomes are known. */
export type CellTask =
  | { readonly kind: "block"; readonly cell: number; readonly block: number }
  | { readonly kind: "analytic"; readonly cell: number; readonly observed: ObservedOutcomes };

export type CellAnswer =
  | { readonly kind: "block"; readonly summary: BlockSummary; readonly observed: ObservedOutcomes }
  | { readonly kind: "analytic"; readonly twin: AnalyticTwin };

/** The trial of a cell, made ready to run, and the counts of its outcomes. */
export interface PreparedCell {
  readonly trial: Trial;
  readonly outcomes: CountingModel;
}

export function prepareCell(recipe: CellRecipe, parts: Parts): PreparedCell {
  const seed = parseSeed(recipe.seed);
  const { endpoint } = recipe.spec;
  const isEvaluable = endpoint.kind === "response" && endpoint.denominator === "evaluable";
  const patients = cohortOutcomeModel(recipe.cohort, seed, recipe.spec.patients);
  const outcomes = countingModel(patients, isEvaluable ? "evaluable" : "all");
  return { trial: planTrial(recipe.spec, { outcomes, seed, namespace: recipe.namespace, parts }), outcomes };
}

/**
 * Does the tasks of these cells. Tasks come cell by cell, so the cell of the last task is kept ready and no other: memory does not
 * grow with their number.
 */
export function cellRunner(cells: readonly CellRecipe[], parts: Parts = {}): (task: CellTask) => CellAnswer {
  let ready: { readonly cell: number; readonly prepared: PreparedCell } | undefined;
  return (task) => {
    const recipe = cells[task.cell]!;
    if (ready?.cell !== task.cell) ready = { cell: task.cell, prepared: prepareCell(recipe, parts) };
    const { trial, outcomes } = ready.prepared;
    if (task.kind === "analytic") return { kind: "analytic", twin: twinOf(trial, recipe, task.observed) };
    return { kind: "block", summary: simulateBlock(trial, task.block), observed: outcomes.take() };
  };
}

function twinOf(trial: Trial, recipe: CellRecipe, observed: ObservedOutcomes): AnalyticTwin {
  if (recipe.cohort.parameterUncertainty === "drawn") return NO_SINGLE_POWER;
  const truth = observedTruth(recipe, observed);
  const isRatio = truth.kind === "hazardRatio";
  if (isRatio && !(truth.hazardRatio > 0 && Number.isFinite(truth.hazardRatio))) return NO_RATIO;
  const twin = analyticTwin(trial, truth);
  if (twin.kind === "none") return twin;
  const what = isRatio ? `hazard ratio ${truth.hazardRatio.toFixed(2)}` : "response rates";
  return { ...twin, method: `${twin.method}, with the ${what} of its own simulated patients` };
}

const NO_SINGLE_POWER: AnalyticTwin = {
  kind: "none",
  reason: "restoration is drawn anew for every replicate, so the power is averaged over its prior",
};

const NO_RATIO: AnalyticTwin = { kind: "none", reason: "an arm has no events, so there is no hazard ratio" };
