/**
 * Patients sorted by time within strata. Work space for up to `capacity` patients; `code` holds event << 1 | arm.
 */
export interface TimeOrder {
  readonly capacity: number;
  /** Sorted times; those of stratum s are at start[s] … start[s + 1] - 1. */
  readonly time: Float64Array;
  readonly code: Uint8Array;
  readonly start: Int32Array;
  readonly bucket: Int32Array;
  readonly bucketStart: Int32Array;
  readonly bucketsPerStratum: number;
}

export function createTimeOrder(strata: number, capacity: number): TimeOrder {
  const bucketsPerStratum = Math.max(16, Math.ceil(capacity / strata));
  return {
    capacity,
    time: new Float64Array(capacity),
    code: new Uint8Array(capacity),
    start: new Int32Array(strata + 1),
    bucket: new Int32Array(capacity),
    bucketStart: new Int32Array(strata * bucketsPerStratum + 1),
    bucketsPerStratum,
  };
}

/** A bucket with more patients than this is heap-sorted, so that no distribution of times makes the sort quadratic. */
const INSERTION_LIMIT = 24;

/** Sorts the first `patients` of the columns into `order`: buckets of equal width in time, insertion within a bucket. */
export function orderByTime(
  order: TimeOrder,
  patients: number,
  timeDays: Float64Array,
  event: Uint8Array,
  arm: Uint8Array,
  stratum: Uint8Array,
  strata: number,
): void {
  const { time, code, start, bucket, bucketStart, bucketsPerStratum } = order;
  const buckets = strata * bucketsPerStratum;
  let latest = 0;
  for (let i = 0; i < patients; i++) latest = timeDays[i]! > latest ? timeDays[i]! : latest;
  const scale = latest > 0 ? (bucketsPerStratum * (1 - 1e-9)) / latest : 0;
  for (let b = 0; b <= buckets; b++) bucketStart[b] = 0;
  for (let i = 0; i < patients; i++) {
    const b = (strata === 1 ? 0 : stratum[i]! * bucketsPerStratum) + ((timeDays[i]! * scale) | 0);
    bucket[i] = b;
    bucketStart[b + 1] = bucketStart[b + 1]! + 1;
  }
  let mostFull = 0;
  for (let b = 0; b < buckets; b++) {
    const full = bucketStart[b + 1]!;
    mostFull = full > mostFull ? full : mostFull;
    bucketStart[b + 1] = bucketStart[b]! + full;
  }
  for (let s = 0; s <= strata; s++) start[s] = bucketStart[s * bucketsPerStratum]!;
  for (let i = 0; i < patients; i++) {
    const b = bucket[i]!;
    const at = bucketStart[b]!;
    bucketStart[b] = at + 1;
    time[at] = timeDays[i]!;
    code[at] = (event[i]! << 1) | arm[i]!;
  }
  if (mostFull > INSERTION_LIMIT) sortFullBuckets(time, code, bucketStart, buckets);
  for (let s = 0; s < strata; s++) {
    const from = start[s]!;
    const to = start[s + 1]!;
    for (let i = from + 1; i < to; i++) {
      const key = time[i]!;
      let j = i - 1;
      if (time[j]! <= key) continue;
      const carried = code[i]!;
      while (j >= from && time[j]! > key) {
        time[j + 1] = time[j]!;
        code[j + 1] = code[j]!;
        j--;
      }
      time[j + 1] = key;
      code[j + 1] = carried;
    }
  }
}

/** `ends[b]` is one past the last place of bucket b. */
function sortFullBuckets(time: Float64Array, code: Uint8Array, ends: Int32Array, buckets: number): void {
  for (let b = 0; b < buckets; b++) {
    const from = b === 0 ? 0 : ends[b - 1]!;
    if (ends[b]! - from > INSERTION_LIMIT) heapSort(time, code, from, ends[b]!);
  }
}

function heapSort(time: Float64Array, code: Uint8Array, from: number, to: number): void {
  const size = to - from;
  for (let root = (size >> 1) - 1; root >= 0; root--) siftDown(time, code, from, root, size);
  for (let last = size - 1; last > 0; last--) {
    swap(time, code, from, from + last);
    siftDown(time, code, from, 0, last);
  }
}

function siftDown(time: Float64Array, code: Uint8Array, from: number, root: number, size: number): void {
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

function swap(time: Float64Array, code: Uint8Array, i: number, j: number): void {
  const heldTime = time[i]!;
  const heldCode = code[i]!;
  time[i] = time[j]!;
  code[i] = code[j]!;
  time[j] = heldTime;
  code[j] = heldCode;
}
