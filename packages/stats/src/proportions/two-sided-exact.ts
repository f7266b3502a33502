/**
 * How the two-sided p-value of an exact test is formed.
 *
 * - `minimumLikelihood`: the probability of all outcomes no likelier than the observed one (R, SAS; Freeman and Halton 1951), an outcome
 *   counting as no likelier up to a relative 1e-7.
 * - `doubled`: twice the smaller tail, at most 1.
 * - `blaker`: the smaller tail plus the largest opposite tail not above it.
 */
export type ExactTwoSided = "minimumLikelihood" | "doubled" | "blaker";

export const exactTwoSided: readonly ExactTwoSided[] = ["minimumLikelihood", "doubled", "blaker"];

/** A law on whole numbers whose probabilities rise to the mode and then fall. */
export interface UnimodalLaw {
  readonly least: number;
  readonly most: number;
  readonly mode: number;
  readonly pdf: (k: number) => number;
  readonly cdf: (k: number) => number;
  readonly sf: (k: number) => number;
}

export interface ExactTails {
  /** P(as many or more), the observed count weighted by the share. */
  readonly pUpper: number;
  readonly pLower: number;
  readonly pTwoSided: number;
}

const TIE = 1e-7;

/** @param share 1 for the exact p-values, ½ for mid-P. */
export function exactTails(law: UnimodalLaw, observed: number, convention: ExactTwoSided, share: number): ExactTails {
  const at = law.pdf(observed);
  const pUpper = Math.min(1, law.sf(observed) + share * at);
  const pLower = Math.min(1, below(law, observed) + share * at);
  return { pUpper, pLower, pTwoSided: Math.min(1, twoSidedValue(law, observed, convention, share, pUpper, pLower)) };
}

function twoSidedValue(
  law: UnimodalLaw,
  observed: number,
  convention: ExactTwoSided,
  share: number,
  pUpper: number,
  pLower: number,
): number {
  if (law.least === law.most) return 1;
  if (convention === "doubled") return 2 * Math.min(pUpper, pLower);
  return convention === "blaker" ? blakerValue(law, observed, pUpper, pLower) : noLikelier(law, observed, share);
}

function below(law: UnimodalLaw, k: number): number {
  return k <= law.least ? 0 : law.cdf(k - 1);
}

/** Both tails of the outcomes no likelier; the ends of the tails are found by halving. */
function noLikelier(law: UnimodalLaw, observed: number, share: number): number {
  const at = law.pdf(observed);
  const both = (limit: number): number => lowerUpTo(law, limit) + upperFrom(law, limit);
  const withTies = at * (1 + TIE) >= law.pdf(law.mode) ? 1 : both(at * (1 + TIE));
  if (share === 1) return withTies;
  return share * withTies + (1 - share) * both(at * (1 - TIE) * (1 - 1e-15));
}

/** P(counts up to the mode whose probability is at most the limit). */
function lowerUpTo(law: UnimodalLaw, limit: number): number {
  let inside = law.least - 1;
  let outside = law.mode;
  while (outside - inside > 1) {
    const k = Math.floor((inside + outside) / 2);
    if (law.pdf(k) <= limit) inside = k;
    else outside = k;
  }
  return inside < law.least ? 0 : law.cdf(inside);
}

function upperFrom(law: UnimodalLaw, limit: number): number {
  let inside = law.most + 1;
  let outside = law.mode;
  while (inside - outside > 1) {
    const k = Math.ceil((inside + outside) / 2);
    if (law.pdf(k) <= limit) inside = k;
    else outside = k;
  }
  return inside > law.most ? 0 : law.sf(inside - 1);
}

function blakerValue(law: UnimodalLaw, observed: number, pUpper: number, pLower: number): number {
  const isUpper = pUpper <= pLower;
  const tail = Math.min(pUpper, pLower);
  const limit = tail * (1 + TIE);
  // Counts of the opposite tail, from its end up to just short of the observed one.
  let inside = 0;
  let outside = (isUpper ? observed - law.least : law.most - observed) + 1;
  const opposite = (count: number): number => {
    if (count === 0) return 0;
    return isUpper ? law.cdf(law.least + count - 1) : law.sf(law.most - count);
  };
  while (outside - inside > 1) {
    const count = Math.floor((inside + outside) / 2);
    if (opposite(count) <= limit) inside = count;
    else outside = count;
  }
  return tail + opposite(inside);
}
