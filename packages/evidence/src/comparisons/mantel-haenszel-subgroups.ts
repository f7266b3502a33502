import { InvalidInput, log } from "@rekindle/stats";
import { betweenMeans, type InteractionTest } from "../explore/interaction-test.ts";
import type { ComparisonCounts } from "./comparison.ts";
import { type MantelHaenszel, type MantelHaenszelOptions, poolMantelHaenszel } from "./mantel-haenszel.ts";

/** Mantel and Haenszel's estimate of each group of studies, of all together, and a test of whether the groups differ. */
export interface MantelHaenszelSubgroups {
  readonly groups: readonly { readonly group: string; readonly studies: number; readonly pooled: MantelHaenszel }[];
  readonly overall: MantelHaenszel;
  readonly interaction: InteractionTest;
}

/**
 * Mantel and Haenszel's estimate by groups of studies, with Q between groups: the groups' (log) estimates weighted by their inverse
 * variances, against a chi-squared law with one degree of freedom less than groups. Borenstein & Higgins (2013),
 * doi:10.1007/s11121-013-0377-7.
 * @param groups one name per study, in the order of the rows.
 * @throws InvalidInput for fewer than two groups, a list of groups of another length, and as `poolMantelHaenszel` does.
 * @example
 * poolMantelHaenszelSubgroups(rows, { groups: ["early", "early", "late"], measure: "riskRatio" }).interaction;
 */
export function poolMantelHaenszelSubgroups(
  rows: readonly ComparisonCounts[],
  options: MantelHaenszelOptions & { readonly groups: readonly string[] },
): MantelHaenszelSubgroups {
  const { groups, ...recipe } = options;
  const overall = poolMantelHaenszel(rows, recipe);
  checkGroups(groups, rows.length);
  const names = [...new Set(groups)];
  const pooled = names.map((group) => {
    const own = rows.filter((_, i) => groups[i] === group);
    return { group, studies: own.length, pooled: poolMantelHaenszel(own, recipe) };
  });
  return { groups: pooled, overall, interaction: interactionOf(pooled) };
}

function interactionOf(groups: MantelHaenszelSubgroups["groups"]): InteractionTest {
  const means: { readonly value: number; readonly weight: number }[] = [];
  for (const { group, pooled } of groups) {
    const { estimate, standardError, measure } = pooled;
    if (estimate.kind === "notEstimable" || standardError === undefined)
      return { kind: "notEstimable", reason: `the group ${JSON.stringify(group)} has no estimate` };
    const value = measure === "riskDifference" ? estimate.value : log(estimate.value);
    means.push({ value, weight: 1 / (standardError * standardError) });
  }
  return betweenMeans(means, "Mantel and Haenszel's estimates");
}

function checkGroups(groups: readonly string[], studies: number): void {
  const path = ["groups"];
  if (groups.length !== studies) {
    const message = `${groups.length} groups are named for ${studies} studies`;
    throw new InvalidInput([{ kind: "wrongLength", path, message, hint: "one per study, in the same order" }]);
  }
  if (new Set(groups).size >= 2) return;
  const message = `all studies are in the group ${JSON.stringify(groups[0])}`;
  throw new InvalidInput([{ kind: "tooFew", path, message, hint: "at least two groups are needed" }]);
}
