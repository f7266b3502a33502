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
  // With the smaller arm first there are fewest rows, and counts stay far below the largest double.
  if (n1 > n2) return rankSumLaw(n2, n1, ties).toReversed();
  const width = 2 * n1 * n2 + 1;
  /** rows[m][i]: ways to have put m of the values so far into the first arm with a doubled count of i. */
  const rows = Array.from({ length: n1 + 1 }, () => new Float64Array(width));
  rows[0]![0] = 1;
  let below = 0;
  for (const t of ties) {
    // From the largest m down, so that a row is read before it is changed; k = 0 leaves it as it is.
    for (let m = Math.min(n1, below + t); m >= 0; m--) {
      const row = rows[m]!;
      if (below - m + t > n2) row.fill(0);
      let ways = 1;
      for (let k = 1; k <= Math.min(t, m); k++) {
        ways *= (t - k + 1) / k;
        const others = below - (m - k);
        if (others < 0 || others + t - k > n2) continue;
        addShifted(rows[m - k]!, row, 2 * (m - k) * n2, 2 * k * others + k * (t - k), ways);
      }
    }
    below += t;
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
