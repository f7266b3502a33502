import { oneOf, requireAll } from "../../arguments.ts";
import { standardNormalSf } from "../../distributions/normal.ts";
import { log } from "../../elementary/log.ts";
import type { TestOutcome } from "../../proportions/two-proportion-test.ts";
import { incompleteGammaUpper } from "../../special/incomplete-gamma.ts";
import { checkGroups, countGroups } from "../sample.ts";
import { emicm } from "./emicm.ts";
import { innermostIntervals, type InnermostIntervals } from "./innermost-intervals.ts";
import { checkIntervals, type IntervalSample } from "./interval-sample.ts";

export interface IntervalLogRank {
  readonly chiSquared: number;
  readonly df: number;
  readonly pValue: number;
  /** Sum of scores in each group: about the events observed less those expected, so negative where events come late. */
  readonly scores: readonly number[];
  /** With two groups: positive when events come later in the experimental group (1). */
  readonly z?: number;
  readonly pFavoursExperimental?: number;
}

/**
 * Log-rank test for interval-censored times in two or more groups: each patient's score under the common distribution, summed within
 * groups, against the permutation law of the sums (asymptotic; it needs inspection times unrelated to the group).
 *
 * - `sun`: J. Sun, Stat. Med. 15 (1996) 1387, doi:10.1002/(SICI)1097-0258(19960715)15:13<1387::AID-SIM268>3.0.CO;2-R. With right-censored
 *   times the scores are those of the log-rank test.
 * - `finkelstein`: D. M. Finkelstein, Biometrics 42 (1986) 845, doi:10.2307/2530698, the score of the grouped proportional hazards model.
 *
 * Forms as in M. P. Fay, P. A. Shaw, J. Stat. Softw. 36 (2010) 2, doi:10.18637/jss.v036.i02, section 3.
 * @returns `notEstimable` with one group or without variance, or where the common distribution is not found.
 * @throws InvalidInput for bad columns or scores.
 * @example intervalLogRank({ left, right, groups }, { scores: "sun" })
 */
export function intervalLogRank(
  sample: IntervalSample & { readonly groups: ArrayLike<number> },
  options: { readonly scores: "sun" | "finkelstein" },
): TestOutcome<IntervalLogRank> {
  const { groups, left } = sample;
  requireAll(
    ...checkIntervals(sample),
    ...checkGroups({ times: left, events: left }, { groups }),
    oneOf("scores", options.scores, ["sun", "finkelstein"]),
  );
  const intervals = innermostIntervals(sample);
  const tolerance = 1e-10 * left.length;
  const { mass, gap } = emicm(intervals, tolerance);
  if (gap > tolerance) return { kind: "notEstimable", reason: "the common distribution did not converge" };
  const scores = patientScores(intervals, mass, options.scores);
  const count = countGroups(groups);
  const sums = Array.from({ length: count }, () => 0);
  const sizes = Array.from({ length: count }, () => 0);
  let squares = 0;
  for (const [i, score] of scores.entries()) {
    sums[groups[i]!]! += score;
    sizes[groups[i]!]! += 1;
    squares += score * score;
  }
  const filled = sizes.filter((size) => size > 0).length;
  if (filled < 2) return { kind: "notEstimable", reason: "all patients are in one group" };
  if (!(squares > 1e-18 * left.length)) return { kind: "notEstimable", reason: "all patients have the same score" };
  const perPatient = squares / (left.length - 1);
  const chiSquared =
    sums.reduce((total, sum, g) => (sizes[g] === 0 ? total : total + (sum * sum) / sizes[g]!), 0) / perPatient;
  const df = filled - 1;
  const base = {
    kind: "tested" as const,
    chiSquared,
    df,
    pValue: incompleteGammaUpper(df / 2, chiSquared / 2),
    scores: sums,
  };
  if (count !== 2) return base;
  const z = -sums[1]! / Math.sqrt((perPatient * sizes[0]! * sizes[1]!) / left.length);
  return { ...base, z, pFavoursExperimental: standardNormalSf(z) };
}

/** [S(L) g(L) - S(R) g(R)] / (S(L) - S(R)) with g = -cumulative hazard, centred: their sum is 0 up to the convergence of S. */
function patientScores(
  { from, to }: InnermostIntervals,
  mass: Float64Array,
  kind: "sun" | "finkelstein",
): Float64Array {
  const size = mass.length;
  const survival = new Float64Array(size + 1);
  survival[0] = 1;
  let last = size - 1;
  while (last > 0 && mass[last]! < 1e-9) last--;
  for (let j = 0; j < size; j++) survival[j + 1] = j >= last ? 0 : survival[j]! - mass[j]!;
  // S times g, which is 0 where S is 0.
  const product = new Float64Array(size + 1);
  let hazard = 0;
  for (let j = 0; j < size; j++) {
    if (survival[j]! > 0) hazard += mass[j]! / survival[j]!;
    const s = survival[j + 1]!;
    product[j + 1] = s === 0 ? 0 : s * (kind === "sun" ? -hazard : log(s));
  }
  const scores = new Float64Array(from.length);
  let total = 0;
  for (let i = 0; i < scores.length; i++) {
    const start = from[i]!;
    const end = to[i]! + 1;
    scores[i] = (product[start]! - product[end]!) / (survival[start]! - survival[end]!);
    total += scores[i]!;
  }
  const mean = total / scores.length;
  return scores.map((score) => score - mean);
}
