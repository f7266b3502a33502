import { type Checked, type Issue, orThrow, parseSeed } from "@rekindle/stats";
import type { Response } from "./cohort-result.ts";
import { type Course, createCourse } from "./model/follow-up.kernel.ts";
import { type Model, type ModelSetting, prepareModel } from "./model/model.ts";
import { createPeople, type People } from "./model/people.kernel.ts";
import { createTreatment, type Treatment } from "./model/radioiodine.kernel.ts";
import type { ProtocolInput } from "./protocol.ts";
import { checkRecipe, type SimulationOptions } from "./recipe.ts";

/** Days on which a cohort's outcomes are read. */
export const RESPONSE_DAY = 183;
export const YEAR_DAYS = 365;

/** Patients at most: their columns must fit into memory. */
const MAX_PATIENTS = 10_000_000;

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
  const [cohort] = simulateAll(rest, [protocol], (path) =>
    path[0] === "protocols" ? ["protocol", ...path.slice(2)] : path,
  );
  return cohort!;
}

/** The same people under each of several protocols, in their order. */
export function simulateAll(
  options: CohortOptions,
  protocols: readonly ProtocolInput[] | Readonly<Record<string, ProtocolInput>>,
  rename: (path: Issue["path"]) => Issue["path"] = (path) => path,
): readonly Cohort[] {
  const { patients, seed, ...recipe } = options;
  const checked = checkRecipe({ ...recipe, protocols, followUpDays: YEAR_DAYS, responseAtDay: RESPONSE_DAY });
  const setting = orThrow(withPatients(checked, patients, rename));
  const model = prepareModel(setting, parseSeed(seed));
  const people = createPeople(patients);
  model.draw.people(0, patients, people);
  return model.courses.map((_, protocol) => runProtocol(model, protocol, people));
}

function withPatients(
  checked: Checked<ModelSetting>,
  patients: number,
  rename: (path: Issue["path"]) => Issue["path"],
): Checked<ModelSetting> {
  const isSound = Number.isSafeInteger(patients) && patients >= 1 && patients <= MAX_PATIENTS;
  const message = `patients is ${String(patients)}`;
  const hint = `a whole number from 1 to ${MAX_PATIENTS}`;
  const own = isSound ? [] : [{ kind: "outOfRange", path: ["patients"], message, hint }];
  const others = checked.kind === "invalid" ? checked.issues.map((each) => ({ ...each, path: rename(each.path) })) : [];
  const issues = [...own, ...others];
  return issues.length > 0 ? { kind: "invalid", issues } : checked;
}

function runProtocol(model: Model, protocol: number, people: People): Cohort {
  const patients = people.capacity;
  const treatment = createTreatment(patients);
  const course = createCourse(patients);
  const table = model.courses[protocol]!;
  const gains = model.gains(0);
  for (let i = 0; i < patients; i++) {
    model.treat(0, i, table, gains, people, treatment);
    model.follow(0, i, table, people, treatment, Infinity, course);
  }
  return cohortOf(model.genotypes, people, treatment, course);
}

function cohortOf(genotypes: readonly string[], people: People, treatment: Treatment, course: Course): Cohort {
  return {
    patients: people.capacity,
    genotypes,
    genotype: people.genotype,
    uptakeRestored: treatment.restored,
    treated: treatment.treated,
    activityGBq: treatment.activityGBq,
    largestDoseGy: treatment.largestDoseGy,
    response: course.response,
    progressionDay: course.timeDays.map((day, i) => (course.event[i] === 1 ? day : Infinity)),
  };
}
