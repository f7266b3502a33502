import { InvalidInput, orThrow, type Seed } from "@rekindle/stats";
import { createCourse, RESPONSE } from "./model/follow-up.kernel.ts";
import { prepareModel } from "./model/model.ts";
import { createPeople } from "./model/people.kernel.ts";
import { createTreatment } from "./model/radioiodine.kernel.ts";
import type { ProtocolInput } from "./protocol.ts";
import { checkRecipe, type SimulationOptions } from "./recipe.ts";

/** Plain data from which an outcome model is made, also in a worker. */
export interface CohortRecipe extends SimulationOptions {
  /** The protocol of each arm; the first is control. */
  readonly protocols: readonly ProtocolInput[];
  /** Progression is followed up to this day. Without it the model fills no times and events. */
  readonly followUpDays?: number;
  /** Day of the scan at which the response is read. Without it the model fills no responses. */
  readonly responseAtDay?: number;
}

/** Outcome columns, one entry per patient in order of enrolment; the shape that `@rekindle/trial` hands over. */
export interface CohortColumns {
  readonly stratum: Uint8Array;
  readonly evaluable: Uint8Array;
  readonly response: Uint8Array;
  readonly timeDays: Float64Array;
  readonly event: Uint8Array;
}

/** Virtual patients as a source of trial outcomes: the shape of `OutcomeModel` in `@rekindle/trial`. */
export interface CohortOutcomeModel {
  /** The genotypes of the population. */
  readonly strata: readonly string[];
  readonly fills: readonly (keyof CohortColumns)[];
  readonly visitDays: readonly number[];
  /** The strata alone, before the arms are known. */
  readonly fillStrata: (replicate: number, patients: number, stratum: Uint8Array) => void;
  /** All columns of patients 0 … patients - 1; nothing beyond them and no other column is touched. */
  readonly fill: (
    request: { readonly replicate: number; readonly patients: number; readonly arm: Uint8Array },
    columns: CohortColumns,
  ) => void;
}

/**
 * Makes virtual patients the source of a trial's outcomes. Patient i of replicate r is the same person in every arm, under every
 * protocol and in a trial of any size. Progression is seen at visits only; patients are lost at a small rate and then count as
 * followed to their last visit. A response is a CR or PR by RECIST 1.1 at `responseAtDay`; a patient is evaluable if the response
 * scan is readable (a fixed share) and the patient is not lost before it without progression.
 * @param capacity patients in the largest replicate.
 * @throws InvalidInput with every problem of the recipe.
 * @example
 * const model = cohortOutcomeModel(
 *   {
 *     population: { genotypes: { RAS: 1 }, restoration: { RAS: { kind: "point", value: 0.7 } } },
 *     protocols: [
 *       { drugs: [{ drug: "trametinib" }], durationDays: 42, activity: { kind: "none" } },
 *       { drugs: [{ drug: "trametinib" }], durationDays: 42, activity: { kind: "fixed", activityGBq: 5.5 } },
 *     ],
 *     responseAtDay: 183,
 *   },
 *   parseSeed(1),
 *   100,
 * );
 */
export function cohortOutcomeModel(recipe: CohortRecipe, seed: Seed, capacity: number): CohortOutcomeModel {
  const setting = orThrow(checkRecipe(recipe));
  if (!(Number.isSafeInteger(capacity) && capacity >= 1)) throw notWhole("capacity", capacity);
  const model = prepareModel(setting, seed);
  const people = createPeople(capacity);
  const treatment = createTreatment(capacity);
  const course = createCourse(capacity);
  const readsResponse = setting.schedule.responseAtDay !== undefined;
  const readsProgression = setting.schedule.followUpDays !== undefined;

  return {
    strata: model.genotypes,
    visitDays: model.visitDays,
    fills: [
      "stratum",
      ...(readsResponse ? (["evaluable", "response"] as const) : []),
      ...(readsProgression ? (["timeDays", "event"] as const) : []),
    ],
    fillStrata(replicate, patients, stratum) {
      model.draw.genotypes({ replicate, first: 0, patients }, stratum);
    },
    fill({ replicate, patients, arm }, columns) {
      if (!(Number.isSafeInteger(patients) && patients >= 0 && patients <= capacity))
        throw notWhole("patients", patients, capacity);
      const gains = model.gains(replicate);
      model.draw.people({ replicate, first: 0, patients }, people);
      for (let i = 0; i < patients; i++) {
        const table = model.courses[arm[i]!];
        if (table === undefined) throw unknownArm(i, arm[i]!, model.courses.length);
        model.treat(replicate, i, table, gains, people, treatment);
        model.follow(replicate, i, table, people, treatment, people.dropoutDay[i]!, course);
      }
      columns.stratum.set(people.genotype.subarray(0, patients));
      if (readsResponse) writeResponses(course.response, people.evaluable, patients, columns);
      if (readsProgression) {
        columns.timeDays.set(course.timeDays.subarray(0, patients));
        columns.event.set(course.event.subarray(0, patients));
      }
    },
  };
}

function writeResponses(response: Uint8Array, readable: Uint8Array, patients: number, columns: CohortColumns): void {
  for (let i = 0; i < patients; i++) {
    const isEvaluable = readable[i] === 1 && response[i] !== RESPONSE.notAssessed;
    columns.evaluable[i] = isEvaluable ? 1 : 0;
    columns.response[i] = isEvaluable && response[i]! <= RESPONSE.PR ? 1 : 0;
  }
}

function notWhole(name: string, value: number, most = Number.MAX_SAFE_INTEGER): InvalidInput {
  const message = `${name} is ${String(value)}`;
  return new InvalidInput([{ kind: "outOfRange", path: [name], message, hint: `a whole number up to ${most}` }]);
}

function unknownArm(patient: number, arm: number, arms: number): InvalidInput {
  const message = `patient ${patient} is on arm ${arm}`;
  return new InvalidInput([{ kind: "outOfRange", path: ["arm", patient], message, hint: `arms are 0 to ${arms - 1}` }]);
}
