import { holds, requireAll } from "../arguments.ts";

/**
 * Adjusted p-values that control the family-wise error rate; compare each with alpha.
 *
 * - `bonferroni`, `holm`: any dependence (S. Holm, Scand. J. Stat. 6 (1979) 65).
 * - `hochberg`, `hommel`: under positive dependence (Y. Hochberg, Biometrika 75 (1988) 800, doi:10.1093/biomet/75.4.800; G. Hommel,
 *   Biometrika 75 (1988) 383, doi:10.1093/biomet/75.2.383).
 * - `fixedSequence`: in the given order, each tested only if all before are rejected.
 */
export type Adjustment = "bonferroni" | "holm" | "hochberg" | "hommel" | "fixedSequence";

/**
 * @throws InvalidInput for no p-values, or any outside [0, 1].
 * @example adjustPValues([0.01, 0.02, 0.03, 0.005, 0.04], { method: "holm" }) // [0.04, 0.06, 0.06, 0.025, 0.06]
 */
export function adjustPValues(pValues: readonly number[], options: { readonly method: Adjustment }): readonly number[] {
  requireAll(
    holds(pValues.length > 0, "pValues", "there are no p-values"),
    ...pValues.map((p) => holds(p >= 0 && p <= 1, "pValues", `${p} is no probability`, "must be between 0 and 1")),
    holds(
      Object.hasOwn(methods, options.method),
      "method",
      `${options.method} is no method`,
      `allowed: ${Object.keys(methods).join(", ")}`,
    ),
  );
  return methods[options.method](pValues);
}

const methods: Readonly<Record<Adjustment, (p: readonly number[]) => readonly number[]>> = {
  bonferroni: (p) => p.map((value) => Math.min(1, value * p.length)),
  holm: (p) => {
    let most = 0;
    return inOrder(p, (value, rank) => (most = Math.max(most, Math.min(1, (p.length - rank) * value))));
  },
  hochberg: (p) => {
    let least = 1;
    const order = ascending(p);
    const adjusted = p.map(() => 1);
    for (let rank = p.length - 1; rank >= 0; rank--) {
      least = Math.min(least, (p.length - rank) * p[order[rank]!]!);
      adjusted[order[rank]!] = least;
    }
    return adjusted;
  },
  hommel,
  fixedSequence: (p) => {
    let most = 0;
    return p.map((value) => (most = Math.max(most, value)));
  },
};

function ascending(p: readonly number[]): readonly number[] {
  return p.map((_, i) => i).toSorted((a, b) => p[a]! - p[b]! || a - b);
}

function inOrder(p: readonly number[], adjust: (value: number, rank: number) => number): readonly number[] {
  const adjusted = p.map(() => 1);
  for (const [rank, i] of ascending(p).entries()) adjusted[i] = adjust(p[i]!, rank);
  return adjusted;
}

/** S. P. Wright's algorithm, Biometrics 48 (1992) 1005, doi:10.2307/2532694, section 4: the closed test of Simes's local tests. */
function hommel(p: readonly number[]): readonly number[] {
  const n = p.length;
  const order = ascending(p);
  const sorted = order.map((i) => p[i]!);
  const adjusted = sorted.slice();
  for (let m = n; m > 1; m--) {
    let least = Infinity;
    for (let i = 1; i < m; i++) least = Math.min(least, (m * sorted[n - m + i]!) / (i + 1));
    for (let i = n - m + 1; i < n; i++) adjusted[i] = Math.max(adjusted[i]!, least);
    for (let i = 0; i <= n - m; i++) adjusted[i] = Math.max(adjusted[i]!, Math.min(least, m * sorted[i]!));
  }
  const result = p.map(() => 1);
  for (const [rank, i] of order.entries()) result[i] = Math.min(1, adjusted[rank]!);
  return result;
}
