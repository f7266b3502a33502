import { countEvents, countEventTimes, createEventTable, type EventTable } from "./event-table.ts";
import type { SurvivalSample } from "./sample.ts";
import { createSortedPatients, type SortedPatients, sortPatients } from "./sorted-patients.kernel.ts";

interface GroupedColumns extends SurvivalSample {
  readonly groups: ArrayLike<number>;
  readonly strata?: ArrayLike<number>;
}

const KEPT = 4096;

/** Work space of the last call. Nothing of it is handed on to callers of the library. */
const spare = { sorted: createSortedPatients(1, 1), table: createEventTable(1, 2, 1), weights: new Float64Array(1) };

function spaceFor(patients: number, strata: number): SortedPatients {
  const { sorted } = spare;
  if (sorted.strata === strata && sorted.capacity >= patients && sorted.capacity <= 2 * patients + 64) return sorted;
  const made = createSortedPatients(patients, strata);
  if (patients <= KEPT) spare.sorted = made;
  return made;
}

/** Patients in order of time; strata in order of their numbers, without strata one. */
function sortSample({ times, events, groups, strata }: GroupedColumns): SortedPatients {
  const count = times.length;
  const numbers = strata === undefined ? [] : [...new Set(Array.from(strata))].toSorted((a, b) => a - b);
  const sorted = spaceFor(count, Math.max(1, numbers.length));
  const { entryTime, entryCode, entryStratum } = sorted;
  let latest = 0;
  for (let i = 0; i < count; i++) {
    const time = times[i]!;
    entryTime[i] = time;
    entryCode[i] = (groups[i]! << 1) | events[i]!;
    if (time > latest) latest = time;
  }
  if (numbers.length > 1) {
    const places = new Map(numbers.map((number, s) => [number, s]));
    for (let i = 0; i < count; i++) entryStratum[i] = places.get(strata![i]!)!;
  }
  sorted.latest[0] = latest;
  sortPatients(sorted, count);
  return sorted;
}

/** The patients in order with their event table of this many groups. */
export function tabulateSample(
  sample: GroupedColumns,
  groups: number,
): { readonly sorted: SortedPatients; readonly table: EventTable } {
  const sorted = sortSample(sample);
  const { strata } = sorted;
  // Typed arrays are dear to make and to collect, so those of the last call serve again where they fit.
  const rows = groups === 2 ? sorted.capacity : countEventTimes(sorted);
  const fits = spare.table.groups === groups && spare.table.strata === strata && spare.table.times.length > rows;
  const table = fits ? spare.table : createEventTable(rows, groups, strata);
  if (rows * groups <= KEPT) spare.table = table;
  countEvents(sorted, table);
  return { sorted, table };
}

/** Room for the weights of so many rows, at least; it is written over by the next caller. */
export function spaceForWeights(rows: number): Float64Array {
  if (spare.weights.length >= rows) return spare.weights;
  const made = new Float64Array(rows);
  if (rows <= KEPT) spare.weights = made;
  return made;
}
