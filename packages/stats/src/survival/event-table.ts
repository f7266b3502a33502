import type { SurvivalSample } from "./sample.ts";

/** One row for each distinct event time of a stratum; rows of `groupAtRisk` and `groupEvents` hold one entry per group. */
export interface EventTable {
  readonly rows: number;
  readonly groups: number;
  readonly times: Float64Array;
  /** Patients at risk just before the time. */
  readonly atRisk: Float64Array;
  readonly events: Float64Array;
  readonly groupAtRisk: Float64Array;
  readonly groupEvents: Float64Array;
  /** Pooled Kaplan–Meier curve just before the time. */
  readonly survivalBefore: Float64Array;
}

/** Counts at the event times of the patients in `order`, which must be in order of time. */
export function countEvents(
  { times, events, groups: groupOf }: SurvivalSample & { readonly groups: ArrayLike<number> },
  order: Uint32Array,
  groups: number,
): EventTable {
  const count = order.length;
  let rows = 0;
  let lastTime = -1;
  for (let i = 0; i < count; i++) {
    const patient = order[i]!;
    if (events[patient] !== 1 || times[patient] === lastTime) continue;
    lastTime = times[patient]!;
    rows++;
  }
  const columns = new Float64Array(rows * (4 + 2 * groups));
  const table = {
    rows,
    groups,
    times: columns.subarray(0, rows),
    atRisk: columns.subarray(rows, 2 * rows),
    events: columns.subarray(2 * rows, 3 * rows),
    survivalBefore: columns.subarray(3 * rows, 4 * rows),
    groupAtRisk: columns.subarray(4 * rows, (4 + groups) * rows),
    groupEvents: columns.subarray((4 + groups) * rows),
  };
  const left = new Float64Array(groups);
  for (let i = 0; i < count; i++) left[groupOf[order[i]!]!]!++;
  let survival = 1;
  let row = 0;
  for (let i = 0; i < count; ) {
    const time = times[order[i]!]!;
    const start = i;
    let dead = 0;
    for (; i < count && times[order[i]!] === time; i++) {
      const patient = order[i]!;
      if (events[patient] !== 1) continue;
      table.groupEvents[row * groups + groupOf[patient]!]!++;
      dead++;
    }
    if (dead > 0) {
      const n = count - start;
      table.times[row] = time;
      table.atRisk[row] = n;
      table.events[row] = dead;
      table.survivalBefore[row] = survival;
      table.groupAtRisk.set(left, row * groups);
      survival *= (n - dead) / n;
      row++;
    }
    for (let j = start; j < i; j++) left[groupOf[order[j]!]!]!--;
  }
  return table;
}
