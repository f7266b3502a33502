import { holds, requireAll, whole } from "../arguments.ts";
import { binomial } from "../distributions/binomial.ts";
import { standardNormalSf } from "../distributions/normal.ts";
import { incompleteGammaUpper } from "../special/incomplete-gamma.ts";
import { checkCount, type EventCount } from "./one-proportion.ts";
import type { TestOutcome, ZResult } from "./two-proportion-test.ts";

/**
 * McNemar's test of paired yes-or-no results, from the two discordant counts (yes then no, no then yes).
 * `exact`: binomial, two-sided by doubling; `chiSquared` and `corrected` (by 1, Edwards 1948).
 * Source: Q. McNemar, Psychometrika 12 (1947) 153, doi:10.1007/BF02295996.
 * @returns `notEstimable` where no pair is discordant.
 */
export function mcNemarTest(
  discordant: { readonly yesNo: number; readonly noYes: number },
  options: { readonly method: "exact" | "chiSquared" | "corrected" },
): TestOutcome<{ readonly pValue: number }> {
  const { yesNo, noYes } = discordant;
  const { method } = options;
  requireAll(
    whole("yesNo", yesNo, 0),
    whole("noYes", noYes, 0),
    holds(
      ["exact", "chiSquared", "corrected"].includes(method),
      "method",
      `${method} is no method`,
      "allowed: exact, chiSquared, corrected",
    ),
  );
  const n = yesNo + noYes;
  if (n === 0) return { kind: "notEstimable", reason: "no pair is discordant" };
  if (method === "exact") {
    const tail = binomial({ n, p: 0.5 }).cdf(Math.min(yesNo, noYes));
    return { kind: "tested", pValue: Math.min(1, 2 * tail) };
  }
  const gap = Math.max(0, Math.abs(yesNo - noYes) - (method === "corrected" ? 1 : 0));
  return { kind: "tested", pValue: incompleteGammaUpper(0.5, (gap * gap) / n / 2) };
}

/**
 * Cochran–Armitage test of a trend in proportions over ordered groups with scores.
 * Source: P. Armitage, Biometrics 11 (1955) 375, doi:10.2307/3001775. z is positive when proportions rise with the score.
 * @returns `notEstimable` where all or no patients have the event, or only one score has patients.
 * @throws InvalidInput for fewer than two groups, scores that are not finite or of another number, or bad counts.
 */
export function trendTest(
  groups: readonly EventCount[],
  options: { readonly scores: readonly number[] },
): TestOutcome<ZResult> {
  const { scores } = options;
  requireAll(
    holds(groups.length >= 2, "groups", `${groups.length} groups`, "needs at least two"),
    holds(scores.length === groups.length, "scores", `${scores.length} scores for ${groups.length} groups`),
    holds(scores.every(Number.isFinite), "scores", "a score is not finite"),
    ...groups.flatMap((group) => checkCount(group)),
  );
  const n = groups.reduce((sum, group) => sum + group.n, 0);
  const events = groups.reduce((sum, group) => sum + group.events, 0);
  const mean = groups.reduce((sum, group, i) => sum + group.n * scores[i]!, 0) / n;
  const spread = groups.reduce((sum, group, i) => sum + group.n * (scores[i]! - mean) * (scores[i]! - mean), 0);
  const gap = groups.reduce((sum, group, i) => sum + group.events * (scores[i]! - mean), 0);
  const p = events / n;
  const variance = p * (1 - p) * spread;
  if (!(variance > 0)) return { kind: "notEstimable", reason: "all patients have the same result or the same score" };
  const z = gap / Math.sqrt(variance);
  return { kind: "tested", z, pUpper: standardNormalSf(z), pTwoSided: 2 * standardNormalSf(Math.abs(z)) };
}
