import { issuesOfEach } from "../argument-shapes.ts";
import { holds, oneOf, requireAll } from "../arguments.ts";
import { checkGroups, requireGroups } from "./trend-test.ts";
import { conditionalRow } from "./conditional-rows.ts";
import type { EventCount } from "./one-proportion.ts";
import { unitScores } from "./unit-scores.ts";

export interface ExactTrendResult {
  /** Σ s_i x_i, the scores of the patients with the event. */
  readonly statistic: number;
  /** One-sided, for more events at higher scores, given the number of events. */
  readonly pUpper: number;
  readonly pLower: number;
  readonly pTwoSided: number;
}

/** Keeps the law of the statistic under about a second. */
const MOST_COST = 3e8;

/**
 * Exact Cochran–Armitage trend test: the law of Σ s_i x_i given the groups and the number of events, which is that of a sample without
 * replacement. Groups are added one by one, each by the hypergeometric law of its events among those left; all terms are positive.
 *
 * Two-sided `doubled`: twice the smaller tail, at most 1; `distance`: all values at least as far from the mean (coin). `midP` takes half
 * of the observed value out of each tail, and with `distance` half of all values as far as it.
 * Source: A. Agresti, "Categorical Data Analysis" (2nd ed. 2002), section 3.5.7. With two groups it is Fisher's test.
 * @param options scores, whole multiples of a common unit; 0, 1, 2, … if left out.
 * @throws InvalidInput for fewer than two groups, bad counts, scores that are not finite, all equal, not one for each group or without a
 * common unit, or data too large (groups · events · different sums · patients of a group above 3e8; use `trendTest`).
 * @example exactTrendTest([{ events: 1, n: 10 }, { events: 3, n: 10 }, { events: 6, n: 10 }], { twoSided: "doubled" })
 */
export function exactTrendTest(
  groups: readonly EventCount[],
  options: {
    readonly twoSided: "doubled" | "distance";
    readonly tails?: "exact" | "midP";
    readonly scores?: readonly number[];
  },
): ExactTrendResult {
  requireGroups(groups, options);
  const { twoSided, tails = "exact", scores = groups.map((_, i) => i) } = options;
  requireAll(
    ...checkGroups(groups, scores),
    ...issuesOfEach(scores, (score, i) => [
      holds(!(Math.abs(score) > 1e200), `scores.${i}`, `${score}`, "must be within ±1e200"),
    ]),
    oneOf("twoSided", twoSided, ["doubled", "distance"]),
    oneOf("tails", tails, ["exact", "midP"]),
  );
  const { steps, unit } = unitScores(scores);
  const events = groups.reduce((sum, group) => sum + group.events, 0);
  const widest = steps.reduce((most, step) => Math.max(most, step), 0);
  const largest = groups.reduce((most, { n }) => Math.max(most, Math.min(n, events)), 0);
  requireAll(
    holds(unit > 0, "scores", "the scores have no common unit", "use whole multiples of one, such as 0, 1, 2, 5"),
    holds(
      !(groups.length * (events + 1) * (events * widest + 1) * largest > MOST_COST),
      "groups",
      `${events} events on ${groups.length} groups with ${widest + 1} steps of score`,
      "too many for the exact law; use trendTest",
    ),
  );
  const law = lawOf(groups, steps, events, widest);
  const observed = groups.reduce((sum, group, i) => sum + steps[i]! * group.events, 0);
  const patients = groups.reduce((sum, group) => sum + group.n, 0);
  const centre = (events * groups.reduce((sum, group, i) => sum + steps[i]! * group.n, 0)) / patients;
  const share = tails === "exact" ? 1 : 0.5;
  const statistic = groups.reduce((sum, group, i) => sum + scores[i]! * group.events, 0);
  return { statistic, ...tailsOf(law, observed, centre, share, twoSided) };
}

/** P(Σ steps_i x_i = t) for each t. */
function lawOf(groups: readonly EventCount[], steps: readonly number[], events: number, widest: number): Float64Array {
  const width = events * widest + 1;
  /** rows[m][t]: probability that m events are left for the groups to come and the sum is t. */
  let rows = Array.from({ length: events + 1 }, () => new Float64Array(width));
  rows[events]![0] = 1;
  let left = groups.reduce((sum, { n }) => sum + n, 0);
  for (const [i, { n }] of groups.entries()) {
    const next = Array.from({ length: events + 1 }, () => new Float64Array(width));
    const step = steps[i]!;
    for (let m = 0; m <= Math.min(events, left); m++) {
      const from = rows[m]!;
      const { least, probabilities } = conditionalRow(n, left - n, m);
      for (let j = 0; j < probabilities.length; j++) {
        const k = least + j;
        addShifted(from, next[m - k]!, step * k, probabilities[j]!, step === 0 ? width : width - step * k);
      }
    }
    rows = next;
    left -= n;
  }
  return rows[0]!;
}

function addShifted(from: Float64Array, to: Float64Array, shift: number, factor: number, count: number): void {
  for (let t = 0; t < count; t++) if (from[t]! > 0) to[t + shift]! += factor * from[t]!;
}

function tailsOf(law: Float64Array, observed: number, centre: number, share: number, twoSided: string) {
  // Values that are as far by symmetry differ in the rounding of the centre.
  const far = Math.abs(observed - centre) * (1 - 1e-12);
  const same = Math.abs(observed - centre) * (1 + 1e-12);
  let above = 0;
  let below = 0;
  let distant = 0;
  for (let t = 0; t < law.length; t++) {
    if (t > observed) above += law[t]!;
    if (t < observed) below += law[t]!;
    const distance = Math.abs(t - centre);
    if (distance >= far) distant += (distance <= same ? share : 1) * law[t]!;
  }
  const pUpper = Math.min(1, above + share * law[observed]!);
  const pLower = Math.min(1, below + share * law[observed]!);
  const pTwoSided = Math.min(1, twoSided === "distance" ? distant : 2 * Math.min(pUpper, pLower));
  return { pUpper, pLower, pTwoSided };
}
