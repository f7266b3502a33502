import { holds, requireAll } from "../arguments.ts";
import { hypergeometric } from "../distributions/hypergeometric.ts";
import { checkTable, type TwoByTwo } from "./two-by-two.ts";

/**
 * How the two-sided p-value of Fisher's exact test is formed.
 *
 * - `minimumLikelihood`: the probability of all tables no likelier than the observed one (R, SAS; Freeman and Halton 1951), a table
 *   counting as no likelier up to a relative 1e-7.
 * - `doubled`: twice the smaller tail, at most 1.
 * - `blaker`: the smaller tail plus the largest opposite tail not above it.
 */
export type FisherTwoSided = "minimumLikelihood" | "doubled" | "blaker";

export interface FisherResult {
  /** P(as many events or more in the experimental arm), given the margins. */
  readonly pUpper: number;
  /** P(as many or fewer). */
  readonly pLower: number;
  readonly pTwoSided: number;
  readonly convention: FisherTwoSided;
}

/**
 * Fisher's exact test of two proportions; with `midP` each tail counts only half of the observed table.
 * Source: R. A. Fisher, J. R. Stat. Soc. 98 (1935) 39, doi:10.2307/2342435; mid-P: Lancaster 1961, doi:10.1080/01621459.1961.10482105.
 * @throws InvalidInput for counts that are not whole or exceed n.
 * @example fisherTest(table, { twoSided: "minimumLikelihood" }).pTwoSided
 */
export function fisherTest(
  table: TwoByTwo,
  options: { readonly twoSided: FisherTwoSided; readonly tails?: "exact" | "midP" },
): FisherResult {
  const { twoSided, tails = "exact" } = options;
  const patients = table.experimental.n + table.control.n;
  requireAll(
    ...checkTable(table),
    // Both conventions that compare tables add up the probabilities of all of them.
    holds(
      !(twoSided !== "doubled" && patients > 100_000_000),
      "twoSided",
      `${twoSided} with ${patients} patients`,
      "doubled has no limit; the others take up to 100 million patients",
    ),
    holds(
      ["minimumLikelihood", "doubled", "blaker"].includes(twoSided),
      "twoSided",
      `${twoSided} is no convention`,
      "allowed: minimumLikelihood, doubled, blaker",
    ),
    holds(["exact", "midP"].includes(tails), "tails", `${tails} is no choice`, "allowed: exact, midP"),
  );
  const { experimental, control } = table;
  const law = hypergeometric({
    successes: experimental.n,
    failures: control.n,
    draws: experimental.events + control.events,
  });
  const observed = experimental.events;
  const at = law.pdf(observed);
  const share = tails === "exact" ? 1 : 0.5;
  const above = law.sf(observed);
  const below = observed === 0 ? 0 : law.cdf(observed - 1);
  const pUpper = Math.min(1, above + share * at);
  const pLower = Math.min(1, below + share * at);
  const least = Math.max(0, experimental.events + control.events - control.n);
  const most = Math.min(experimental.n, experimental.events + control.events);
  const range = { least, most, observed, at, share };
  const pTwoSided = twoSidedValue(twoSided, law.pdf, range, { pUpper, pLower });
  return { pUpper, pLower, pTwoSided: Math.min(1, pTwoSided), convention: twoSided };
}

interface Range {
  readonly least: number;
  readonly most: number;
  readonly observed: number;
  readonly at: number;
  readonly share: number;
}

function twoSidedValue(
  convention: FisherTwoSided,
  pdf: (k: number) => number,
  range: Range,
  { pUpper, pLower }: { readonly pUpper: number; readonly pLower: number },
): number {
  if (range.least === range.most) return 1;
  if (convention === "doubled") return 2 * Math.min(pUpper, pLower);
  return convention === "blaker" ? blakerValue(pdf, range, pUpper, pLower) : noLikelier(pdf, range);
}

function noLikelier(pdf: (k: number) => number, { least, most, at, observed, share }: Range): number {
  const limit = at * (1 + 1e-7);
  let likelier = 0;
  let sum = 0;
  let tied = 0;
  for (let k = least; k <= most; k++) {
    const p = pdf(k);
    if (p > limit) likelier += p;
    else if (k !== observed && p < at * (1 - 1e-7)) sum += p;
    else tied += p;
  }
  // The complement is more precise when only few tables are likelier.
  const value = sum + share * tied;
  return value > 0.5 && share === 1 ? 1 - likelier : value;
}

function blakerValue(pdf: (k: number) => number, range: Range, pUpper: number, pLower: number): number {
  const { least, most } = range;
  const isUpper = pUpper <= pLower;
  const tail = Math.min(pUpper, pLower);
  let opposite = 0;
  for (let k = isUpper ? least : most; isUpper ? k < range.observed : k > range.observed; k += isUpper ? 1 : -1) {
    const next = opposite + pdf(k);
    if (next > tail * (1 + 1e-7)) break;
    opposite = next;
  }
  return tail + opposite;
}
