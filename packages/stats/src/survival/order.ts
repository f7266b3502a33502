/** Below this many patients a run is sorted by insertion, which is faster than merging. */
const RUN = 8;

/**
 * Indices of the patients in order of time, ties in order of entry. A bottom-up merge sort on typed arrays: a few microseconds for
 * 200 patients, where a sort with a comparator takes tens.
 */
export function orderByTime({ times }: { readonly times: ArrayLike<number> }): Uint32Array {
  const count = times.length;
  let keys = new Float64Array(count);
  let order = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    const key = times[i]!;
    let j = i;
    const start = i - (i % RUN);
    for (; j > start && keys[j - 1]! > key; j--) {
      keys[j] = keys[j - 1]!;
      order[j] = order[j - 1]!;
    }
    keys[j] = key;
    order[j] = i;
  }
  if (count <= RUN) return order;
  let nextKeys = new Float64Array(count);
  let nextOrder = new Uint32Array(count);
  for (let width = RUN; width < count; width *= 2) {
    for (let low = 0; low < count; low += 2 * width) {
      mergeRuns(keys, order, nextKeys, nextOrder, low, Math.min(low + width, count), Math.min(low + 2 * width, count));
    }
    [keys, nextKeys] = [nextKeys, keys];
    [order, nextOrder] = [nextOrder, order];
  }
  return order;
}

function mergeRuns(
  keys: Float64Array,
  order: Uint32Array,
  toKeys: Float64Array,
  toOrder: Uint32Array,
  low: number,
  middle: number,
  high: number,
): void {
  let i = low;
  let j = middle;
  for (let k = low; k < high; k++) {
    const isLeft = i < middle && (j >= high || keys[i]! <= keys[j]!);
    const from = isLeft ? i++ : j++;
    toKeys[k] = keys[from]!;
    toOrder[k] = order[from]!;
  }
}

/** The patients of each stratum, in order of time; strata in order of their numbers. Without strata, one. */
export function orderWithinStrata(sample: {
  readonly times: ArrayLike<number>;
  readonly strata?: ArrayLike<number>;
}): readonly Uint32Array[] {
  const order = orderByTime(sample);
  const { strata } = sample;
  if (strata === undefined) return [order];
  const members = new Map<number, number[]>();
  for (const i of order) {
    const list = members.get(strata[i]!);
    if (list === undefined) members.set(strata[i]!, [i]);
    else list.push(i);
  }
  return [...members.entries()].toSorted((a, b) => a[0] - b[0]).map(([, list]) => Uint32Array.from(list));
}
