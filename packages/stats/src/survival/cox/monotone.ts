import type { CoxColumns } from "./cox-columns.ts";
import type { CoxTies } from "./partial-likelihood.ts";

/**
 * Whether the partial likelihood never falls along a direction: at every event time the patients with events have the largest
 * linear predictors of all at risk. The maximum is then at infinity. Source: M. C. Bryson, M. E. Johnson, Technometrics 23 (1981)
 * 381.
 */
export function isMonotoneAlong(columns: CoxColumns, direction: Float64Array, ties: CoxTies): boolean {
  const { strata, x, names, times, events } = columns;
  const size = names.length;
  const line = new Float64Array(times.length);
  let most = 0;
  for (let i = 0; i < line.length; i++) {
    for (let j = 0; j < size; j++) line[i]! += direction[j]! * x[i * size + j]!;
    most = Math.max(most, Math.abs(line[i]!));
  }
  const slack = 1e-6 * most;
  let isStrict = false;
  for (const order of strata) {
    for (let start = 0; start < order.length; ) {
      const time = times[order[start]!]!;
      const dead: number[] = [];
      let end = start;
      for (; end < order.length && times[order[end]!] === time; end++) {
        if (events[order[end]!] === 1) dead.push(line[order[end]!]!);
      }
      if (dead.length > 0) {
        const set = Float64Array.from(order.subarray(start), (i) => line[i]!).toSorted();
        dead.sort((a, b) => a - b);
        for (let k = 0; k < dead.length; k++) {
          const bar = set[ties === "exact" ? set.length - dead.length + k : set.length - 1]!;
          if (dead[k]! < bar - slack) return false;
        }
        if (set[0]! < set[set.length - 1]! - 1e-3 * most) isStrict = true;
      }
      start = end;
    }
  }
  return isStrict;
}
