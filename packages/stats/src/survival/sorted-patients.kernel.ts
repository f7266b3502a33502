/** Patients in order of time within strata, and the work space that puts them there. Nothing is allocated after its creation. */
export interface SortedPatients {
  readonly capacity: number;
  readonly strata: number;
  /** Sorted times; those of stratum s stand at start[s] … start[s + 1] - 1. */
  readonly time: Float64Array;
  /** group << 1 | event, in the same order. */
  readonly code: Int32Array;
  readonly start: Int32Array;
  /** What the caller writes before `sortPatients`: time, code and stratum of each patient in order of entry, and the latest time. */
  readonly entryTime: Float64Array;
  readonly entryCode: Int32Array;
  readonly entryStratum: Int32Array;
  /** The latest of the times; in an array, since a number passed on would be boxed. */
  readonly latest: Float64Array;
  readonly bucket: Int32Array;
  readonly bucketEnd: Int32Array;
  readonly bucketsPerStratum: number;
}

export function createSortedPatients(capacity: number, strata: number): SortedPatients {
  const bucketsPerStratum = Math.max(8, Math.ceil((0.6 * capacity) / strata));
  return {
    capacity,
    strata,
    time: new Float64Array(capacity),
    code: new Int32Array(capacity),
    start: new Int32Array(strata + 1),
    entryTime: new Float64Array(capacity),
    entryCode: new Int32Array(capacity),
    entryStratum: new Int32Array(strata > 1 ? capacity : 0),
    latest: new Float64Array(1),
    bucket: new Int32Array(capacity),
    bucketEnd: new Int32Array(strata * bucketsPerStratum + 1),
    bucketsPerStratum,
  };
}

/** A bucket with more patients than this is heap-sorted, so that no distribution of times makes the sort quadratic. */
const INSERTION_LIMIT = 24;

/** Sorts the first `patients` entries: buckets of equal width in time, then insertion. */
export function sortPatients(sorted: SortedPatients, patients: number): void {
  const { time, code, start, entryTime, entryCode, entryStratum, bucket, bucketEnd, bucketsPerStratum, strata } =
    sorted;
  const buckets = strata * bucketsPerStratum;
  const latest = sorted.latest[0]!;
  const scale = latest > 0 ? (bucketsPerStratum * (1 - 1e-9)) / latest : 0;
  for (let b = 0; b <= buckets; b++) bucketEnd[b] = 0;
  if (strata === 1) {
    for (let i = 0; i < patients; i++) {
      const b = (entryTime[i]! * scale) | 0;
      bucket[i] = b;
      bucketEnd[b + 1] = bucketEnd[b + 1]! + 1;
    }
  } else {
    for (let i = 0; i < patients; i++) {
      const b = entryStratum[i]! * bucketsPerStratum + ((entryTime[i]! * scale) | 0);
      bucket[i] = b;
      bucketEnd[b + 1] = bucketEnd[b + 1]! + 1;
    }
  }
  let mostFull = 0;
  let sum = 0;
  for (let b = 1; b <= buckets; b++) {
    const full = bucketEnd[b]!;
    mostFull = full > mostFull ? full : mostFull;
    sum += full;
    bucketEnd[b] = sum;
  }
  for (let s = 0; s <= strata; s++) start[s] = bucketEnd[s * bucketsPerStratum]!;
  for (let i = 0; i < patients; i++) {
    const b = bucket[i]!;
    const at = bucketEnd[b]!;
    bucketEnd[b] = at + 1;
    time[at] = entryTime[i]!;
    code[at] = entryCode[i]!;
  }
  if (mostFull > INSERTION_LIMIT) sortFullBuckets(time, code, bucketEnd, buckets);
  for (let s = 0; s < strata; s++) insertRange(time, code, start[s]!, start[s + 1]!);
}

function insertRange(time: Float64Array, code: Int32Array, from: number, to: number): void {
  for (let i = from + 1; i < to; i++) {
    const key = time[i]!;
    let before = time[i - 1]!;
    if (before <= key) continue;
    const carried = code[i]!;
    let j = i;
    do {
      time[j] = before;
      code[j] = code[j - 1]!;
      j--;
      if (j === from) break;
      before = time[j - 1]!;
    } while (before > key);
    time[j] = key;
    code[j] = carried;
  }
}

/** `ends[b]` is one past the last place of bucket b. */
function sortFullBuckets(time: Float64Array, code: Int32Array, ends: Int32Array, buckets: number): void {
  for (let b = 0; b < buckets; b++) {
    const from = b === 0 ? 0 : ends[b - 1]!;
    if (ends[b]! - from > INSERTION_LIMIT) heapSort(time, code, from, ends[b]!);
  }
}

function heapSort(time: Float64Array, code: Int32Array, from: number, to: number): void {
  const size = to - from;
  for (let root = (size >> 1) - 1; root >= 0; root--) siftDown(time, code, from, root, size);
  for (let last = size - 1; last > 0; last--) {
    swap(time, code, from, from + last);
    siftDown(time, code, from, 0, last);
  }
}

function siftDown(time: Float64Array, code: Int32Array, from: number, root: number, size: number): void {
  let parent = root;
  for (;;) {
    let child = 2 * parent + 1;
    if (child >= size) return;
    if (child + 1 < size && time[from + child + 1]! > time[from + child]!) child++;
    if (!(time[from + child]! > time[from + parent]!)) return;
    swap(time, code, from + parent, from + child);
    parent = child;
  }
}

function swap(time: Float64Array, code: Int32Array, i: number, j: number): void {
  const heldTime = time[i]!;
  const heldCode = code[i]!;
  time[i] = time[j]!;
  code[i] = code[j]!;
  time[j] = heldTime;
  code[j] = heldCode;
}
