import { bernsteinMaximum, type ProvenMaximum } from "./bernstein-maximum.ts";
import { conditionalRow } from "./conditional-rows.ts";
import { differenceScore } from "./score.ts";
import type { Arms } from "./score-region.ts";

/**
 * Largest probability, over the control proportion, of a table whose Farrington–Manning score at δ is at least the observed one, when the
 * experimental proportion is higher by δ.
 *
 * Let the lower proportion be L u with L = 1 - |δ|. Given K ~ Bin(n, u), events of that arm are Bin(K, L), and those of the higher one
 * K + Bin(n - K, |δ|). So the probability is an average over two binomials with the same u, a polynomial whose Bernstein coefficients are
 * averages of conditional probabilities, none of them negative: its maximum is proven as without a margin.
 * @returns the maximum and the control proportion where it is attained.
 */
export function marginMaximum(arms: Arms, delta: number): ProvenMaximum {
  const { n1, n2 } = arms;
  const gap = Math.abs(delta);
  const first = delta >= 0 ? raised(n1, gap) : thinned(n1, 1 - gap);
  const second = delta >= 0 ? thinned(n2, 1 - gap) : raised(n2, gap);
  const inRegion = regionGiven(first, scoreRegion(arms, delta), n1, n2);
  const coefficients = new Float64Array(n1 + n2 + 1);
  const given = new Float64Array((n1 + 1) * (n2 + 1));
  for (let j = 0; j <= n2; j++) {
    const { from, probabilities } = second[j]!;
    for (let k = 0; k <= n1; k++) {
      const row = inRegion[k]!;
      let sum = 0;
      for (let m = 0; m < probabilities.length; m++) sum += probabilities[m]! * row[from + m]!;
      given[k * (n2 + 1) + j] = sum;
    }
  }
  for (let s = 0; s <= n1 + n2; s++) {
    const { least, probabilities } = conditionalRow(n1, n2, s);
    let sum = 0;
    for (let i = 0; i < probabilities.length; i++) {
      sum += probabilities[i]! * given[(least + i) * (n2 + 1) + s - least - i]!;
    }
    coefficients[s] = sum;
  }
  const { value, at, atMost } = bernsteinMaximum(coefficients, { from: 0, to: 1 });
  const lower = (1 - gap) * at;
  return { value, at: delta >= 0 ? lower : lower + gap, atMost };
}

/** A law of counts from `from` on. */
interface CountLaw {
  readonly from: number;
  readonly probabilities: Float64Array;
}

/** Bin(k, p) for each k from 0 to n. */
function thinned(n: number, p: number): readonly CountLaw[] {
  return Array.from({ length: n + 1 }, (_, k) => ({ from: 0, probabilities: binomialMasses(k, p) }));
}

/** k + Bin(n - k, p) for each k from 0 to n. */
function raised(n: number, p: number): readonly CountLaw[] {
  return Array.from({ length: n + 1 }, (_, k) => ({ from: k, probabilities: binomialMasses(n - k, p) }));
}

/** By ratios outwards from the mode, for 0 < p < 1. */
function binomialMasses(n: number, p: number): Float64Array {
  const masses = new Float64Array(n + 1);
  const odds = p / (1 - p);
  const mode = Math.min(n, Math.floor((n + 1) * p));
  masses[mode] = 1;
  let sum = 1;
  for (let k = mode; k < n; k++) sum += masses[k + 1] = masses[k]! * ((n - k) / (k + 1)) * odds;
  for (let k = mode; k > 0; k--) sum += masses[k - 1] = (masses[k]! * (k / (n - k + 1))) / odds;
  for (let k = 0; k <= n; k++) masses[k]! /= sum;
  return masses;
}

/** For each control count, 1 at the experimental counts in the region. */
function scoreRegion({ x1, n1, x2, n2 }: Arms, delta: number): readonly Uint8Array[] {
  const observed = differenceScore(x1, n1, x2, n2, delta, 1);
  // Tables that tie by symmetry differ in their last digits.
  const limit = observed - 1e-9 * Math.max(1, Math.min(1e9, Math.abs(observed)));
  return Array.from({ length: n2 + 1 }, (_, j) =>
    Uint8Array.from({ length: n1 + 1 }, (__, i) => (differenceScore(i, n1, j, n2, delta, 1) >= limit ? 1 : 0)),
  );
}

/** P(in the region | k, control count), for each k by control count. */
function regionGiven(
  laws: readonly CountLaw[],
  region: readonly Uint8Array[],
  n1: number,
  n2: number,
): readonly Float64Array[] {
  // Where a count in the region is followed by none outside it, a sum of the law's upper tail serves.
  const starts = region.map((column) => {
    const first = column.indexOf(1);
    if (first < 0) return n1 + 1;
    return column.indexOf(0, first) < 0 ? first : -1;
  });
  return laws.map(({ from, probabilities }) => {
    const tails = new Float64Array(n1 + 2);
    for (let i = n1; i >= 0; i--) tails[i] = tails[i + 1]! + (probabilities[i - from] ?? 0);
    return Float64Array.from({ length: n2 + 1 }, (_, j) => {
      if (starts[j]! >= 0) return tails[starts[j]!]!;
      let sum = 0;
      for (let m = 0; m < probabilities.length; m++) if (region[j]![from + m] === 1) sum += probabilities[m]!;
      return sum;
    });
  });
}
