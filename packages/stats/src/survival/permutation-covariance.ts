import type { EventTable } from "./event-table.ts";
import type { SortedPatients } from "./sorted-patients.kernel.ts";

/**
 * Adds the covariance of the groups' sums of scores over all permutations of patients within strata: with scores a_i of m patients
 * that sum to 0, and m_g of them in group g, Σ a_i² / (m - 1) (m_g δ_gh - m_g m_h / m). A patient's score is w for an event less the
 * weighted hazard up to the patient's time.
 */
export function addPermutationCovariance(
  sorted: SortedPatients,
  table: EventTable,
  weights: Float64Array,
  covariance: Float64Array,
): void {
  const { groups, strata } = table;
  const { start, code } = sorted;
  const sizes = new Float64Array(groups);
  for (let s = 0; s < strata; s++) {
    const count = start[s + 1]! - start[s]!;
    if (count < 2) continue;
    const perPatient = sumOfSquares(sorted, table, weights, s) / (count - 1);
    sizes.fill(0);
    for (let i = start[s]!; i < start[s + 1]!; i++) sizes[code[i]! >> 1]!++;
    for (let g = 0; g < groups; g++) {
      const share = sizes[g]! / count;
      covariance[g * groups + g]! += perPatient * sizes[g]! * (1 - share);
      for (let h = 0; h < g; h++) {
        const product = perPatient * sizes[h]! * share;
        covariance[g * groups + h]! -= product;
        covariance[h * groups + g]! -= product;
      }
    }
  }
}

function sumOfSquares(
  { start, time, code }: SortedPatients,
  { start: rows, times, atRisk, events }: EventTable,
  weights: Float64Array,
  stratum: number,
): number {
  let row = rows[stratum]!;
  const lastRow = rows[stratum + 1]!;
  let hazard = 0;
  let weight = 0;
  let sum = 0;
  for (let i = start[stratum]!; i < start[stratum + 1]!; i++) {
    for (; row < lastRow && times[row]! <= time[i]!; row++) {
      weight = weights[row]!;
      hazard += (weight * events[row]!) / atRisk[row]!;
    }
    const score = (code[i]! & 1) * weight - hazard;
    sum += score * score;
  }
  return sum;
}
