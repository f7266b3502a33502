import { cohortOutcomeModel } from "@rekindle/cohort";
import type { Seed } from "@rekindle/stats";
import { parseSeed } from "@rekindle/stats";
import type { AnalyticTwin, BlockSummary, Parts, Trial, Truth } from "@rekindle/trial";
import { analyticTwin, planTrial, simulateBlock } from "@rekindle/trial";
import { canonicalJson } from "../provenance/canonical-json.ts";
import type { CellRecipe } from "./cells.ts";
import { simulatedTruth } from "./simulated-truth.ts";

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
  const truthOf = truthMemory();
  return ({ cell, work }) => {
    const recipe = cells[cell]!;
    if (ready?.cell !== cell) ready = { cell, trial: prepareCell(recipe, parts) };
    if (work !== "analytic") return { kind: "block", summary: simulateBlock(ready.trial, work) };
    return { kind: "analytic", twin: twinOf(ready.trial, recipe, truthOf) };
  };
}

function twinOf(trial: Trial, recipe: CellRecipe, truthOf: TruthOf): AnalyticTwin {
  if (recipe.cohort.parameterUncertainty === "drawn")
    return {
      kind: "none",
      reason: "restoration is drawn anew for every replicate, so the power is averaged over its prior",
    };
  return analyticTwin(trial, truthOf(recipe, parseSeed(recipe.seed)));
}

type TruthOf = (recipe: CellRecipe, seed: Seed) => Truth;

/** As many truths as hypotheses alternate between, and a few to spare. */
const REMEMBERED = 4;

/** Conditions that differ in the trial alone share their truth; the latest ones are remembered. */
function truthMemory(): TruthOf {
  const known = new Map<string, Truth>();
  return (recipe, seed) => {
    const key = canonicalJson([recipe.cohort, recipe.spec.endpoint, recipe.seed]);
    const truth = known.get(key) ?? simulatedTruth(recipe.cohort, { spec: recipe.spec, seed });
    known.delete(key);
    known.set(key, truth);
    if (known.size > REMEMBERED) known.delete(known.keys().next().value!);
    return truth;
  };
}
