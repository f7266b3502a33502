import { type Checked, InvalidInput, type Issue, orThrow, parseSeed } from "@rekindle/stats";
import type { Response } from "./cohort-result.ts";
import { type Course, createCourse } from "./model/follow-up.kernel.ts";
import { type ModelSetting, prepareModel } from "./model/model.ts";
import { createPeople, type People } from "./model/people.kernel.ts";
import { createTreatment, type Treatment } from "./model/radioiodine.kernel.ts";
import type { ProtocolInput } from "./protocol.ts";
import { checkRecipe, type SimulationOptions } from "./recipe.ts";

/** Days on which a cohort's outcomes are read. */
const RESPONSE_DAY = 183;
const YEAR_DAYS = 365;

/** Patients at most. */
const MAX_PATIENTS = 10_000_000;

/** Patients simulated at once. Nothing but memory depends on it. */
const PATIENTS_AT_ONCE = 4096;

/** Who is simulated, how many, and from which seed. */
export interface CohortOptions extends SimulationOptions {
  readonly patients: number;
  /** Any text or whole number. */
  readonly seed: string | number;
}

/** Virtual patients under one protocol, one entry per patient; patient i is the same person under every protocol. */
export interface Cohort {
  readonly patients: number;
  /** Names of the genotypes that `genotype` points into. */
  readonly genotypes: readonly string[];
  readonly genotype: Uint8Array;
  /** 1 if the drug course made uptake visible. */
  readonly uptakeRestored: Uint8Array;
  /** 1 if therapeutic radioiodine was given. */
  readonly treated: Uint8Array;
  /** Activity given, 0 if none. */
  readonly activityGBq: Float64Array;
  /** Largest absorbed dose among the target lesions, 0 if no radioiodine was given. */
  readonly largestDoseGy: Float64Array;
  /** RECIST category at 6 months, an index into `responseNames`. */
  readonly response: Uint8Array;
  /** Visit at which progression is seen within a year, Infinity if none is. */
  readonly progressionDay: Float64Array;
}

/** RECIST categories in the order of `Cohort.response`. */
export const responseNames: readonly Response[] = ["CR", "PR", "SD", "PD"];

/**
 * Simulates virtual patients under one protocol, everyone followed to 12 months: nobody is lost and every scan can be read.
 * @throws InvalidInput with every problem of the options.
 * @example
 * const cohort = simulateCohort({
 *   population: { genotypes: { RAS: 1 }, restoration: { RAS: { kind: "point", value: 0.7 } } },
 *   protocol: { drugs: [{ drug: "trametinib" }], durationDays: 42, activity: { kind: "fixed", activityGBq: 5.5 } },
 *   patients: 1000,
 *   seed: 7,
 * });
 */
export function simulateCohort(options: CohortOptions & { readonly protocol: ProtocolInput }): Cohort {
  const { protocol, ...rest } = options;
  const setting = orThrow(checkOptions(rest, [protocol], asOneProtocol));
  const cohort = createCohort(Object.keys(setting.population.genotypes), options.patients);
  simulatePeople(setting, options, (_, first, { people, treatment, course, patients }) => {
    cohort.genotype.set(people.genotype.subarray(0, patients), first);
    cohort.uptakeRestored.set(treatment.restored.subarray(0, patients), first);
    cohort.treated.set(treatment.treated.subarray(0, patients), first);
    cohort.activityGBq.set(treatment.activityGBq.subarray(0, patients), first);
    cohort.largestDoseGy.set(treatment.largestDoseGy.subarray(0, patients), first);
    cohort.response.set(course.response.subarray(0, patients), first);
    for (let i = 0; i < patients; i++)
      cohort.progressionDay[first + i] = course.event[i] === 1 ? course.timeDays[i]! : Infinity;
  });
  return cohort;
}

/** The path of the only protocol, as the caller of `simulateCohort` wrote it. */
function asOneProtocol(path: Issue["path"]): Issue["path"] {
  return path[0] === "protocols" ? ["protocol", ...path.slice(2)] : path;
}

function createCohort(genotypes: readonly string[], patients: number): Cohort {
  return {
    patients,
    genotypes,
    genotype: new Uint8Array(patients),
    uptakeRestored: new Uint8Array(patients),
    treated: new Uint8Array(patients),
    activityGBq: new Float64Array(patients),
    largestDoseGy: new Float64Array(patients),
    response: new Uint8Array(patients),
    progressionDay: new Float64Array(patients),
  };
}

/** What a batch of patients came to under one protocol; the columns are reused for the next. */
export interface Batch {
  readonly patients: number;
  readonly people: People;
  readonly treatment: Treatment;
  readonly course: Course;
}

/** Runs patients in batches, each batch under every protocol in turn, and hands over what came out. Nobody is lost. */
export function simulatePeople(
  setting: ModelSetting,
  { patients, seed }: Pick<CohortOptions, "patients" | "seed">,
  take: (protocol: number, first: number, batch: Batch) => void,
): void {
  const model = prepareModel(setting, parseSeed(seed));
  const capacity = Math.min(patients, PATIENTS_AT_ONCE);
  const people = createPeople(capacity);
  const treatment = createTreatment(capacity);
  const course = createCourse(capacity);
  for (let first = 0; first < patients; first += capacity) {
    const count = Math.min(capacity, patients - first);
    model.draw.people({ replicate: 0, first, patients: count }, people);
    for (const [protocol, table] of model.courses.entries()) {
      for (let i = 0; i < count; i++) {
        model.treat(0, i, table, model.gains(0, first + i), people, treatment);
        model.follow(0, i, table, people, treatment, Infinity, course);
      }
      take(protocol, first, { patients: count, people, treatment, course });
    }
  }
}

/** Checks the options of a cohort; `rename` turns paths into protocols to where the caller wrote them. */
export function checkOptions(
  options: CohortOptions,
  protocols: readonly ProtocolInput[] | Readonly<Record<string, ProtocolInput>>,
  rename: (path: Issue["path"]) => Issue["path"] = (path) => path,
): Checked<ModelSetting> {
  const { patients, seed, ...recipe } = options;
  const checked = checkRecipe({ ...recipe, protocols, followUpDays: YEAR_DAYS, responseAtDay: RESPONSE_DAY });
  const others = checked.kind === "invalid" ? checked.issues.map((each) => ({ ...each, path: rename(each.path) })) : [];
  const issues = [...patientIssues(patients), ...seedIssues(seed), ...others];
  return issues.length > 0 ? { kind: "invalid", issues } : checked;
}

function patientIssues(patients: number): readonly Issue[] {
  if (Number.isSafeInteger(patients) && patients >= 1 && patients <= MAX_PATIENTS) return [];
  const hint = `a whole number from 1 to ${MAX_PATIENTS}`;
  return [{ kind: "outOfRange", path: ["patients"], message: `patients is ${String(patients)}`, hint }];
}

function seedIssues(seed: unknown): readonly Issue[] {
  try {
    if (typeof seed === "string" || typeof seed === "number") parseSeed(seed);
    else return [{ kind: "wrongType", path: ["seed"], message: "the seed is neither a text nor a number" }];
    return [];
  } catch (error) {
    if (error instanceof InvalidInput) return error.issues;
    throw error;
  }
}
