/** P(2 U = i) at each i from 0 to 2 n1 n2. */
export type RankSumLaw = Float64Array;

/**
 * Exact permutation law of the Mann–Whitney count U of n1 among n1 + n2 values, given how many values tie at each rank.
 *
 * Groups of tied values are added from the smallest. Putting k of t tied values into the first arm adds k times the values of the second
 * arm below, and half of k (t - k) for the ties; the C(t, k) ways weight it. All terms are positive, so no digits cancel.
 * Source: J. H. Klotz, JASA 61 (1966) 772–787, doi:10.1080/01621459.1966.10480904; the count is kept doubled, to be whole.
 * @param ties sizes of the groups, from the smallest value; their sum is n1 + n2.
 */
export function rankSumLaw(n1: number, n2: number, ties: readonly number[]): RankSumLaw {
  const width = 2 * n1 * n2 + 1;
  let rows = Array.from({ length: n1 + 1 }, () => new Float64Array(width));
  rows[0]![0] = 1;
  let below = 0;
  for (const t of ties) {
    const ways = binomials(t);
    const next = Array.from({ length: n1 + 1 }, () => new Float64Array(width));
    for (let m = Math.max(0, below - n2); m <= Math.min(n1, below); m++) {
      const others = below - m;
      const most = 2 * m * others + 2 * m * (n2 - others);
      for (let k = Math.max(0, t - (n2 - others)); k <= Math.min(t, n1 - m); k++) {
        addShifted(rows[m]!, next[m + k]!, Math.min(width - 1, most), 2 * k * others + k * (t - k), ways[k]!);
      }
    }
    below += t;
    rows = next;
    rescale(rows);
  }
  const law = rows[n1]!;
  let total = 0;
  for (let i = 0; i < width; i++) total += law[i]!;
  for (let i = 0; i < width; i++) law[i]! /= total;
  return law;
}

function addShifted(from: Float64Array, to: Float64Array, most: number, shift: number, factor: number): void {
  const end = Math.min(most, to.length - 1 - shift);
  for (let i = 0; i <= end; i++) to[i + shift]! += factor * from[i]!;
}

/** Counts of arrangements pass the largest double near 1,000 values; only their ratios matter. */
function rescale(rows: readonly Float64Array[]): void {
  let most = 0;
  for (const row of rows) for (let i = 0; i < row.length; i++) if (row[i]! > most) most = row[i]!;
  if (most < 1e200) return;
  for (const row of rows) for (let i = 0; i < row.length; i++) row[i]! *= 1e-200;
}

function binomials(n: number): Float64Array {
  const row = new Float64Array(n + 1);
  row[0] = 1;
  for (let k = 1; k <= n; k++) row[k] = (row[k - 1]! * (n - k + 1)) / k;
  return row;
}
