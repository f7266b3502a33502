import { notNegative, proportion, requireAll, whole } from "../arguments.ts";
import { exp } from "../elementary/exp.ts";
import { log } from "../elementary/log.ts";
import { log1p } from "../elementary/log1p.ts";
import { stirlingError } from "../special/log-gamma.ts";
import { drawOpenUniform, drawUniform } from "./draws.ts";
import type { Stream } from "./stream.ts";

/**
 * Poisson, by W. Hörmann's transformed rejection with squeeze (PTRS, "The transformed rejection method for generating Poisson random
 * variables", Insurance: Mathematics and Economics 12 (1993) 39–45) from a mean of 10 on, below it by counting up one uniform. Faster
 * than the `sample` of `poisson`, but above 10 neither monotone nor of a fixed number of words (four or five in the mean; below 10
 * two). The law is exact but for the rounding of doubles (1e-11 of a mass at a mean of 1e9); the same bits on every engine.
 * @throws InvalidInput for a mean that is negative or above 1e9.
 * @example fastPoisson(stream, 3.5)
 */
export function fastPoisson(stream: Stream, mean: number): number {
  if (!(mean >= 0 && mean <= 1e9)) {
    requireAll(notNegative("mean", mean), mean > 1e9 ? tooLarge("mean", mean) : undefined);
  }
  if (mean < 10) return countUpPoisson(drawUniform(stream), mean);
  const root = Math.sqrt(mean);
  const b = 0.931 + 2.53 * root;
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const most = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = drawUniform(stream) - 0.5;
    const v = drawOpenUniform(stream);
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= most) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    const bound = log((v * inverseAlpha) / (a / (us * us) + b));
    if (bound <= logExcess(k, mean - k) - logFactorialScale(k)) return k;
  }
}

/**
 * Binomial, by Hörmann's BTRS ("The generation of binomial random variates", J. Stat. Comput. Simul. 46 (1993) 101–110) if both
 * n p and n (1 − p) reach 10, else by counting up one uniform. Faster than the `sample` of `binomial`; otherwise as `fastPoisson`.
 * @throws InvalidInput for n not whole, negative or above 1e9, or p outside [0, 1].
 * @example fastBinomial(stream, 60, 0.3)
 */
export function fastBinomial(stream: Stream, n: number, p: number): number {
  if (!(n >= 0 && n <= 1e9 && Math.floor(n) === n && p >= 0 && p <= 1)) {
    requireAll(whole("n", n, 0, 1e9), proportion("p", p));
  }
  if (p > 0.5) return n - smallShare(stream, n, 1 - p);
  return smallShare(stream, n, p);
}

function smallShare(stream: Stream, n: number, p: number): number {
  const odds = p / (1 - p);
  if (n * p < 10) return countUpBinomial(drawUniform(stream), exp(n * log1p(-p)), odds, n);
  const spread = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const centre = n * p + 0.5;
  const most = 0.92 - 4.2 / b;
  const alpha = (2.83 + 5.1 / b) * spread;
  const mode = Math.floor((n + 1) * p);
  for (;;) {
    const u = drawUniform(stream) - 0.5;
    const v = drawOpenUniform(stream);
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + centre);
    if (us >= 0.07 && v <= most) return k;
    if (!(k >= 0 && k <= n)) continue;
    const bound = log((v * alpha) / (a / (us * us) + b));
    if (bound <= logMass(k, n, p) - logMass(mode, n, p)) return k;
  }
}

/** The least k whose masses from 0 add up to more than u. */
function countUpPoisson(u: number, mean: number): number {
  let rest = u;
  let k = 0;
  let term = exp(-mean);
  while (rest >= term && term > 0) {
    rest -= term;
    k += 1;
    term *= mean / k;
  }
  return k;
}

function countUpBinomial(u: number, atZero: number, odds: number, n: number): number {
  let rest = u;
  let k = 0;
  let term = atZero;
  while (rest >= term && k < n && term > 0) {
    rest -= term;
    k += 1;
    term *= (odds * (n - k + 1)) / k;
  }
  return k;
}

/** log of the binomial mass at k, but for a constant. */
function logMass(k: number, n: number, p: number): number {
  const excess = n * p - k;
  return logExcess(k, excess) + logExcess(n - k, -excess) - logFactorialScale(k) - logFactorialScale(n - k);
}

/** k log(m / k) - (m - k) for m = k + excess, without the cancellation of large terms. */
function logExcess(k: number, excess: number): number {
  if (k === 0) return -excess;
  const share = excess / k;
  return k * (log1p(share) - share);
}

/** log of k! e^k / k^k. */
function logFactorialScale(k: number): number {
  return k === 0 ? 0 : 0.5 * log(2 * Math.PI * k) + stirlingError(k);
}

function tooLarge(name: string, value: number): { kind: string; path: string[]; message: string; hint: string } {
  return { kind: "outOfRange", path: [name], message: `${value} is out of range`, hint: "must be at most 1e9" };
}
