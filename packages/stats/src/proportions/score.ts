import { expectedCells, fourCells } from "./expected-cells.ts";
import { restrictedShares, restrictToDifference } from "./restricted-shares.ts";

/*
 * Score statistics of two binomial proportions under a stated effect, with the maximum-likelihood estimates restricted to it.
 *
 * O. S. Miettinen, M. Nurminen, "Comparative analysis of two rates", Stat. Med. 4 (1985) 213–226, doi:10.1002/sim.4780040211;
 * C. P. Farrington, G. Manning, Stat. Med. 9 (1990) 1447–1454, doi:10.1002/sim.4780091208.
 * x1 of n1 is the experimental arm. `factor` multiplies the variance: N / (N - 1) for Miettinen–Nurminen, else 1.
 */

const shares = restrictedShares();
const cells = fourCells();

/** (p̂1 - p̂2 - δ) / √V(δ); its sign and 0 where both vanish, ±Infinity where only V does. */
export function differenceScore(x1: number, n1: number, x2: number, n2: number, delta: number, factor: number): number {
  restrictToDifference(x1, n1, x2, n2, delta, shares);
  const { p1, q1, p2, q2 } = shares;
  const variance = ((p1 * q1) / n1 + (p2 * q2) / n2) * factor;
  const first = x1 / n1;
  const second = x2 / n2;
  const gap = first - second - delta;
  // What rounding leaves of equal numbers is no difference.
  if (Math.abs(gap) <= 4.5e-16 * Math.max(first, second, Math.abs(delta))) return 0;
  return gap / Math.sqrt(variance);
}

/** (p̂1 - φ p̂2) / √V(φ). */
export function ratioScore(x1: number, n1: number, x2: number, n2: number, phi: number, factor: number): number {
  return phi > 1 ? -ratioBelowOne(x2, n2, x1, n1, 1 / phi, factor) : ratioBelowOne(x1, n1, x2, n2, phi, factor);
}

/** For φ <= 1 the second proportion is the higher one; q2 has its own equation, since 1 - p2 would lose its digits near 0. */
function ratioBelowOne(x1: number, n1: number, x2: number, n2: number, phi: number, factor: number): number {
  const y2 = n2 - x2;
  const c = x1 + x2;
  const b = n1 * phi + x1 + n2 + x2 * phi;
  const n = n1 + n2;
  const root = Math.sqrt(Math.max(0, b * b - 4 * n * phi * c));
  let p2 = Math.min(1, (2 * c) / (b + root));
  let q2 = 1 - p2;
  if (p2 > 0.5) {
    const e = x1 - n1 * phi + n2 * (1 - phi) - y2 * phi;
    const lack = y2 * (1 - phi);
    const discriminant = Math.sqrt(e * e + 4 * n * phi * lack);
    q2 = e > 0 ? (2 * lack) / (e + discriminant) : (discriminant - e) / (2 * n * phi);
    q2 = Math.max(0, Math.min(1, q2));
    p2 = 1 - q2;
  }
  const variance = (phi * p2 * (1 - phi + phi * q2)) / n1 + (phi * phi * p2 * q2) / n2;
  const first = x1 / n1;
  const second = phi * (x2 / n2);
  const gap = first - second;
  if (Math.abs(gap) <= 4.5e-16 * Math.max(first, second)) return 0;
  return gap / Math.sqrt(variance * factor);
}

/** n1 (p̂1 - p1) √(1 / (n1 p1 q1) + 1 / (n2 p2 q2)) under the odds ratio ψ. */
export function oddsRatioScore(x1: number, n1: number, x2: number, n2: number, psi: number, factor: number): number {
  const { a, b, c, d } = expectedCells(n1, n2, x1 + x2, psi, cells);
  // The gap of all four cells is the same; it keeps most digits in the one that is expected to be smallest.
  const least = Math.min(a, b, c, d);
  const gap = least === a ? x1 - a : least === b ? b - (n1 - x1) : least === c ? c - x2 : n2 - x2 - d;
  if (gap === 0) return 0;
  return gap * Math.sqrt((1 / a + 1 / b + 1 / c + 1 / d) / factor);
}
