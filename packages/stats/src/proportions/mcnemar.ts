import { requireMappings } from "../argument-shapes.ts";
import { oneOf, requireAll, whole } from "../arguments.ts";
import { incompleteGammaUpper } from "../special/incomplete-gamma.ts";
import { lowerTail, probabilityAt } from "./binomial-tails.ts";
import type { TestOutcome } from "./two-proportion-test.ts";

/** Pairs of which one member alone had the event. */
export interface DiscordantPairs {
  readonly onlyExperimental: number;
  readonly onlyControl: number;
}

export type McNemarMethod = "asymptotic" | "continuity" | "exact" | "midP";

export interface McNemarResult {
  readonly pTwoSided: number;
  /** (b - c)² / (b + c), with 1 taken off |b - c| under `continuity`; left out by `exact` and `midP`. */
  readonly chiSquared?: number;
}

/**
 * McNemar's test of paired proportions.
 *
 * - `asymptotic`: (b - c)² / (b + c) by chi-squared; Q. McNemar, Psychometrika 12 (1947) 153, doi:10.1007/BF02295996.
 * - `continuity`: with (|b - c| - 1)², or 0 for b = c; A. L. Edwards, Psychometrika 13 (1948) 185, doi:10.1007/BF02289261.
 * - `exact`: twice the smaller binomial tail, at most 1. `midP`: the observed count by half in it; M. W. Fagerland, S. Lydersen, P. Laake,
 *   BMC Med. Res. Methodol. 13 (2013) 91, doi:10.1186/1471-2288-13-91.
 *
 * @returns `notEstimable` from the asymptotic forms without discordant pairs; the exact ones then give 1.
 * @throws InvalidInput for counts that are negative or not whole.
 * @example mcNemarTest({ onlyExperimental: 7, onlyControl: 1 }, { method: "midP" }) // pTwoSided 0.0390625
 */
export function mcNemarTest(
  pairs: DiscordantPairs,
  options: { readonly method: McNemarMethod },
): TestOutcome<McNemarResult> {
  requireMappings({ pairs, options });
  const { onlyExperimental: b, onlyControl: c } = pairs;
  requireAll(
    whole("onlyExperimental", b, 0),
    whole("onlyControl", c, 0),
    oneOf("method", options.method, ["asymptotic", "continuity", "exact", "midP"]),
  );
  const n = b + c;
  if (options.method === "exact" || options.method === "midP") {
    if (n === 0) return { kind: "tested", pTwoSided: 1 };
    const least = Math.min(b, c);
    const half = options.method === "midP" ? 0.5 * probabilityAt(least, n, 0.5) : 0;
    return { kind: "tested", pTwoSided: Math.min(1, 2 * (lowerTail(least, n, 0.5) - half)) };
  }
  if (n === 0) return { kind: "notEstimable", reason: "no pair has the event in one member alone" };
  const gap = Math.max(0, Math.abs(b - c) - (options.method === "continuity" ? 1 : 0));
  const chiSquared = (gap / n) * gap;
  return { kind: "tested", pTwoSided: incompleteGammaUpper(0.5, chiSquared / 2), chiSquared };
}
