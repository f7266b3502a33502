import { issuesOfEach, requireLists, requireMappings } from "../argument-shapes.ts";
import { finite, holds, requireAll, type Requirement } from "../arguments.ts";
import { standardNormalSf } from "../distributions/normal.ts";
import { checkCount, type EventCount } from "./one-proportion.ts";
import type { TestOutcome, ZResult } from "./two-proportion-test.ts";

/**
 * Cochran–Armitage test of a trend of proportions over ordered groups:
 * z = Σ s_i (x_i - n_i p) / √(p (1 - p) (Σ n_i s_i² - (Σ n_i s_i)² / N)), positive where higher scores have more events.
 * Source: P. Armitage, Biometrics 11 (1955) 375, doi:10.2307/3001775. With two groups it is the pooled z test.
 * @param groups events and patients of each group.
 * @param options scores of the groups; 0, 1, 2, … if left out.
 * @returns `notEstimable` where no patient or every patient has the event.
 * @throws InvalidInput for fewer than two groups, bad counts, or scores that are not finite, all equal, or not one for each group.
 * @example trendTest([{ events: 1, n: 10 }, { events: 3, n: 10 }, { events: 6, n: 10 }])
 */
export function trendTest(
  groups: readonly EventCount[],
  options: { readonly scores?: readonly number[] } = {},
): TestOutcome<ZResult> {
  requireGroups(groups, options);
  const given = options.scores === undefined ? groups.map((_, i) => i) : options.scores;
  requireAll(...checkGroups(groups, given));
  // z does not depend on the unit of the scores; in that of the largest no product leaves the range.
  const largest = given.reduce((most, score) => Math.max(most, Math.abs(score)), 0);
  const scores = given.map((score) => score / largest);
  let patients = 0;
  let events = 0;
  let total = 0;
  for (const [i, group] of groups.entries()) {
    patients += group.n;
    events += group.events;
    total += group.n * scores[i]!;
  }
  if (events === 0 || events === patients) {
    return { kind: "notEstimable", reason: `${events === 0 ? "no" : "every"} patient has the event` };
  }
  const p = events / patients;
  const centre = total / patients;
  let gap = 0;
  let spread = 0;
  for (const [i, group] of groups.entries()) {
    const score = scores[i]! - centre;
    gap += score * (group.events - group.n * p);
    spread += group.n * score * score;
  }
  const z = gap / Math.sqrt(p * (1 - p) * spread);
  return { kind: "tested", z, pUpper: standardNormalSf(z), pTwoSided: 2 * standardNormalSf(Math.abs(z)) };
}

/** That there are groups and scores to read. @throws InvalidInput otherwise. */
export function requireGroups(groups: readonly EventCount[], options: { readonly scores?: readonly number[] }): void {
  requireLists({ groups });
  requireMappings({ options });
  requireMappings(Object.fromEntries(Array.from(groups, (group, i) => [`groups.${i}`, group])));
  if (options.scores !== undefined) requireLists({ scores: options.scores });
}

/** Two groups or more, and a score for each. */
export function checkGroups(groups: readonly EventCount[], scores: readonly number[]): Requirement[] {
  return [
    holds(groups.length >= 2, "groups", `${groups.length} groups`, "a trend needs at least two"),
    ...issuesOfEach(groups, (group, i) => checkCount(group, `groups.${i}.`)),
    holds(scores.length === groups.length, "scores", `${scores.length} scores for ${groups.length} groups`),
    ...issuesOfEach(scores, (score, i) => [finite(`scores.${i}`, score)]),
    holds(groups.length < 2 || scores.some((score) => score !== scores[0]), "scores", "all scores are equal"),
  ];
}
