import type { PatientColumns } from "./data-cut.kernel.ts";
import { kthSmallest } from "./kth-smallest.kernel.ts";

const BINS = 256;

/** Calendar days of a replicate's events in bins of equal width, so that the day of any event is found without sorting. */
export interface EventCalendar {
  readonly days: Float64Array;
  readonly bins: Uint8Array;
  readonly binCounts: Int32Array;
  /** Events of one bin, while one of them is looked for. */
  readonly candidates: Float64Array;
  /** Events of the replicate; -1 before they have been counted. */
  events: number;
}

export function createEventCalendar(capacity: number): EventCalendar {
  return {
    days: new Float64Array(capacity),
    bins: new Uint8Array(capacity),
    binCounts: new Int32Array(BINS),
    candidates: new Float64Array(capacity),
    events: -1,
  };
}

/** Enters all events of the first `patients`. */
export function enterEvents(calendar: EventCalendar, columns: PatientColumns, patients: number): void {
  const { days, bins, binCounts } = calendar;
  const { timeDays, event, enrolmentDay } = columns;
  let events = 0;
  let latest = 0;
  for (let i = 0; i < patients; i++) {
    const seen = event[i]!;
    const day = (enrolmentDay[i]! + timeDays[i]!) * seen;
    // Written over by the next patient unless this one has an event: no branch to guess.
    days[events] = day;
    events += seen;
    latest = Math.max(latest, day);
  }
  const scale = latest > 0 ? (BINS * (1 - 1e-9)) / latest : 0;
  binCounts.fill(0);
  for (let i = 0; i < events; i++) {
    const bin = (days[i]! * scale) | 0;
    bins[i] = bin;
    binCounts[bin] = binCounts[bin]! + 1;
  }
  calendar.events = events;
}

/** Calendar day of the k-th event, k from 1 to `events`. */
export function dayOfEvent(calendar: EventCalendar, k: number): number {
  const { days, bins, binCounts, candidates, events } = calendar;
  let bin = 0;
  let before = 0;
  while (before + binCounts[bin]! < k) before += binCounts[bin++]!;
  let found = 0;
  for (let i = 0; i < events; i++) {
    if (bins[i] === bin) candidates[found++] = days[i]!;
  }
  return kthSmallest(candidates, found, k - before);
}
