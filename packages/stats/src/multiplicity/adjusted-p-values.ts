import { oneOf, requireAll, type Requirement } from "../arguments.ts";
import { expm1 } from "../elementary/expm1.ts";
import { log1p } from "../elementary/log1p.ts";

export type Adjustment =
  | "bonferroni"
  | "sidak"
  | "holm"
  | "hochberg"
  | "hommel"
  | "fixedSequence"
  | "benjaminiHochberg"
  | "benjaminiYekutieli";

/**
 * Adjusted p-values, in the order of the p-values: reject those at most alpha.
 *
 * Family-wise error: `bonferroni`; `sidak` (independent or positively dependent tests; Z. Šidák, JASA 62 (1967) 626,
 * doi:10.1080/01621459.1967.10482935); `holm` (S. Holm, Scand. J. Stat. 6 (1979) 65, jstor 4615733); `hochberg` (Y. Hochberg, Biometrika 75
 * (1988) 800, doi:10.1093/biomet/75.4.800) and `hommel` (G. Hommel, Biometrika 75 (1988) 383, doi:10.1093/biomet/75.2.383), which need
 * Simes's inequality; `fixedSequence`: each tested only after all before it are rejected, in the order given.
 *
 * False discovery rate: `benjaminiHochberg` (J. R. Stat. Soc. B 57 (1995) 289, doi:10.1111/j.2517-6161.1995.tb02031.x),
 * `benjaminiYekutieli` (Ann. Stat. 29 (2001) 1165, doi:10.1214/aos/1013699998; any dependence).
 *
 * @throws InvalidInput for a p-value outside [0, 1], naming each. No p-values give none.
 * @example adjustPValues([0.01, 0.02, 0.03, 0.005], { method: "holm" }) // 0.03, 0.04, 0.04, 0.02
 */
export function adjustPValues(pValues: readonly number[], options: { readonly method: Adjustment }): readonly number[] {
  requireAll(...checkPValues(pValues), oneOf("method", options.method, Object.keys(methods)));
  return methods[options.method](pValues);
}

export function checkPValues(pValues: readonly number[]): Requirement[] {
  // Unlike `map`, `from` sees the holes of an array.
  return Array.from(pValues, (p, i) =>
    typeof p === "number" && p >= 0 && p <= 1
      ? undefined
      : { kind: "outOfRange", path: ["pValues", i], message: `${p} is out of range`, hint: "must be between 0 and 1" },
  );
}

const methods: Readonly<Record<Adjustment, (pValues: readonly number[]) => number[]>> = {
  bonferroni: (p) => p.map((one) => Math.min(1, one * p.length)),
  sidak: (p) => p.map((one) => -expm1(p.length * log1p(-one))),
  holm: (p) => stepDown(p, (rank) => p.length - rank),
  hochberg: (p) => stepUp(p, (rank) => p.length - rank),
  hommel,
  fixedSequence: (p) => {
    let most = 0;
    return p.map((one) => (most = Math.max(most, one)));
  },
  benjaminiHochberg: (p) => stepUp(p, (rank) => p.length / (rank + 1)),
  benjaminiYekutieli: (p) => {
    let harmonic = 0;
    for (let i = p.length; i > 0; i--) harmonic += 1 / i;
    return stepUp(p, (rank) => (harmonic * p.length) / (rank + 1));
  },
};

/** Indices of the p-values from the smallest. */
function ascending(p: readonly number[]): number[] {
  return Array.from(p.keys()).toSorted((a, b) => p[a]! - p[b]!);
}

function stepDown(p: readonly number[], factor: (rank: number) => number): number[] {
  const adjusted: number[] = Array.from(p, () => 0);
  let most = 0;
  for (const [rank, i] of ascending(p).entries()) {
    most = Math.max(most, Math.min(1, p[i]! * factor(rank)));
    adjusted[i] = most;
  }
  return adjusted;
}

function stepUp(p: readonly number[], factor: (rank: number) => number): number[] {
  const adjusted: number[] = Array.from(p, () => 0);
  const order = ascending(p);
  let least = 1;
  for (let rank = order.length - 1; rank >= 0; rank--) {
    least = Math.min(least, p[order[rank]!]! * factor(rank));
    adjusted[order[rank]!] = least;
  }
  return adjusted;
}

/**
 * The largest Simes p-value of any intersection that holds the hypothesis. Among intersections of m hypotheses the worst for
 * one of them takes the m - 1 largest of the others.
 * Source: S. P. Wright, Biometrics 48 (1992) 1005–1013, doi:10.2307/2532694, the algorithm of section 4.
 */
function hommel(p: readonly number[]): number[] {
  const n = p.length;
  const order = ascending(p);
  const sorted = order.map((i) => p[i]!);
  const adjusted = sorted.slice();
  for (let m = n; m > 1; m--) {
    const others = n - m;
    // Simes on the m - 1 largest: min m p_(others + k) / k over k = 2 … m.
    let simes = Infinity;
    for (let k = 2; k <= m; k++) simes = Math.min(simes, (m * sorted[others + k - 1]!) / k);
    for (let i = 0; i < n; i++) {
      // A hypothesis among the m - 1 largest is in the set of the m largest, whose smallest is at `others`.
      const own = m * sorted[Math.min(i, others)]!;
      adjusted[i] = Math.max(adjusted[i]!, Math.min(simes, own));
    }
  }
  const result: number[] = Array.from(p, () => 0);
  for (const [rank, i] of order.entries()) result[i] = Math.min(1, adjusted[rank]!);
  return result;
}
