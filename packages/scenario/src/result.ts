import type { CohortResult, ParameterRow, Prior } from "@rekindle/cohort";
import type { CountSelection, Pooled } from "@rekindle/evidence";
import type { Cell, Look } from "@rekindle/trial";
import type { MedicalEndpoint } from "./schema/endpoints.ts";

/** Bumped by hand whenever any number of a result may change for the same scenario and seed. */
export const RESULTS_VERSION = 1;

/** Everything a scenario gives, as plain data: what report and command line show, and what `results.json` holds. */
export interface ScenarioResult {
  readonly resultsVersion: number;
  readonly title: string;
  readonly question: string;
  /** In the order of the scenario. Empty if it pools nothing. */
  readonly pools: readonly PoolResult[];
  /** Published ranges beside our pooled estimates. Empty without evidence. */
  readonly publishedRanges: readonly PublishedRangeResult[];
  /** How often the drug course restores uptake, by genotype of the population, with where it comes from. */
  readonly restoration: readonly RestorationPrior[];
  /** Absent if the scenario asks for no cohort. */
  readonly cohort?: CohortResult;
  /** In the order of the scenario. Empty if it asks for no trial. */
  readonly trials: readonly TrialResult[];
  /** Every number of the model with its source; those that are assumptions are marked so. */
  readonly parameters: readonly ParameterRow[];
  /** What was asked for and could not be estimated, in words; empty if the result is whole. */
  readonly incomplete: readonly string[];
  readonly provenance: Provenance;
}

/** One pool of the scenario: the same counts by two models, and without the weaker tier. */
export interface PoolResult {
  readonly id: string;
  readonly title: string;
  readonly endpoint: CountSelection["endpoint"];
  readonly denominator: CountSelection["denominator"];
  readonly timing: CountSelection["timing"];
  readonly tiers: CountSelection["tiers"];
  readonly by: CountSelection["by"];
  /** One group, `all`, by study; one per genotype group by genotype. */
  readonly groups: readonly PoolGroup[];
  readonly leftOut: CountSelection["leftOut"];
  readonly notes: readonly string[];
}

/** The pools of one group of counts. */
export interface PoolGroup {
  /** `all`, or a genotype group of the evidence. */
  readonly group: string;
  readonly label: string;
  readonly models: PooledModels;
  /** The same without counts of tier B; absent if none is of tier B. */
  readonly withoutTierB?: WithoutTierB;
}

/** The random-intercept logistic model first, the inverse-variance model beside it. */
export interface PooledModels {
  readonly binomialNormal: Pooled;
  readonly inverseVariance: Pooled;
}

export type WithoutTierB =
  | { readonly kind: "pooled"; readonly removed: readonly string[]; readonly models: PooledModels }
  | { readonly kind: "nothingLeft"; readonly removed: readonly string[] };

/** A range that others have published, with the study at each end, beside our estimate of the same. */
export interface PublishedRangeResult {
  readonly endpoint: CountSelection["endpoint"];
  readonly denominator: CountSelection["denominator"];
  readonly lower: number;
  readonly upper: number;
  readonly label: string;
  readonly lowerSource: string;
  readonly upperSource: string;
  /** Pools of the scenario that estimate it, over all studies. */
  readonly pools: readonly string[];
  /** What is known about the range, such as where the same source says otherwise. */
  readonly note?: string;
}

/** The prior of one genotype, and by which rule it was found. */
export interface RestorationPrior {
  readonly genotype: string;
  readonly prior: Prior;
  /** Median and central 95 % of the prior, as proportions. */
  readonly median: number;
  readonly lower: number;
  readonly upper: number;
  /** In words: stated in the scenario, or which group of which pool, and why that one. */
  readonly origin: string;
  /** Whether the estimate is that of another group, since the genotype has no pool of its own. */
  readonly borrowed: boolean;
}

/** One trial of the scenario under all its conditions. */
export interface TrialResult {
  readonly id: string;
  readonly title: string;
  readonly endpoint: MedicalEndpoint;
  /** Endpoint, test and design in words, as a protocol would state them; under the first condition. */
  readonly sentences: readonly string[];
  readonly looks: readonly Look[];
  /** Alternative and null hypothesis of each condition, in this order, conditions in the order of `vary`. */
  readonly cells: readonly Cell[];
}

/** Where a result comes from. Two results with the same entries are the same to the last byte. */
export interface Provenance {
  readonly seed: string | number;
  readonly replicates: number;
  /** SHA-256 of the checked scenario as canonical JSON: comments and layout of its file do not matter. */
  readonly scenarioHash: string;
  /** Likewise of the evidence; absent if none was used. */
  readonly evidenceHash?: string;
  readonly packageVersion: string;
  readonly resultsVersion: number;
  readonly numericFingerprint: string;
  /** As given by the caller; absent otherwise, so that results do not depend on the day. */
  readonly date?: string;
}
