import { holds, requireAll } from "../arguments.ts";
import { standardNormalSf } from "../distributions/normal.ts";
import type { TestOutcome } from "../proportions/two-proportion-test.ts";
import { checkSamples, type TwoSamples } from "./t-test.ts";

export interface RankSumResult {
  /** Pairs in which the experimental value is higher, ties counting one half: Mann–Whitney's U. */
  readonly u: number;
  /** u over all pairs: the probability of a higher value on the experimental arm, plus half that of a tie. */
  readonly probability: number;
  /** One-sided, for higher values on the experimental arm. */
  readonly pUpper: number;
  readonly pTwoSided: number;
}

/**
 * Wilcoxon–Mann–Whitney test.
 *
 * - `exact`: the permutation distribution given the ties, by counting rank sums (shift algorithm; B. Streitberg, J. Röhmel, 1986);
 *   two-sided by twice the smaller tail, as R's wilcox.test without ties; at most 2,000 patients.
 * - `normal`: with the variance for ties, and continuity correction by choice.
 *
 * @returns `notEstimable` where all values are tied.
 * @throws InvalidInput for empty arms or values that are not finite.
 */
export function rankSumTest(
  samples: TwoSamples,
  options: { readonly method: "exact" | "normal"; readonly correction?: "none" | "continuity" },
): TestOutcome<RankSumResult> {
  const { method, correction = "none" } = options;
  const total = samples.experimental.length + samples.control.length;
  requireAll(
    ...checkSamples(samples),
    holds(
      method === "exact" || method === "normal",
      "method",
      `${String(method)} is no method`,
      "allowed: exact, normal",
    ),
    holds(
      method !== "exact" || total <= 2000,
      "method",
      `${total} patients`,
      "the exact method takes at most 2000; use normal",
    ),
  );
  const ranks = doubledMidranks(samples);
  const n1 = samples.experimental.length;
  const n2 = samples.control.length;
  let sum = 0;
  for (let i = 0; i < n1; i++) sum += ranks[i]!;
  const u = (sum - n1 * (n1 + 1)) / 2;
  const pairs = n1 * n2;
  if (ranks.every((rank) => rank === ranks[0])) return { kind: "notEstimable", reason: "all values are equal" };
  const tails = method === "exact" ? exactTails(ranks, n1, sum) : normalTails(ranks, n1, n2, u, correction);
  return { kind: "tested", u, probability: u / pairs, ...tails };
}

/** Twice the midranks, whole numbers, experimental arm first. */
function doubledMidranks({ experimental, control }: TwoSamples): Int32Array {
  const values = [...Array.from(experimental), ...Array.from(control)];
  const order = values.map((_, i) => i).toSorted((a, b) => values[a]! - values[b]!);
  const ranks = new Int32Array(values.length);
  for (let i = 0; i < order.length; ) {
    let j = i;
    while (j < order.length && values[order[j]!] === values[order[i]!]) j++;
    // Ranks i + 1 … j, twice their mean.
    for (let k = i; k < j; k++) ranks[order[k]!] = i + 1 + j;
    i = j;
  }
  return ranks;
}

/** Counts of the subsets of n1 patients by their rank sum, scaled to probabilities as they grow. */
function exactTails(ranks: Int32Array, n1: number, observed: number): { pUpper: number; pTwoSided: number } {
  const most = Int32Array.from(ranks)
    .toSorted()
    .slice(-n1)
    .reduce((a, b) => a + b, 0);
  const rows = Array.from({ length: n1 + 1 }, () => new Float64Array(most + 1));
  rows[0]![0] = 1;
  for (const [used, rank] of ranks.entries()) {
    // The used-th patient is chosen with hypergeometric odds: weights stay probabilities, so nothing overflows.
    for (let k = Math.min(n1, used + 1); k >= 0; k--) {
      const row = rows[k]!;
      const before = k > 0 ? rows[k - 1]! : undefined;
      for (let s = most; s >= 0; s--) {
        const stay = row[s]! * ((used + 1 - k) / (used + 1));
        row[s] = stay + (before !== undefined && s >= rank ? before[s - rank]! * (k / (used + 1)) : 0);
      }
    }
  }
  const row = rows[n1]!;
  let upper = 0;
  let lower = 0;
  for (let s = most; s >= observed; s--) upper += row[s]!;
  for (let s = 0; s <= observed; s++) lower += row[s]!;
  return { pUpper: Math.min(1, upper), pTwoSided: Math.min(1, 2 * Math.min(upper, lower)) };
}

function normalTails(
  ranks: Int32Array,
  n1: number,
  n2: number,
  u: number,
  correction: "none" | "continuity",
): { pUpper: number; pTwoSided: number } {
  const n = n1 + n2;
  const counts = new Map<number, number>();
  for (const rank of ranks) counts.set(rank, (counts.get(rank) ?? 0) + 1);
  let ties = 0;
  for (const t of counts.values()) ties += t * (t * t - 1);
  const sd = Math.sqrt(((n1 * n2) / 12) * (n + 1 - ties / (n * (n - 1))));
  const gap = u - (n1 * n2) / 2;
  const half = correction === "continuity" ? 0.5 : 0;
  return {
    pUpper: standardNormalSf((gap - half) / sd),
    pTwoSided: Math.min(1, 2 * standardNormalSf(Math.max(0, Math.abs(gap) - half) / sd)),
  };
}
