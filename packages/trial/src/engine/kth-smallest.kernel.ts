/**
 * The k-th smallest (k from 1) of the first `count` values, by Hoare's quickselect (Comm. ACM 4 (1961) 321-322,
 * doi:10.1145/366622.366647) with the median of three as pivot. Reorders `values`.
 */
export function kthSmallest(values: Float64Array, count: number, k: number): number {
  const target = k - 1;
  let from = 0;
  let to = count - 1;
  while (from < to) {
    const pivot = medianOfThree(values[from]!, values[(from + to) >> 1]!, values[to]!);
    let i = from;
    let j = to;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i <= j) {
        const held = values[i]!;
        values[i] = values[j]!;
        values[j] = held;
        i++;
        j--;
      }
    }
    if (target <= j) to = j;
    else if (target >= i) from = i;
    else break;
  }
  return values[target]!;
}

function medianOfThree(a: number, b: number, c: number): number {
  if (a < b) return b < c ? b : a < c ? c : a;
  return a < c ? a : b < c ? c : b;
}
