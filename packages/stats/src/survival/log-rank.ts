import { holds, requireAll } from "../arguments.ts";
import { standardNormalSf } from "../distributions/normal.ts";
import { pow } from "../elementary/pow.ts";
import type { TestOutcome } from "../proportions/two-proportion-test.ts";
import { incompleteGammaUpper } from "../special/incomplete-gamma.ts";
import { quadraticForm } from "./quadratic-form.ts";
import { checkSample, firstBad, orderByTime, type SurvivalSample } from "./sample.ts";

/** Right-censored times of patients in groups, and, if stratified, in strata. */
export interface GroupedSurvival extends SurvivalSample {
  /** 0, 1, …; with two groups 0 is control and 1 experimental. */
  readonly groups: ArrayLike<number>;
  /** Any whole numbers; patients are compared only within their stratum. */
  readonly strata?: ArrayLike<number>;
}

/**
 * Weight of each event time; S is the pooled Kaplan–Meier curve of the stratum just before it.
 *
 * - `logRank`: 1.
 * - `flemingHarrington`: S^rho (1 - S)^gamma; T. R. Fleming, D. P. Harrington, Commun. Stat. 10 (1981) 763, doi:10.1080/03610928108828073.
 * - `modest`: 1 / max(S, S(until)), at most `atMost`; D. Magirr, C.-F. Burman, Stat. Med. 38 (2019) 3782, doi:10.1002/sim.8186.
 */
export type EventWeight =
  | { readonly kind: "logRank" }
  | { readonly kind: "flemingHarrington"; readonly rho: number; readonly gamma: number }
  | { readonly kind: "modest"; readonly until: number; readonly atMost?: number };

export interface LogRankResult {
  readonly chiSquared: number;
  readonly df: number;
  readonly pValue: number;
  /** Weighted events observed in each group. */
  readonly observed: readonly number[];
  /** Weighted events expected in each group. */
  readonly expected: readonly number[];
  /** Hypergeometric covariance of observed - expected, row by row. */
  readonly covariance: readonly (readonly number[])[];
  /** With two groups: positive when the experimental group (1) has fewer events than expected. */
  readonly z?: number;
  /** With two groups: one-sided p-value for fewer events in the experimental group. */
  readonly pFavoursExperimental?: number;
}

/**
 * Log-rank test and its weighted forms for two or more groups, stratified if strata are given, with the hypergeometric variance
 * (which holds with ties). Source: N. Mantel, Cancer Chemother. Rep. 50 (1966) 163; weights see `EventWeight`.
 * @returns `notEstimable` where there is one group, or no event while both groups are at risk.
 * @throws InvalidInput for columns of different lengths, bad times, events or groups, or negative rho or gamma.
 * @example logRankTest({ times, events, groups }, { weight: { kind: "logRank" } })
 */
export function logRankTest(
  sample: GroupedSurvival,
  options: { readonly weight: EventWeight },
): TestOutcome<LogRankResult> {
  const groups = checkGrouped(sample, options.weight);
  if (groups < 2) return { kind: "notEstimable", reason: "all patients are in one group" };
  const sums = sumOverStrata(sample, groups, options.weight);
  const gaps = sums.observed.map((observed, g) => observed - sums.expected[g]!);
  const form = quadraticForm(sums.covariance, gaps);
  if (form === undefined) return { kind: "notEstimable", reason: "no event happened while two groups were at risk" };
  const base = {
    kind: "tested" as const,
    chiSquared: form.value,
    df: form.rank,
    pValue: incompleteGammaUpper(form.rank / 2, form.value / 2),
    ...sums,
  };
  if (groups !== 2) return base;
  const z = -gaps[1]! / Math.sqrt(sums.covariance[1]![1]!);
  return { ...base, z, pFavoursExperimental: standardNormalSf(z) };
}

