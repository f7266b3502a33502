import { oneOf, requireAll } from "../arguments.ts";
import { hypergeometric } from "../distributions/hypergeometric.ts";
import { checkTable, requireTable, type TwoByTwo } from "./two-by-two.ts";
import { exactTails, type ExactTails, type ExactTwoSided, exactTwoSided } from "./two-sided-exact.ts";

/** The two-sided conventions of Fisher's test. */
export type FisherTwoSided = ExactTwoSided;

/** `pUpper`: P(as many events or more in the experimental arm), given the margins. */
export interface FisherResult extends ExactTails {
  readonly convention: FisherTwoSided;
}

/**
 * Fisher's exact test of two proportions; with `midP` each tail counts only half of the observed table.
 * Source: R. A. Fisher, J. R. Stat. Soc. 98 (1935) 39, doi:10.2307/2342435; mid-P: Lancaster 1961, doi:10.1080/01621459.1961.10482105.
 * Where the margins allow only one table every two-sided p-value is 1.
 * @throws InvalidInput for counts that are not whole or exceed n, and for an unknown choice.
 * @example fisherTest(table, { twoSided: "minimumLikelihood" }).pTwoSided
 */
export function fisherTest(
  table: TwoByTwo,
  options: { readonly twoSided: FisherTwoSided; readonly tails?: "exact" | "midP" },
): FisherResult {
  requireTable(table, options);
  const { twoSided, tails = "exact" } = options;
  requireAll(
    ...checkTable(table),
    oneOf("twoSided", twoSided, exactTwoSided),
    oneOf("tails", tails, ["exact", "midP"]),
  );
  const { experimental, control } = table;
  const n1 = experimental.n;
  const n2 = control.n;
  const events = experimental.events + control.events;
  const { pdf, cdf, sf } = hypergeometric({ successes: n1, failures: n2, draws: events });
  const least = Math.max(0, events - n2);
  const most = Math.min(n1, events);
  const mode = Math.min(most, Math.max(least, Math.floor((n1 + 1) * ((events + 1) / (n1 + n2 + 2)))));
  const law = { least, most, mode, pdf, cdf, sf };
  return { ...exactTails(law, experimental.events, twoSided, tails === "exact" ? 1 : 0.5), convention: twoSided };
}
