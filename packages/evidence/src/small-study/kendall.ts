import { standardNormalSf } from "@rekindle/stats";

/** Kendall's tau-b with its two-sided p-value; undefined where one of the variables does not vary. */
export interface KendallTest {
  readonly tau: number;
  readonly pValue: number;
  readonly method: "exact" | "normal approximation";
}

/** The exact law takes n³ steps. */
const MOST_EXACT = 500;

/** Kendall, "Rank Correlation Methods" (1948): exact without ties; with them normal with the variance for ties, no continuity correction. */
export function kendallTest(x: ArrayLike<number>, y: ArrayLike<number>): KendallTest | undefined {
  const n = x.length;
  let sum = 0;
  for (let i = 1; i < n; i++) for (let j = 0; j < i; j++) sum += Math.sign(x[i]! - x[j]!) * Math.sign(y[i]! - y[j]!);
  const [ties, tiesY] = [tiesOf(x), tiesOf(y)];
  const pairs = (n * (n - 1)) / 2;
  const untied = (pairs - ties.pairs / 2) * (pairs - tiesY.pairs / 2);
  if (!(untied > 0)) return undefined;
  const tau = sum / Math.sqrt(untied);
  if (ties.pairs === 0 && tiesY.pairs === 0 && n <= MOST_EXACT) {
    return { tau, pValue: exactP((sum + pairs) / 2, n), method: "exact" };
  }
  const base = n * (n - 1) * (2 * n + 5);
  let variance = (base - ties.fives - tiesY.fives) / 18 + (ties.pairs * tiesY.pairs) / (2 * n * (n - 1));
  if (n > 2) variance += (ties.triples * tiesY.triples) / (9 * n * (n - 1) * (n - 2));
  const z = Math.abs(sum) / Math.sqrt(variance);
  return { tau, pValue: Math.min(1, 2 * standardNormalSf(z)), method: "normal approximation" };
}

/** Twice the smaller tail of the number of concordant pairs, each counting the value itself. */
function exactP(concordant: number, n: number): number {
  const pairs = (n * (n - 1)) / 2;
  const least = Math.min(concordant, pairs - concordant);
  // P(pairs = i) for orders of m values, made from that of m − 1: the new value is concordant with 0 … m − 1 of the others.
  let law = new Float64Array(pairs + 1);
  let next = new Float64Array(pairs + 1);
  law[0] = 1;
  for (let m = 2; m <= n; m++) {
    let window = 0;
    const last = (m * (m - 1)) / 2;
    for (let i = 0; i <= Math.min(last, least); i++) {
      window += law[i]!;
      if (i >= m) window -= law[i - m]!;
      next[i] = window / m;
    }
    [law, next] = [next, law];
  }
  let tail = 0;
  for (let i = 0; i <= least; i++) tail += law[i]!;
  return Math.min(1, 2 * tail);
}

/** Over groups of t equal values: Σ t (t − 1), Σ t (t − 1) (t − 2) and Σ t (t − 1) (2 t + 5). */
function tiesOf(values: ArrayLike<number>): {
  readonly pairs: number;
  readonly triples: number;
  readonly fives: number;
} {
  const sorted = Float64Array.from(values).toSorted();
  let [pairs, triples, fives] = [0, 0, 0];
  for (let i = 0; i < sorted.length; ) {
    let t = 0;
    const value = sorted[i]!;
    for (; i < sorted.length && sorted[i] === value; i++) t++;
    pairs += t * (t - 1);
    triples += t * (t - 1) * (t - 2);
    fives += t * (t - 1) * (2 * t + 5);
  }
  return { pairs, triples, fives };
}
