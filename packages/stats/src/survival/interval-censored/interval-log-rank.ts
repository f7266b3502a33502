import { holds, oneOf, requireAll } from "../../arguments.ts";
import { standardNormalSf } from "../../distributions/normal.ts";
import type { TestOutcome } from "../../proportions/two-proportion-test.ts";
import { incompleteGammaUpper } from "../../special/incomplete-gamma.ts";
import { listOf, rowsOf } from "../log-rank-sums.ts";
import { quadraticForm } from "../quadratic-form.ts";
import { checkGroups, countGroups } from "../sample.ts";
import { emicm } from "./emicm.ts";
import { innermostIntervals } from "./innermost-intervals.ts";
import { checkIntervals, type IntervalSample } from "./interval-sample.ts";
import { type IntervalScores, patientScores, scoreCurve } from "./interval-scores.ts";
import { addScoreInformation, LARGEST_INFORMATION } from "./score-information.ts";

/** Times known to lie in intervals, of patients in groups, and, if stratified, in strata. */
export interface GroupedIntervals extends IntervalSample {
  /** 0, 1, …; with two groups 0 is control and 1 experimental. */
  readonly groups: ArrayLike<number>;
  /** Any whole numbers; each stratum has its own common distribution. */
  readonly strata?: ArrayLike<number>;
}

export interface IntervalLogRank {
  readonly chiSquared: number;
  readonly df: number;
  readonly pValue: number;
  /** Sum of scores in each group: about the events observed less those expected, so negative where events come late. */
  readonly scores: readonly number[];
  /** Of the scores, by the chosen variance, row by row. */
  readonly covariance: readonly (readonly number[])[];
  /** With two groups: positive when events come later in the experimental group (1). */
  readonly z?: number;
  readonly pFavoursExperimental?: number;
}

/**
 * `permutation`: over all assignments to groups within strata; it needs inspection times unrelated to the group. `information`: the
 * observed information of the group effects under the model of the scores, less what estimating the common distribution takes away.
 */
export type IntervalVariance = "permutation" | "information";

/**
 * Log-rank test for interval-censored times in two or more groups, stratified if strata are given: each patient's score under the
 * common distribution of the stratum, summed within groups.
 *
 * - `sun`: J. Sun, Stat. Med. 15 (1996) 1387. With right-censored times the scores are those of the log-rank test.
 * - `finkelstein`: D. M. Finkelstein, Biometrics 42 (1986) 845, doi:10.2307/2530698, the score of the grouped proportional hazards model.
 *
 * Forms as in M. P. Fay, P. A. Shaw, J. Stat. Softw. 36 (2010) 2, doi:10.18637/jss.v036.i02, section 3; both variances are compared
 * by M. P. Fay, Stat. Med. 18 (1999) 273.
 * @param options `variance`: `permutation` unless told otherwise.
 * @returns `notEstimable` with one group or without variance, or where the common distribution is not found.
 * @throws InvalidInput for bad columns, scores or variance.
 * @example intervalLogRank({ left, right, groups }, { scores: "sun" })
 */
export function intervalLogRank(
  sample: GroupedIntervals,
  options: { readonly scores: IntervalScores; readonly variance?: IntervalVariance },
): TestOutcome<IntervalLogRank> {
  const { groups, left } = sample;
  const { scores: kind, variance = "permutation" } = options;
  requireAll(
    ...checkIntervals(sample),
    holds(groups !== undefined, "groups", "there is no column of groups"),
    ...checkGroups({ times: left, events: left }, sample),
    oneOf("scores", kind, ["sun", "finkelstein"]),
    oneOf("variance", variance, ["permutation", "information"]),
  );
  const count = countGroups(groups);
  const scores = new Float64Array(count);
  const covariance = new Float64Array(count * count);
  for (const members of membersOfStrata(sample)) {
    const reason = addStratum(sample, members, { kind, variance, count }, { scores, covariance });
    if (reason !== undefined) return { kind: "notEstimable", reason };
  }
  const rows = rowsOf(covariance, count);
  const form = quadraticForm(rows, listOf(scores, 0, count));
  if (form === undefined || !(largest(covariance) > 1e-18)) {
    return { kind: "notEstimable", reason: whyNoVariance(sample, variance) };
  }
  const base = {
    kind: "tested" as const,
    chiSquared: form.value,
    df: form.rank,
    pValue: incompleteGammaUpper(form.rank / 2, form.value / 2),
    scores: listOf(scores, 0, count),
    covariance: rows,
  };
  if (count !== 2) return base;
  const z = (0 - scores[1]!) / Math.sqrt(covariance[3]!);
  return { ...base, z, pFavoursExperimental: standardNormalSf(z) };
}

function whyNoVariance({ groups, strata }: GroupedIntervals, variance: IntervalVariance): string {
  if (Array.from(groups).every((group) => group === groups[0])) return "all patients are in one group";
  if (variance === "information") return "the times tell nothing about a difference between groups";
  return strata === undefined
    ? "all patients have the same score"
    : "no two patients of different groups are in one stratum with different scores";
}

interface Sums {
  readonly scores: Float64Array;
  readonly covariance: Float64Array;
}

/** Why the stratum cannot be added, if so. */
function addStratum(
  sample: GroupedIntervals,
  members: readonly number[],
  options: { readonly kind: IntervalScores; readonly variance: IntervalVariance; readonly count: number },
  sums: Sums,
): string | undefined {
  const { kind, variance, count } = options;
  const own = {
    left: Float64Array.from(members, (i) => sample.left[i]!),
    right: Float64Array.from(members, (i) => sample.right[i]!),
  };
  const groups = Int32Array.from(members, (i) => sample.groups[i]!);
  if (groups.every((group) => group === groups[0])) return undefined;
  const intervals = innermostIntervals(own);
  const tolerance = 1e-10 * members.length;
  const { mass, gap } = emicm(intervals, tolerance);
  if (gap > tolerance) return "the common distribution did not converge";
  const curve = scoreCurve(mass, kind);
  const scores = patientScores(intervals, curve);
  for (const [i, score] of scores.entries()) sums.scores[groups[i]!]! += score;
  if (variance === "permutation") {
    addPermutations(scores, groups, count, sums.covariance);
    return undefined;
  }
  if (curve.size > LARGEST_INFORMATION) {
    return `the information of ${curve.size} masses is too large; the permutation variance needs none`;
  }
  const isKnown = addScoreInformation(intervals, curve, groups, count, sums.covariance);
  return isKnown ? undefined : "the information of the common distribution is singular";
}

function addPermutations(scores: Float64Array, groups: Int32Array, count: number, covariance: Float64Array): void {
  const sizes = new Float64Array(count);
  let squares = 0;
  for (let i = 0; i < scores.length; i++) {
    sizes[groups[i]!]! += 1;
    squares += scores[i]! * scores[i]!;
  }
  const perPatient = squares / (scores.length - 1);
  for (let g = 0; g < count; g++) {
    const share = sizes[g]! / scores.length;
    for (let h = 0; h < count; h++) {
      covariance[g * count + h]! += g === h ? perPatient * sizes[g]! * (1 - share) : -perPatient * sizes[h]! * share;
    }
  }
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

function membersOfStrata({ left, strata }: GroupedIntervals): readonly (readonly number[])[] {
  const members = new Map<number, number[]>();
  for (let i = 0; i < left.length; i++) {
    const stratum = strata === undefined ? 0 : strata[i]!;
    const list = members.get(stratum);
    if (list === undefined) members.set(stratum, [i]);
    else list.push(i);
  }
  return [...members.entries()].toSorted((a, b) => a[0] - b[0]).map(([, list]) => list);
}
