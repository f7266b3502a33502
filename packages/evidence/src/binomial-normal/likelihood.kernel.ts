import { cos, exp, log, log1p } from "@rekindle/stats";
import type { BinomialTable } from "./binomial-table.ts";

/** Log-likelihood without the binomial coefficients, with its first and second derivatives in mu and tau. */
export interface LikelihoodPoint {
  readonly value: number;
  readonly mu: number;
  readonly tau: number;
  readonly dMu: number;
  readonly dTau: number;
  readonly dMuMu: number;
  readonly dMuTau: number;
  readonly dTauTau: number;
}

const HALF_LOG_2PI = 0.9189385332046727;
/** Relative error of each integral is at most 2 exp(-40) = 8.5e-18. */
const EXPONENT = 40;
/** Terms below exp(-45) of the largest are left out. */
const NEGLIGIBLE = 45;
/** Largest half angle used in the error bound; any value below π / 2 would be valid. */
const WIDEST_HALF_ANGLE = 1.35;

/**
 * Log-likelihood of the random-intercept logistic model: events_i ~ Binomial(n_i, expit(mu + tau z_i)), z_i ~ N(0, 1).
 *
 * Each integral over z is a trapezoidal sum around the mode. The integrand is analytic for |Im z| < π / tau, and on the line
 * Im z = a it is at most exp(a² / 2) cos(tau a / 2)^-n times its size on the real line; so (Trefethen & Weideman, SIAM Review 56
 * (2014) 385–458, doi:10.1137/130932132, Theorem 5.1) a step of 2πa / (40 + a² / 2 − n log cos(tau a / 2)) has a relative error below
 * 2 exp(−40) for every a. The sum is therefore converged to rounding: no number of nodes has to be chosen.
 */
export function binomialNormalLikelihood(table: BinomialTable, mu: number, tau: number): LikelihoodPoint {
  const total = new Float64Array(6);
  for (let i = 0; i < table.n.length; i++) {
    const times = table.times[i]!;
    if (tau === 0) addWithoutSpread(total, table.events[i]!, table.n[i]!, times, mu);
    else addIntegral(total, table.events[i]!, table.n[i]!, times, mu, tau);
  }
  const [value, dMu, dTau, dMuMu, dMuTau, dTauTau] = total as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return { value, mu, tau, dMu, dTau, dMuMu, dMuTau, dTauTau };
}

function addWithoutSpread(total: Float64Array, x: number, n: number, times: number, mu: number): void {
  const small = exp(-Math.abs(mu));
  const p = mu > 0 ? 1 / (1 + small) : small / (1 + small);
  const variance = n * (small / ((1 + small) * (1 + small)));
  const score = x - n * p;
  total[0]! += times * (x * mu - n * (Math.max(mu, 0) + log1p(small)));
  total[1]! += times * score;
  total[3]! -= times * variance;
  total[5]! += times * (score * score - variance);
}

function addIntegral(total: Float64Array, x: number, n: number, times: number, mu: number, tau: number): void {
  const step = stepFor(n, tau);
  const mode = nearMode(x, n, mu, tau);
  let reference = NaN;
  let s0 = 0;
  let score1 = 0;
  let scoreZ = 0;
  let score2 = 0;
  let score2Z = 0;
  let score2ZZ = 0;
  let info = 0;
  let infoZ = 0;
  let infoZZ = 0;
  for (let direction = 1; direction >= -1; direction -= 2) {
    let highest = -Infinity;
    for (let j = direction === 1 ? 0 : 1; ; j++) {
      const z = mode + direction * j * step;
      const eta = mu + tau * z;
      const small = exp(-Math.abs(eta));
      const h = x * eta - n * (Math.max(eta, 0) + log1p(small)) - 0.5 * z * z;
      if (j === 0) reference = h;
      if (h > highest) highest = h;
      else if (h < reference - NEGLIGIBLE && h < highest - NEGLIGIBLE) break;
      const weight = exp(h - reference);
      const p = eta > 0 ? 1 / (1 + small) : small / (1 + small);
      const score = x - n * p;
      const variance = n * (small / ((1 + small) * (1 + small)));
      s0 += weight;
      const ws = weight * score;
      const wv = weight * variance;
      score1 += ws;
      scoreZ += ws * z;
      score2 += ws * score;
      score2Z += ws * score * z;
      score2ZZ += ws * score * z * z;
      info += wv;
      infoZ += wv * z;
      infoZZ += wv * z * z;
    }
  }
  const dMu = score1 / s0;
  const dTau = scoreZ / s0;
  total[0]! += times * (reference + log(s0 * step) - HALF_LOG_2PI);
  total[1]! += times * dMu;
  total[2]! += times * dTau;
  total[3]! += times * ((score2 - info) / s0 - dMu * dMu);
  total[4]! += times * ((score2Z - infoZ) / s0 - dMu * dTau);
  total[5]! += times * ((score2ZZ - infoZZ) / s0 - dTau * dTau);
}

/** The step of the docstring, at the half angle u = tau a / 2 that is best for a normal integrand. */
function stepFor(n: number, tau: number): number {
  const precision = 2 / (tau * tau) + 0.5 * n;
  const u = Math.min(Math.sqrt(EXPONENT / precision), WIDEST_HALF_ANGLE);
  return (4 * Math.PI * u) / tau / (EXPONENT + (2 * u * u) / (tau * tau) - n * log(cos(u)));
}

/** Close to the maximum over z, by safeguarded Newton steps on a concave function; accuracy is not needed. */
function nearMode(x: number, n: number, mu: number, tau: number): number {
  let low = tau * (x - n);
  let high = tau * x;
  const guess = log((x + 0.5) / (n - x + 0.5)) - mu;
  const spread = 1 / (x + 0.5) + 1 / (n - x + 0.5);
  let z = (guess * tau) / (tau * tau + spread);
  for (let i = 0; i < 25; i++) {
    if (!(z > low && z < high)) z = 0.5 * (low + high);
    const eta = mu + tau * z;
    const small = exp(-Math.abs(eta));
    const p = eta > 0 ? 1 / (1 + small) : small / (1 + small);
    const slope = tau * (x - n * p) - z;
    if (slope > 0) low = z;
    else high = z;
    const curvature = 1 + tau * tau * n * (small / ((1 + small) * (1 + small)));
    const move = slope / curvature;
    z += move;
    if (move * move * curvature < 0.01) break;
  }
  return z;
}
