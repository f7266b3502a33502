import type { LookColumns } from "../endpoint-test.ts";
import type { OutcomeColumns } from "../outcome-model.ts";
import { lastVisitBy, type VisitCalendar } from "./visit-calendar.ts";

/** The patients of one replicate. */
export interface PatientColumns extends OutcomeColumns {
  readonly arm: Uint8Array;
  /** In order. */
  readonly enrolmentDay: Float64Array;
}

export function createPatientColumns(capacity: number): PatientColumns {
  return {
    arm: new Uint8Array(capacity),
    enrolmentDay: new Float64Array(capacity),
    stratum: new Uint8Array(capacity),
    evaluable: new Uint8Array(capacity),
    response: new Uint8Array(capacity),
    timeDays: new Float64Array(capacity),
    event: new Uint8Array(capacity),
  };
}

/** What a test is shown at a look, and how many patients and events there are. */
export type MutableLookColumns = { -readonly [Key in keyof LookColumns]: LookColumns[Key] };

/** Patients enrolled on or before a day. */
export function enrolledBy(enrolmentDay: Float64Array, patients: number, day: number): number {
  let from = 0;
  let to = patients;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (enrolmentDay[middle]! <= day) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Follow-up ends after so many days; what is not seen by then, or between visits, is not seen. */
export function endFollowUp(
  columns: PatientColumns,
  patients: number,
  followUpDays: number,
  visits: VisitCalendar,
): void {
  const { timeDays, event } = columns;
  for (let i = 0; i < patients; i++) {
    if (timeDays[i]! > followUpDays) {
      timeDays[i] = followUpDays;
      event[i] = 0;
    }
  }
  if (visits.days.length === 0) return;
  for (let i = 0; i < patients; i++) if (event[i] === 0) timeDays[i] = lastVisitBy(visits, timeDays[i]!);
}

/** Day on which the last patient's follow-up ends. */
export function lastDay(columns: PatientColumns, patients: number): number {
  const { timeDays, enrolmentDay } = columns;
  let last = 0;
  for (let i = 0; i < patients; i++) {
    const day = enrolmentDay[i]! + timeDays[i]!;
    last = day > last ? day : last;
  }
  return last;
}

/** Later than any day. */
const ALWAYS = 1e300;

/** A visit on the day of the cut has passed, although the difference of two days may fall short of it by rounding. */
const ROUNDING_DAYS = 1e-9;

/** Times and events as they are known on `day`, for the patients enrolled by then. Returns the number of events. */
export function cutTimes(
  columns: PatientColumns,
  enrolled: number,
  day: number,
  visits: VisitCalendar,
  look: MutableLookColumns,
): number {
  const { timeDays, event, enrolmentDay } = columns;
  const cutTime = look.timeDays;
  const cutEvent = look.event;
  let events = 0;
  for (let i = 0; i < enrolled; i++) {
    const start = enrolmentDay[i]!;
    const time = timeDays[i]!;
    // The same sum as in the day of the event, so that the event that triggers a look is always among its events. The sign of the
    // whole part is taken as a mask, since a branch would be guessed wrongly as often as not.
    const seen = 1 + (Math.floor(day - (start + time)) >> 31);
    const known = event[i]! & seen;
    // What is known keeps its own time: day − start can fall short of it by rounding, and would part it from events at the same visit.
    cutTime[i] = Math.min(time, day - start + seen * ALWAYS);
    cutEvent[i] = known;
    events += known;
  }
  if (visits.days.length > 0) {
    for (let i = 0; i < enrolled; i++)
      if (cutEvent[i] === 0) cutTime[i] = lastVisitBy(visits, cutTime[i]! + ROUNDING_DAYS);
  }
  look.patients = enrolled;
  return events;
}

/** Responses of the first `followed` patients, of those who can be assessed if so wished. Returns the number of responses. */
export function cutResponses(
  columns: PatientColumns,
  followed: number,
  denominator: "randomised" | "evaluable",
  look: MutableLookColumns,
): number {
  const { response, evaluable, arm, stratum } = columns;
  let responses = 0;
  if (denominator === "randomised") {
    // The look shares its columns with the patients.
    for (let i = 0; i < followed; i++) responses += response[i]!;
    look.patients = followed;
    return responses;
  }
  let kept = 0;
  for (let i = 0; i < followed; i++) {
    look.arm[kept] = arm[i]!;
    look.stratum[kept] = stratum[i]!;
    look.response[kept] = response[i]!;
    responses += response[i]! & evaluable[i]!;
    kept += evaluable[i]!;
  }
  look.patients = kept;
  return responses;
}
