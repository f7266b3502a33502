import { readsStrata } from "../allocation.ts";
import type { Decision, StopReason, TestResult } from "../design.ts";
import type { Trial } from "../trial.ts";
import {
  createPatientColumns,
  cutResponses,
  cutTimes,
  endFollowUp,
  enrolledBy,
  lastDay,
  type MutableLookColumns,
  type PatientColumns,
} from "./data-cut.kernel.ts";
import { createEventCalendar, dayOfEvent, enterEvents, type EventCalendar } from "./event-calendar.kernel.ts";
import { createVisitCalendar, type VisitCalendar } from "./visit-calendar.ts";

/** One look of the replicate at hand. */
export interface LookRecord {
  calendarDay: number;
  /** Enrolled by then. */
  patients: number;
  /** In the analysis. */
  analysed: number;
  /** Events, or responses among the analysed. */
  events: number;
  /** The planned events were never seen; the look was taken when all follow-up had ended. */
  fellShort: boolean;
  kind: TestResult["kind"];
  z: number;
  estimate: number;
  information: number;
  reason: string;
}

/** The work space of one replicate, and what happened in it. */
export interface ReplicateState {
  readonly trial: Trial;
  readonly columns: PatientColumns;
  readonly look: MutableLookColumns;
  readonly visits: VisitCalendar;
  readonly calendar: EventCalendar;
  readonly records: readonly LookRecord[];
  /** The records of the first 1, 2, … looks, as the decision sees them. */
  readonly histories: readonly (readonly TestResult[])[];
  readonly request: { replicate: number; readonly patients: number; readonly arm: Uint8Array };
  /** Looks taken. */
  looks: number;
  stop: StopReason;
}

export function createReplicateState(trial: Trial): ReplicateState {
  const { patients } = trial.spec;
  const columns = createPatientColumns(patients);
  const { endpoint } = trial.spec;
  const isTime = endpoint.kind === "timeToEvent";
  const leaves = endpoint.kind === "response" && endpoint.denominator === "evaluable";
  const records = trial.plan.looks.map(emptyRecord);
  // A record has the fields of both kinds of result; its `kind` says which of them count.
  const results = records as unknown as readonly TestResult[];
  return {
    trial,
    columns,
    look: {
      patients: 0,
      // Those who cannot be assessed leave the analysis; otherwise it is the first patients as they are.
      arm: leaves ? new Uint8Array(patients) : columns.arm,
      stratum: leaves ? new Uint8Array(patients) : columns.stratum,
      response: leaves ? new Uint8Array(patients) : columns.response,
      timeDays: isTime ? new Float64Array(patients) : columns.timeDays,
      event: isTime ? new Uint8Array(patients) : columns.event,
    },
    visits: createVisitCalendar(isTime ? trial.outcomes.visitDays : []),
    calendar: createEventCalendar(patients),
    records,
    histories: results.map((_, k) => results.slice(0, k + 1)),
    request: { replicate: 0, patients, arm: columns.arm },
    looks: 0,
    stop: "final",
  };
}

function emptyRecord(): LookRecord {
  const counts = { calendarDay: 0, patients: 0, analysed: 0, events: 0, fellShort: false };
  return { ...counts, kind: "tested", z: 0, estimate: 0, information: 0, reason: "" };
}

/** Runs one replicate: enrolment, allocation, outcomes, then look after look until the design stops. */
export function runReplicate(state: ReplicateState, replicate: number): void {
  const { trial, columns } = state;
  const { patients } = trial.spec;
  trial.enrol(replicate, patients, columns.enrolmentDay);
  if (readsStrata(trial.spec.allocation)) {
    trial.outcomes.fillStrata(replicate, patients, columns.stratum);
  }
  trial.allocate(replicate, patients, columns.stratum, columns.arm);
  state.request.replicate = replicate;
  trial.outcomes.fill(state.request, columns);
  if (trial.spec.endpoint.kind === "timeToEvent") {
    endFollowUp(columns, patients, trial.spec.endpoint.followUpDays, state.visits);
  }
  takeLooks(state);
}

function takeLooks(state: ReplicateState): void {
  const { plan } = state.trial;
  const { looks } = plan;
  let day = 0;
  state.stop = "final";
  state.calendar.events = -1;
  for (let k = 0; k < looks.length; k++) {
    const record = state.records[k]!;
    day = cutAt(state, k, day);
    record.calendarDay = day;
    test(state, record);
    state.looks = k + 1;
    const decision: Decision = plan.decide(state.histories[k]!);
    if (decision.kind === "stop") {
      state.stop = decision.reason;
      return;
    }
  }
}

/** Makes the analysis set of a look; returns the calendar day of the data cut, not before the cut of the look before. */
function cutAt(state: ReplicateState, k: number, earliest: number): number {
  const { columns, look, visits, trial } = state;
  const { patients, endpoint } = trial.spec;
  const { when } = trial.plan.looks[k]!;
  const record = state.records[k]!;
  const followDays = endpoint.kind === "response" ? endpoint.atDay : endpoint.followUpDays;
  let day = 0;
  let followed = 0;
  record.fellShort = false;
  if (when.kind === "patientsFollowed") {
    followed = Math.max(1, Math.ceil(when.fraction * patients - 1e-9));
    day = columns.enrolmentDay[followed - 1]! + followDays;
  } else if (when.kind === "calendarDay") {
    day = when.day;
  } else {
    const { calendar } = state;
    if (calendar.events < 0) enterEvents(calendar, columns, patients);
    record.fellShort = calendar.events < when.events;
    day = record.fellShort ? lastDay(columns, patients) : dayOfEvent(calendar, when.events);
  }
  day = Math.max(day, earliest);
  record.patients = enrolledBy(columns.enrolmentDay, patients, day);
  if (endpoint.kind === "timeToEvent") {
    record.events = cutTimes(columns, record.patients, day, visits, look);
  } else {
    while (followed < patients && columns.enrolmentDay[followed]! + followDays <= day) followed++;
    record.events = cutResponses(columns, followed, endpoint.denominator, look);
  }
  record.analysed = look.patients;
  return day;
}

function test(state: ReplicateState, record: LookRecord): void {
  const result = state.trial.test(state.look);
  record.kind = result.kind;
  if (result.kind === "notEstimable") {
    record.reason = result.reason;
    return;
  }
  record.z = result.z;
  record.estimate = result.estimate;
  record.information = result.information;
}
