import type { Parts as CohortParts } from "@rekindle/cohort";
import type { PoolParts } from "@rekindle/evidence";
import type { Parts as TrialParts } from "@rekindle/trial";

/** Parts from outside the packages, used beside the built-in ones: designs, endpoint tests, estimators, drugs, genotypes, … */
export interface ScenarioParts extends TrialParts, CohortParts, PoolParts {}

/** Whether some of the parts that a trial uses are functions, which cannot be sent to another thread. */
export function hasCode({ designs, endpointTests, spendingFunctions, boundaryFamilies }: ScenarioParts): boolean {
  return [designs, endpointTests, spendingFunctions, boundaryFamilies].some((list) => (list ?? []).length > 0);
}
