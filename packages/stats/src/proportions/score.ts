import { asin } from "../elementary/asin.ts";
import { cos } from "../elementary/sin-cos.ts";

/*
 * Score statistics of two binomial proportions under a stated effect, with the maximum-likelihood estimates restricted to it.
 *
 * O. S. Miettinen, M. Nurminen, "Comparative analysis of two rates", Stat. Med. 4 (1985) 213–226, doi:10.1002/sim.4780040211;
 * C. P. Farrington, G. Manning, Stat. Med. 9 (1990) 1447–1454, doi:10.1002/sim.4780091208.
 * x1 of n1 is the experimental arm. `factor` multiplies the variance: N / (N - 1) for Miettinen–Nurminen, else 1.
 */

/** (p̂1 - p̂2 - δ) / √V(δ); its sign and 0 where both vanish, ±Infinity where only V does. */
export function differenceScore(x1: number, n1: number, x2: number, n2: number, delta: number, factor: number): number {
  const p2 = restrictedControl(x1, n1, x2, n2, delta);
  const p1 = clampUnit(p2 + delta);
  const variance = ((p1 * (1 - p1)) / n1 + (p2 * (1 - p2)) / n2) * factor;
  return quotient(x1 / n1 - x2 / n2 - delta, Math.sqrt(Math.max(0, variance)));
}

/** (p̂1 - φ p̂2) / √V(φ). */
export function ratioScore(x1: number, n1: number, x2: number, n2: number, phi: number, factor: number): number {
  const b = n1 * phi + x1 + n2 + x2 * phi;
  const c = x1 + x2;
  const root = Math.sqrt(Math.max(0, b * b - 4 * (n1 + n2) * phi * c));
  const p2 = Math.min(1, 1 / phi, (2 * c) / (b + root));
  const p1 = Math.min(1, phi * p2);
  const variance = ((p1 * (1 - p1)) / n1 + (phi * phi * p2 * (1 - p2)) / n2) * factor;
  return quotient(x1 / n1 - phi * (x2 / n2), Math.sqrt(Math.max(0, variance)));
}

/** n1 (p̂1 - p1) √(1 / (n1 p1 q1) + 1 / (n2 p2 q2)) under the odds ratio ψ. */
export function oddsRatioScore(x1: number, n1: number, x2: number, n2: number, psi: number, factor: number): number {
  const events = x1 + x2;
  const a = n2 * (psi - 1);
  const b = n1 * psi + n2 - events * (psi - 1);
  const root = Math.sqrt(b * b + 4 * a * events);
  const p2 = clampUnit((2 * events) / (b + root));
  const p1 = clampUnit((p2 * psi) / (1 + p2 * (psi - 1)));
  const information = 1 / (1 / (n1 * p1 * (1 - p1)) + 1 / (n2 * p2 * (1 - p2)));
  return quotient(x1 - n1 * p1, Math.sqrt(Math.max(0, information) * factor));
}

function quotient(gap: number, standardError: number): number {
  if (Math.abs(gap) < 1e-15) return 0;
  return gap / standardError;
}

/**
 * The control proportion that maximises the likelihood when the difference is δ: the middle root of a cubic (Miettinen and
 * Nurminen's appendix), polished by Newton, since the arc cosine loses half the digits at the ends.
 */
export function restrictedControl(x1: number, n1: number, x2: number, n2: number, delta: number): number {
  const n = n1 + n2;
  const events = x1 + x2;
  const c2 = ((n1 + 2 * n2) * delta - n - events) / n;
  const c1 = ((n2 * delta - n - 2 * x2) * delta + events) / n;
  const c0 = (x2 * delta * (1 - delta)) / n;
  const q = (c2 * c2 * c2) / 27 - (c1 * c2) / 6 + c0 / 2;
  const size = Math.sqrt(Math.max(0, (c2 * c2) / 9 - c1 / 3));
  const p = q < 0 ? -size : size;
  const ratio = p === 0 ? 0 : Math.max(-1, Math.min(1, q / (p * p * p)));
  const angle = (Math.PI + (Math.PI / 2 - asin(ratio))) / 3;
  const least = Math.max(0, -delta);
  const most = Math.min(1, 1 - delta);
  let root = Math.max(least, Math.min(most, 2 * p * cos(angle) - c2 / 3));
  for (let round = 0; round < 3; round++) {
    const slope = (3 * root + 2 * c2) * root + c1;
    const change = (((root + c2) * root + c1) * root + c0) / slope;
    if (!(Math.abs(change) < 1e-3)) break;
    root = Math.max(least, Math.min(most, root - change));
  }
  return root;
}

function clampUnit(p: number): number {
  return p < 0 ? 0 : p > 1 ? 1 : p;
}
