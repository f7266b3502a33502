import { cohortOutcomeModel, type CohortColumns, type CohortRecipe, type PopulationInput } from "../src/index.ts";
import { parseSeed } from "@rekindle/stats";

/** A population of one genotype, restored with this probability. */
export function onlyOf(genotype: string, restoration: number): PopulationInput {
  return { genotypes: { [genotype]: 1 }, restoration: { [genotype]: { kind: "point", value: restoration } } };
}

export const dual = [{ drug: "dabrafenib" }, { drug: "trametinib" }] as const;
export const noTreatment = { drugs: [], durationDays: 0, activity: { kind: "none" } } as const;
export const radioiodineAlone = {
  drugs: [],
  durationDays: 0,
  activity: { kind: "fixed", activityGBq: 5.5 },
} as const;

/** The drugs for 42 days, alone or followed by radioiodine. */
export function course(drugs: readonly { readonly drug: string }[], activityGBq?: number) {
  const activity = activityGBq === undefined ? { kind: "none" as const } : { kind: "fixed" as const, activityGBq };
  return { drugs: [...drugs], durationDays: 42, activity };
}

/** Every patient is the median patient: what happens can be worked out by hand. One target lesion, nothing measured wrongly. */
export const medianPatients = {
  uptakeLossPerDedifferentiation: 0,
  uptakeBetweenPatientsSd: 0,
  uptakeBetweenLesionsSd: 0,
  gainLossPerDedifferentiation: 0,
  gainSd: 0,
  effectiveHalfLifeSd: 0,
  radiosensitivitySd: 0,
  shrinkageSd: 0,
  leastResidual: 0.15,
  largestResidual: 0.15,
  lesionsPerPatient: 1,
  diameterBetweenPatientsSd: 0,
  diameterBetweenLesionsSd: 0,
  growthPerDedifferentiation: 0,
  growthSd: 0,
  newLesionsPerYear: 0,
  newLesionsPerDedifferentiation: 0,
  newLesionSd: 0,
  measurementRelativeSd: 0,
  measurementSdMm: 0,
  dropoutPerYear: 0,
  evaluableShare: 1,
} as const;

export function createColumns(patients: number): CohortColumns {
  return {
    stratum: new Uint8Array(patients),
    evaluable: new Uint8Array(patients),
    response: new Uint8Array(patients),
    timeDays: new Float64Array(patients),
    event: new Uint8Array(patients),
  };
}

/** The outcomes of one replicate with everyone on one arm. */
export function outcomesOf(recipe: CohortRecipe, patients: number, { arm = 0, replicate = 0, seed = 1 } = {}) {
  const columns = createColumns(patients);
  const model = cohortOutcomeModel(recipe, parseSeed(seed), patients);
  const request = { replicate, patients, arm: Uint8Array.from({ length: patients }, () => arm) };
  const { fill } = model;
  fill(request, columns);
  return { model, columns };
}

/** The issues that a call throws, by kind and path. */
export function issuesOf(
  call: () => unknown,
): readonly { kind: string; path: string; message: string; hint: string }[] {
  try {
    call();
  } catch (error) {
    const { issues } = error as {
      issues: readonly { kind: string; path: (string | number)[]; message: string; hint?: string }[];
    };
    return issues.map(({ kind, path, message, hint }) => ({ kind, path: path.join("."), message, hint: hint ?? "" }));
  }
  return [];
}

export function mean(values: Iterable<number>): number {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    sum += value;
    count++;
  }
  return sum / count;
}
