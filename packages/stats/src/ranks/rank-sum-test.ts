import { requireColumns, requireMappings } from "../argument-shapes.ts";
import { holds, oneOf, requireAll, type Requirement } from "../arguments.ts";
import { standardNormalSf } from "../distributions/normal.ts";
import { checkValues, type TwoSamples } from "../means/two-means.ts";
import type { TestOutcome } from "../proportions/two-proportion-test.ts";
import { rankSumLaw } from "./rank-sum-law.ts";

export type RankSumMethod = "exact" | "normal" | "normalCc";

export interface RankSumResult {
  /** Pairs in which the experimental value is higher, ties counting ½. */
  readonly u: number;
  /** u over all pairs: the probability that an experimental value is higher, plus half that of a tie. */
  readonly probability: number;
  /** Without continuity correction; left out by `exact`. */
  readonly z?: number;
  /** One-sided, for higher experimental values. */
  readonly pUpper: number;
  readonly pLower: number;
  readonly pTwoSided: number;
}

/**
 * Wilcoxon's rank-sum test, which is Mann and Whitney's U test.
 *
 * - `exact`: the permutation law given the ties. Two-sided `doubled`: twice the smaller tail, at most 1 (R's wilcox.test); `distance`: all
 *   values of u at least as far from their mean (coin). Without ties both agree.
 * - `normal`: variance n1 n2 / 12 · (N + 1 - Σ (t³ - t) / (N (N - 1))) for ties of size t; `normalCc` takes ½ off |u - n1 n2 / 2|.
 *
 * Sources: F. Wilcoxon, Biometrics Bull. 1 (1945) 80, doi:10.2307/3001968; H. B. Mann, D. R. Whitney, Ann. Math. Stat. 18 (1947) 50,
 * doi:10.1214/aoms/1177730491; ties E. L. Lehmann, "Nonparametrics" (1975), equation 1.34.
 * @returns `notEstimable` from the normal forms where all values are equal; `exact` then gives 1.
 * @throws InvalidInput for values that are not finite, an empty arm, or arms too large for `exact` (n1 n2 (n1 + n2) min(n1, n2) above
 * 3e8: 110 against 110, or 12 against 1,200).
 * @example rankSumTest({ experimental: [3, 4, 6], control: [1, 2, 3] }, { method: "exact" })
 */
export function rankSumTest(
  samples: TwoSamples,
  options: { readonly method: RankSumMethod; readonly twoSided?: "doubled" | "distance" },
): TestOutcome<RankSumResult> {
  requireSamples(samples, options);
  const { method, twoSided = "doubled" } = options;
  const n1 = samples.experimental.length;
  const n2 = samples.control.length;
  requireAll(
    ...checkSamples(samples),
    oneOf("method", method, ["exact", "normal", "normalCc"]),
    oneOf("twoSided", twoSided, ["doubled", "distance"]),
    holds(
      method !== "exact" || !(exactCost(n1, n2) > MOST_EXACT_COST),
      "method",
      `exact for ${n1} against ${n2} values`,
      "use normalCc",
    ),
  );
  const { u, ties } = countPairs(samples);
  const pairs = n1 * n2;
  const base = { kind: "tested" as const, u, probability: u / pairs };
  if (method === "exact") return { ...base, ...exactTails(rankSumLaw(n1, n2, ties), 2 * u, twoSided) };
  const total = n1 + n2;
  let tied = 0;
  for (const t of ties) tied += (t * t - 1) * t;
  const variance = (pairs / 12) * (total + 1 - tied / (total * (total - 1)));
  if (!(variance > 0) || ties.length === 1) return { kind: "notEstimable", reason: "all values are equal" };
  const sd = Math.sqrt(variance);
  const gap = u - pairs / 2;
  const correction = method === "normalCc" ? 0.5 : 0;
  return {
    ...base,
    z: gap / sd,
    pUpper: standardNormalSf((gap - correction) / sd),
    pLower: standardNormalSf((-gap - correction) / sd),
    pTwoSided: Math.min(1, 2 * standardNormalSf((Math.abs(gap) - correction) / sd)),
  };
}

/** Keeps the permutation law under about a second. */
export const MOST_EXACT_COST = 3e8;

export function exactCost(n1: number, n2: number): number {
  return n1 * n2 * (n1 + n2) * Math.min(n1, n2);
}

/** That both arms are lists, and there are options. @throws InvalidInput otherwise. */
export function requireSamples(samples: TwoSamples, options: object): void {
  requireMappings({ samples, options });
  requireColumns({ experimental: samples.experimental, control: samples.control });
}

export function checkSamples({ experimental, control }: TwoSamples): Requirement[] {
  return [
    ...checkValues("experimental", experimental),
    ...checkValues("control", control),
    holds(experimental.length > 0, "experimental", "there are no values"),
    holds(control.length > 0, "control", "there are no values"),
  ];
}

/** U and the sizes of the groups of equal values, from the smallest. */
export function countPairs({ experimental, control }: TwoSamples): {
  readonly u: number;
  readonly ties: readonly number[];
} {
  const first = Float64Array.from(experimental).toSorted();
  const second = Float64Array.from(control).toSorted();
  const ties: number[] = [];
  let u = 0;
  let i = 0;
  let j = 0;
  while (i < first.length || j < second.length) {
    const value = Math.min(first[i] ?? Infinity, second[j] ?? Infinity);
    let inFirst = 0;
    let inSecond = 0;
    while (first[i] === value) {
      i++;
      inFirst++;
    }
    while (second[j] === value) {
      j++;
      inSecond++;
    }
    u += inFirst * (j - inSecond + inSecond / 2);
    ties.push(inFirst + inSecond);
  }
  return { u, ties };
}

function exactTails(law: Float64Array, doubled: number, twoSided: "doubled" | "distance") {
  const centre = (law.length - 1) / 2;
  const far = Math.abs(doubled - centre);
  let pUpper = 0;
  let pLower = 0;
  let distant = 0;
  for (let i = 0; i < law.length; i++) {
    if (i >= doubled) pUpper += law[i]!;
    if (i <= doubled) pLower += law[i]!;
    if (Math.abs(i - centre) >= far) distant += law[i]!;
  }
  const pTwoSided = twoSided === "distance" ? distant : 2 * Math.min(pUpper, pLower);
  return { pUpper: Math.min(1, pUpper), pLower: Math.min(1, pLower), pTwoSided: Math.min(1, pTwoSided) };
}
