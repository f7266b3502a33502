import type { ScenarioPool } from "../schema/scenario-schema.ts";
import type { AnalysisPoolRecipe } from "./analysis-schema.ts";

/** A pool of an analysis without what is asked beside it. */
export function recipeOf(recipe: AnalysisPoolRecipe): ScenarioPool {
  const { sensitivity: _sensitivity, moderators: _moderators, beside: _beside, ...pool } = recipe;
  return pool;
}
