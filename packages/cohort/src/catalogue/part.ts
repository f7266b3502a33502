import type { Parameter } from "../parameters/parameter.ts";

/** What a course with exactly these targets does to a tumour driven through this pathway. */
export interface PairEffect {
  /** Targets of all drugs of the course together, in any order. */
  readonly targets: readonly string[];
  readonly pathway: string;
  /** Log fold gain of uptake at full induction, median; 0 for a drug that does not reach the pathway. */
  readonly logGain: Parameter;
  /** Log reduction of diameter that a continuous course approaches, median. */
  readonly shrinkage: Parameter;
  /** Part of growth suppressed while on drug, 0 to 1. */
  readonly growthBlock: Parameter;
  /** Part of the hazard of new lesions suppressed while on drug, 0 to 1. */
  readonly newLesionBlock: Parameter;
}

/** A drug: what it inhibits and the dose it was studied at. */
export interface Drug {
  /** Its name in protocols. */
  readonly id: string;
  readonly targets: readonly string[];
  /** The daily dose the effects belong to; the model knows no other. */
  readonly studiedMgPerDay: Parameter;
  /** Effects of pairs that the default table lacks or that belong to this drug's targets. */
  readonly effects?: readonly PairEffect[];
}

/** A tumour genotype: the pathway that drives it and how it takes up radioiodine untreated. */
export interface Genotype {
  /** Its name in populations and protocols. */
  readonly id: string;
  readonly description: string;
  readonly pathway: string;
  /** Uptake of the typical lesion of the median untreated patient, % of administered activity per g. */
  readonly untreatedUptake: Parameter;
  /** Targets of the course to which the pooled restoration of this genotype is taken to apply. */
  readonly referenceTargets: readonly string[];
  readonly effects?: readonly PairEffect[];
}

/**
 * Keeps the type of a drug defined anywhere, also outside this package: hand it over in the `parts` of a recipe.
 * @example
 * const cobimetinib = defineDrug({
 *   id: "cobimetinib",
 *   targets: ["MEK"],
 *   studiedMgPerDay: { value: 60, unit: "mg/day", description: "Daily dose", row: "drug.cobimetinib.dose",
 *     verification: "assumption", sources: [] },
 * });
 */
export function defineDrug<const D extends Drug>(drug: D): D {
  return drug;
}

/** Keeps the type of a tumour genotype defined anywhere; see `defineDrug`. */
export function defineGenotype<const G extends Genotype>(genotype: G): G {
  return genotype;
}
