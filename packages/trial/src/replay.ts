import { InvalidInput } from "@rekindle/stats";
import type { StopReason, TestResult } from "./design.ts";
import { runReplicate } from "./engine/replicate.kernel.ts";
import { stateOf } from "./simulate.ts";
import type { Trial } from "./trial.ts";

/** A patient of a replayed replicate, with all that was going to happen. Fields the outcome model does not fill are left out. */
export interface ReplayedPatient {
  readonly enrolmentDay: number;
  readonly arm: "control" | "experimental";
  readonly stratum: string;
  readonly evaluable?: boolean;
  readonly response?: boolean;
  /** Days from randomisation to event or end of follow-up. */
  readonly timeDays?: number;
  readonly event?: boolean;
}

export interface ReplayedLook {
  readonly calendarDay: number;
  readonly patientsEnrolled: number;
  readonly patientsAnalysed: number;
  readonly events: number;
  readonly result: TestResult;
  readonly decision: "continue" | StopReason;
}

/** One replicate in full. */
export interface ReplayedReplicate {
  readonly replicate: number;
  readonly patients: readonly ReplayedPatient[];
  readonly looks: readonly ReplayedLook[];
  readonly rejected: boolean;
}

/**
 * One replicate of a trial in full: its patients, looks, statistics and decision, exactly as in the run.
 * @param replicate its number, from 0.
 * @throws InvalidInput if the run has no such replicate.
 */
export function replayReplicate(trial: Trial, replicate: number): ReplayedReplicate {
  const { replicates } = trial.spec;
  if (!(Number.isInteger(replicate) && replicate >= 0 && replicate < replicates)) {
    const message = `there is no replicate ${replicate}; the run has ${replicates}`;
    throw new InvalidInput([{ kind: "outOfRange", path: ["replicate"], message, hint: `0 to ${replicates - 1}` }]);
  }
  const state = stateOf(trial);
  runReplicate(state, replicate);
  const { columns, records, looks: taken, stop } = state;
  const { strata, fills } = trial.outcomes;
  const patients = Array.from({ length: trial.spec.patients }, (_, i): ReplayedPatient => {
    return {
      enrolmentDay: columns.enrolmentDay[i]!,
      arm: columns.arm[i] === 1 ? "experimental" : "control",
      stratum: strata[columns.stratum[i]!]!,
      ...(fills.includes("evaluable") ? { evaluable: columns.evaluable[i] === 1 } : {}),
      ...(fills.includes("response") ? { response: columns.response[i] === 1 } : {}),
      ...(fills.includes("timeDays") ? { timeDays: columns.timeDays[i]! } : {}),
      ...(fills.includes("event") ? { event: columns.event[i] === 1 } : {}),
    };
  });
  const looks = records.slice(0, taken).map((record, k): ReplayedLook => {
    return {
      calendarDay: record.calendarDay,
      patientsEnrolled: record.patients,
      patientsAnalysed: record.analysed,
      events: record.events,
      result:
        record.kind === "tested"
          ? { kind: "tested", z: record.z, estimate: record.estimate, information: record.information }
          : { kind: "notEstimable", reason: record.reason },
      decision: k === taken - 1 ? stop : "continue",
    };
  });
  return { replicate, patients, looks, rejected: stop === "efficacy" || stop === "harm" };
}
