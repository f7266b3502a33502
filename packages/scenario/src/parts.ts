import type { Parts as CohortParts } from "@rekindle/cohort";
import type { PoolParts } from "@rekindle/evidence";
import type { Parts as TrialParts } from "@rekindle/trial";

/** Parts from outside the packages, used beside the built-in ones: designs, endpoint tests, estimators, drugs, genotypes, … */
export interface ScenarioParts extends TrialParts, CohortParts, PoolParts {}