function checkGrouped(sample: GroupedSurvival, weight: EventWeight): number {
  const { times, groups, strata } = sample;
  const count = times.length;
  requireAll(
    ...checkSample(sample),
    holds(
      groups.length === count,
      "groups",
      `${groups.length} entries for ${count} times`,
      "columns must be of equal length",
    ),
    firstBad(
      groups,
      (group) => Number.isSafeInteger(group) && group >= 0 && group < 10_000,
      "groups",
      "must be 0, 1, 2, …",
    ),
    holds(strata === undefined || strata.length === count, "strata", `${strata?.length} entries for ${count} times`),
    strata === undefined ? undefined : firstBad(strata, Number.isSafeInteger, "strata", "must be a whole number"),
    holds(
      weight.kind !== "flemingHarrington" ||
        (weight.rho >= 0 && weight.gamma >= 0 && weight.rho < 1e3 && weight.gamma < 1e3),
      "weight",
      "rho and gamma must be at least 0",
    ),
    holds(weight.kind !== "modest" || weight.until >= 0, "weight", "until must be at least 0"),
    holds(
      weight.kind !== "modest" || weight.atMost === undefined || weight.atMost >= 1,
      "weight",
      "atMost must be at least 1",
    ),
  );
  let most = 0;
  for (let i = 0; i < count; i++) most = Math.max(most, groups[i]!);
  return most + 1;
}

interface Sums {
  readonly observed: number[];
  readonly expected: number[];
  readonly covariance: number[][];
}

function sumOverStrata(sample: GroupedSurvival, groups: number, weight: EventWeight): Sums {
  const sums: Sums = {
    observed: Array.from({ length: groups }, () => 0),
    expected: Array.from({ length: groups }, () => 0),
    covariance: Array.from({ length: groups }, () => Array.from({ length: groups }, () => 0)),
  };
  const order = orderByTime(sample);
  const { strata } = sample;
  if (strata === undefined) {
    addStratum(sample, order, groups, weight, sums);
    return sums;
  }
  const members = new Map<number, number[]>();
  for (const i of order) {
    const list = members.get(strata[i]!);
    if (list === undefined) members.set(strata[i]!, [i]);
    else list.push(i);
  }
  for (const stratum of [...members.keys()].toSorted((a, b) => a - b)) {
    addStratum(sample, members.get(stratum)!, groups, weight, sums);
  }
  return sums;
}

function addStratum(
  { times, events, groups: groupOf }: GroupedSurvival,
  order: ArrayLike<number>,
  groups: number,
  weight: EventWeight,
  sums: Sums,
): void {
  const atRisk = new Float64Array(groups);
  for (let i = 0; i < order.length; i++) atRisk[groupOf[order[i]!]!]!++;
  const dead = new Float64Array(groups);
  let before = 1;
  let held = 1;
  for (let i = 0; i < order.length; ) {
    const time = times[order[i]!]!;
    const n = order.length - i;
    const start = i;
    dead.fill(0);
    let d = 0;
    for (; i < order.length && times[order[i]!] === time; i++) {
      const patient = order[i]!;
      if (events[patient] !== 1) continue;
      dead[groupOf[patient]!]!++;
      d++;
    }
    if (d > 0) {
      const isEarly = weight.kind !== "modest" || time <= weight.until;
      addEventTime(atRisk, dead, n, d, weightAt(weight, isEarly ? before : held), sums);
      before *= (n - d) / n;
      if (isEarly) held = before;
    }
    for (let j = start; j < i; j++) atRisk[groupOf[order[j]!]!]!--;
  }
}

/** `s` is the pooled curve just before the event, or where a modest weight stopped growing. */
function weightAt(weight: EventWeight, s: number): number {
  if (weight.kind === "logRank") return 1;
  if (weight.kind === "modest") return Math.min(1 / s, weight.atMost ?? Infinity);
  return pow(s, weight.rho) * pow(1 - s, weight.gamma);
}

function addEventTime(atRisk: Float64Array, dead: Float64Array, n: number, d: number, w: number, sums: Sums): void {
  const spread = n > 1 ? (w * w * d * (n - d)) / (n - 1) : 0;
  for (let g = 0; g < atRisk.length; g++) {
    const share = atRisk[g]! / n;
    sums.observed[g]! += w * dead[g]!;
    sums.expected[g]! += w * d * share;
    const row = sums.covariance[g]!;
    for (let h = 0; h < atRisk.length; h++) row[h]! += spread * share * ((g === h ? 1 : 0) - atRisk[h]! / n);
  }
}
