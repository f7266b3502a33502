import type { SortedPatients } from "./sorted-patients.kernel.ts";

/** One row for each distinct event time of each stratum; rows of `groupAtRisk` and `groupEvents` hold one entry per group. */
export interface EventTable {
  readonly groups: number;
  readonly strata: number;
  /** Rows of stratum s run from start[s] to start[s + 1] - 1. */
  readonly start: Int32Array;
  readonly times: Float64Array;
  /** Patients of the stratum at risk just before the time. */
  readonly atRisk: Float64Array;
  readonly events: Float64Array;
  readonly groupAtRisk: Float64Array;
  readonly groupEvents: Float64Array;
  /** Patients of each group at risk, while rows are counted. */
  readonly left: Float64Array;
}

/** A row more than needed, which `countEvents` may write before it knows whether anyone died. */
export function createEventTable(rows: number, groups: number, strata: number): EventTable {
  return {
    groups,
    strata,
    start: new Int32Array(strata + 1),
    times: new Float64Array(rows + 1),
    atRisk: new Float64Array(rows + 1),
    events: new Float64Array(rows + 1),
    groupAtRisk: new Float64Array((rows + 1) * groups),
    groupEvents: new Float64Array((rows + 1) * groups),
    left: new Float64Array(groups),
  };
}

/** Rows in use. */
export function rowsIn({ start, strata }: EventTable): number {
  return start[strata]!;
}

/** Rows that `countEvents` will need. */
export function countEventTimes({ time, code, start, strata }: SortedPatients): number {
  let rows = 0;
  for (let s = 0; s < strata; s++) {
    let last = -1;
    for (let i = start[s]!; i < start[s + 1]!; i++) {
      if ((code[i]! & 1) === 0 || time[i] === last) continue;
      last = time[i]!;
      rows++;
    }
  }
  return rows;
}

/** Counts at the event times of the sorted patients. A patient censored at a time is at risk at it. */
export function countEvents(sorted: SortedPatients, table: EventTable): void {
  const { strata, start, groups } = table;
  let row = 0;
  for (let s = 0; s < strata; s++) {
    start[s] = row;
    const from = sorted.start[s]!;
    const to = sorted.start[s + 1]!;
    row = groups === 2 ? countTwoGroups(sorted, table, from, to, row) : countGroups(sorted, table, from, to, row);
  }
  start[strata] = row;
}

/** Without ties each patient writes a row, and only an event keeps it: a branch on events would be guessed wrong half the time. */
function countTwoGroups(sorted: SortedPatients, table: EventTable, from: number, to: number, firstRow: number): number {
  const { time, code } = sorted;
  const { times, atRisk, events, groupAtRisk, groupEvents } = table;
  let row = firstRow;
  let ones = 0;
  for (let i = from; i < to; i++) ones += code[i]! >> 1;
  for (let i = from; i < to; ) {
    const now = time[i]!;
    const n = to - i;
    const left = ones;
    let here = code[i]!;
    let dead = here & 1;
    let deadOnes = dead & (here >> 1);
    ones -= here >> 1;
    for (i++; i < to && time[i] === now; i++) {
      here = code[i]!;
      dead += here & 1;
      deadOnes += here & (here >> 1) & 1;
      ones -= here >> 1;
    }
    times[row] = now;
    atRisk[row] = n;
    events[row] = dead;
    groupAtRisk[2 * row] = n - left;
    groupAtRisk[2 * row + 1] = left;
    groupEvents[2 * row] = dead - deadOnes;
    groupEvents[2 * row + 1] = deadOnes;
    row += dead > 0 ? 1 : 0;
  }
  return row;
}

function countGroups(sorted: SortedPatients, table: EventTable, from: number, to: number, firstRow: number): number {
  const { time, code } = sorted;
  const { groups, times, atRisk, events, groupAtRisk, groupEvents, left } = table;
  let row = firstRow;
  left.fill(0);
  for (let i = from; i < to; i++) left[code[i]! >> 1]!++;
  for (let i = from; i < to; ) {
    const now = time[i]!;
    const first = i;
    let dead = code[i]! & 1;
    for (i++; i < to && time[i] === now; i++) dead += code[i]! & 1;
    if (dead > 0) {
      times[row] = now;
      atRisk[row] = to - first;
      events[row] = dead;
      const at = row * groups;
      for (let g = 0; g < groups; g++) {
        groupAtRisk[at + g] = left[g]!;
        groupEvents[at + g] = 0;
      }
      for (let j = first; j < i; j++) groupEvents[at + (code[j]! >> 1)]! += code[j]! & 1;
      row++;
    }
    for (let j = first; j < i; j++) left[code[j]! >> 1]!--;
  }
  return row;
}
