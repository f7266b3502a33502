import { exp } from "@rekindle/stats";
import type { ArmSizes } from "../analytic/exact-response-power.ts";
import { logFactorials } from "../endpoint-tests/hypergeometric-tail.ts";

/**
 * How a test orders the tables of two arms: a statistic for x₁ experimental and x₀ control responses at x₁ (n₀ + 1) + x₀, smaller
 * for tables that speak more for a higher experimental rate.
 */
export type ResponseOrder = Float64Array;

/** Fisher's one-sided p of every table, or the mid-P; each set of tables with the same total in one sweep. */
export function fisherOrder({ control: n0, experimental: n1 }: ArmSizes, pValue: "exact" | "mid"): ResponseOrder {
  const order = new Float64Array((n1 + 1) * (n0 + 1));
  const factorials = logFactorials(n0 + n1);
  const choose = (n: number, k: number) => factorials[n]! - factorials[k]! - factorials[n - k]!;
  const own = pValue === "mid" ? 0.5 : 1;
  for (let total = 0; total <= n0 + n1; total++) {
    let above = 0;
    for (let x1 = Math.min(n1, total); x1 >= Math.max(0, total - n0); x1--) {
      const point = exp(choose(n1, x1) + choose(n0, total - x1) - choose(n0 + n1, total));
      order[x1 * (n0 + 1) + total - x1] = Math.min(1, above + own * point);
      above += point;
    }
  }
  return order;
}

/** Minus the pooled z of every table; 0 where it is not defined. */
export function pooledOrder({ control: n0, experimental: n1 }: ArmSizes): ResponseOrder {
  const order = new Float64Array((n1 + 1) * (n0 + 1));
  for (let x1 = 0; x1 <= n1; x1++) {
    for (let x0 = 0; x0 <= n0; x0++) {
      const p = (x1 + x0) / (n1 + n0);
      const variance = p * (1 - p) * (1 / n1 + 1 / n0);
      order[x1 * (n0 + 1) + x0] = variance > 0 ? (x0 / n0 - x1 / n1) / Math.sqrt(variance) : 0;
    }
  }
  return order;
}

/** Fewest experimental responses that reject, for each number of control responses; n₁ + 1 where none do. */
export type RejectionEdge = Int32Array;

/** Values of the statistic that differ by rounding alone count as equal. */
const TIE = 1e-10;

/**
 * The edge of the region in which the statistic is at most `limit`. Both statistics fall with x₁ and rise with x₀, so each column of
 * tables is cut once, and the cuts rise.
 */
export function edgeOf(
  order: ResponseOrder,
  { control: n0, experimental: n1 }: ArmSizes,
  limit: number,
): RejectionEdge {
  const edge = new Int32Array(n0 + 1).fill(n1 + 1);
  if (limit === -Infinity) return edge;
  const loose = limit + TIE * Math.max(Math.abs(limit), 1e-300);
  let x1 = 0;
  for (let x0 = 0; x0 <= n0; x0++) {
    while (x1 <= n1 && order[x1 * (n0 + 1) + x0]! > loose) x1++;
    edge[x0] = x1;
  }
  return edge;
}
