import type { Seed } from "@rekindle/stats";

/**
 * Where the outcomes of one replicate are written: one entry per patient, in order of enrolment.
 * The engine owns the arrays (capacity = the largest trial of the run) and reuses them for every replicate.
 */
export interface OutcomeColumns {
  /** Stratum of the patient, an index into `OutcomeModel.strata`. Does not depend on the arm. */
  readonly stratum: Uint8Array;
  /** 1 if the patient can be assessed for the response (evaluable), 0 if not. */
  readonly evaluable: Uint8Array;
  /** 1 objective response by the stated criterion at the stated day, 0 none (also for patients who are not evaluable). */
  readonly response: Uint8Array;
  /** Day from randomisation at which an event, or the loss of the patient to follow-up, is known. */
  readonly timeDays: Float64Array;
  /** 1 if `timeDays` is an event, 0 if the patient leaves the trial then without one. */
  readonly event: Uint8Array;
}

/** One replicate: its number, and the arm of each of its patients (index into the trial's arms, 0 = control). */
export interface ReplicateRequest {
  readonly replicate: number;
  readonly patients: number;
  readonly arm: Uint8Array;
}

/**
 * Anything that can say what happens to patients on an arm. `cohort` offers one made of virtual patients, `trial` offers
 * simple ones with known answers. Called once per replicate; must not allocate per patient.
 *
 * The law every model keeps: what is drawn for patient i of replicate r depends on the seed and the population's namespace,
 * never on the arm, the design or the number of patients. So arms and conditions share their people.
 */
export interface OutcomeModel {
  /** Names of the strata, at least one. */
  readonly strata: readonly string[];
  /** Which columns the model fills; an endpoint that needs another is refused before the run. */
  readonly fills: readonly (keyof OutcomeColumns)[];
  /**
   * Days from randomisation at which the disease is assessed, increasing; empty if events are seen the day they happen.
   * At a data cut a patient without an event is censored at the last of these days that has passed.
   */
  readonly visitDays: readonly number[];
  /** Stratum columns alone, for stratified allocation before the arms are known. */
  fillStrata(replicate: number, patients: number, stratum: Uint8Array): void;
  /** All columns of patients 0 … patients − 1. */
  fill(request: ReplicateRequest, columns: OutcomeColumns): void;
}

/** How an outcome model is made in a worker: from plain data, a seed and the number of patients it must have room for. */
export type OutcomeModelMaker<Recipe> = (recipe: Recipe, seed: Seed, capacity: number) => OutcomeModel;
