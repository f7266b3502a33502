import { requireMappings } from "../argument-shapes.ts";
import { oneOf, proportion as isProportion, requireAll } from "../arguments.ts";
import { binomial } from "../distributions/binomial.ts";
import { checkCount, type EventCount } from "./one-proportion.ts";
import { exactTails, type ExactTails, type ExactTwoSided, exactTwoSided } from "./two-sided-exact.ts";

/** `pUpper`: P(as many events or more) under the proportion of the null hypothesis. */
export interface BinomialTestResult extends ExactTails {
  readonly convention: ExactTwoSided;
}

/**
 * Exact binomial test of one proportion; with `midP` each tail counts only half of the observed count.
 *
 * Two-sided by `minimumLikelihood` as R's binom.test; by `doubled` the test that the Clopper–Pearson interval inverts (with `midP` the
 * mid-P interval); by `blaker` the one that Blaker's inverts.
 * Sources: C. J. Clopper, E. S. Pearson, Biometrika 26 (1934) 404, doi:10.1093/biomet/26.4.404; H. Blaker, Can. J. Stat. 28 (2000) 783,
 * doi:10.2307/3315916.
 * @param options `proportion` of the null hypothesis, 0 and 1 included: what it makes impossible then has probability 0.
 * @throws InvalidInput for counts that are not whole or exceed n, a proportion outside [0, 1] or an unknown choice.
 * @example binomialTest({ events: 7, n: 20 }, { proportion: 0.15, twoSided: "minimumLikelihood" }).pUpper // 0.02194
 */
export function binomialTest(
  count: EventCount,
  options: { readonly proportion: number; readonly twoSided: ExactTwoSided; readonly tails?: "exact" | "midP" },
): BinomialTestResult {
  requireMappings({ count, options });
  const { events, n } = count;
  const { proportion, twoSided, tails = "exact" } = options;
  requireAll(
    ...checkCount(count),
    isProportion("proportion", proportion),
    oneOf("twoSided", twoSided, exactTwoSided),
    oneOf("tails", tails, ["exact", "midP"]),
  );
  const { pdf, cdf, sf } = binomial({ n, p: proportion });
  const mode = Math.min(n, Math.floor((n + 1) * proportion));
  const law = { least: 0, most: n, mode, pdf, cdf, sf };
  return { ...exactTails(law, events, twoSided, tails === "exact" ? 1 : 0.5), convention: twoSided };
}
