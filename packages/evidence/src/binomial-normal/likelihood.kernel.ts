import { cos, exp, expm1, log, log1p } from "@rekindle/stats";
import type { BinomialTable } from "./binomial-table.ts";
import { addWideEnd, ownRateMomentsWhenWide, WIDE } from "./wide-end.kernel.ts";

/**
 * Log-likelihood relative to that of a rate per study (so minus half a deviance), with its first and second derivatives in mu and
 * tau. Relative, because absolute values of large studies would lose the digits that matter.
 */
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
/** The same for the second bound; any value below π / 4 would be valid. */
const WIDEST_RARE_HALF_ANGLE = 0.65;

/**
 * Log-likelihood of the random-intercept logistic model: events_i ~ Binomial(n_i, expit(mu + tau z_i)), z_i ~ N(0, 1).
 *
 * Each integral over z is a trapezoidal sum around the mode. The integrand is analytic for |Im z| < π / tau, and on the line
 * Im z = a it is at most exp(a² / 2) cos(tau a / 2)^-n times its size on the real line; so (Trefethen & Weideman, SIAM Review 56
 * (2014) 385–458, doi:10.1137/130932132, Theorem 5.1) a step of 2πa / (40 + a² / 2 − n log cos(tau a / 2)) has a relative error below
 * 2 exp(−40) for every a. The sum is therefore converged to rounding: no number of nodes has to be chosen.
 */
export function binomialNormalLikelihood(table: BinomialTable, mu: number, tau: number): LikelihoodPoint {
  // a search that has gone astray ends as not converged
  const total = new Float64Array(6).fill(Number.isNaN(mu + tau) ? NaN : 0);
  if (Number.isNaN(mu + tau)) return pointOf(total, mu, tau);
  for (let i = 0; i < table.n.length; i++) {
    const times = table.times[i]!;
    const x = table.events[i]!;
    const n = table.n[i]!;
    if (tau > WIDE && (x === 0 || x === n)) addWideEnd(total, x > 0, n, times, mu, tau);
    else if (tau === 0) addWithoutSpread(total, table.events[i]!, table.n[i]!, times, mu);
    else addIntegral(total, table.events[i]!, table.n[i]!, times, mu, tau);
  }
  return pointOf(total, mu, tau);
}

function pointOf(total: Float64Array, mu: number, tau: number): LikelihoodPoint {
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

/** What `relativeLogLikelihood` found beside its result: the rate at eta. */
let rate = 0;

/**
 * Log of the binomial probability of x events at logit eta, relative to that at the observed rate. With the distance d of eta from
 * the observed logit it is n (r d − log(1 + r expm1(d))), where r is the smaller of the two rates, so that nothing large cancels; at 0
 * and n it is −n log(1 + exp(±eta)).
 */
function relativeLogLikelihood(x: number, n: number, eta: number, observed: number): number {
  if (x === 0 || x === n) {
    const small = exp(-Math.abs(eta));
    rate = eta > 0 ? 1 / (1 + small) : small / (1 + small);
    return -n * (Math.max(x === 0 ? eta : -eta, 0) + log1p(small));
  }
  const few = x <= n - x;
  const d = few ? eta - observed : observed - eta;
  // Far out on the side of the many, where expm1 would overflow, the value is counted from the other side.
  const far = d > 500;
  const r = (few === far ? n - x : x) / n;
  const distance = far ? -d : d;
  const growth = expm1(distance);
  const share = (r * (1 + growth)) / (1 + r * growth);
  rate = few === far ? 1 - share : share;
  return n * (r * distance - log1p(r * growth));
}

function addWithoutSpread(total: Float64Array, x: number, n: number, times: number, mu: number): void {
  const value = relativeLogLikelihood(x, n, mu, log(x / (n - x)));
  const variance = n * rate * (1 - rate);
  const score = x - n * rate;
  total[0]! += times * value;
  total[1]! += times * score;
  total[3]! -= times * variance;
  total[5]! += times * (score * score - variance);
}

function addIntegral(total: Float64Array, x: number, n: number, times: number, mu: number, tau: number): void {
  const step = stepFor(x, n, tau);
  const mode = nearMode(x, n, mu, tau);
  const observed = log(x / (n - x));
  const sums = new Float64Array(10);
  let reference = 0;
  for (let direction = 1; direction >= -1; direction -= 2) {
    let highest = -Infinity;
    for (let j = direction === 1 ? 0 : 1; ; j++) {
      const z = mode + direction * j * step;
      const h = relativeLogLikelihood(x, n, mu + tau * z, observed) - 0.5 * z * z;
      if (j === 0) reference = h;
      if (h > highest) highest = h;
      else if (!(h >= reference - NEGLIGIBLE || h >= highest - NEGLIGIBLE)) break;
      addTerm(sums, exp(h - reference), z, x - n * rate, n * rate * (1 - rate));
    }
  }
  total[0]! += times * (reference + log(sums[0]! * step) - HALF_LOG_2PI);
  const known = (x * (n - x)) / n;
  if (tau * tau * known > 4) addDerivativesOfWideSpread(total, sums, times, tau);
  else addDerivatives(total, sums, times);
}

/** Mean and mean square of a study's own rate given mu and tau, by the same sum. */
export function ownRateMoments(x: number, n: number, mu: number, tau: number, out: Float64Array): void {
  if (tau > WIDE && (x === 0 || x === n)) {
    ownRateMomentsWhenWide(x > 0, n, mu, tau, out);
    return;
  }
  const step = stepFor(x, n, tau);
  const mode = nearMode(x, n, mu, tau);
  const observed = log(x / (n - x));
  let [sum, first, second, reference] = [0, 0, 0, 0];
  for (let direction = 1; direction >= -1; direction -= 2) {
    let highest = -Infinity;
    for (let j = direction === 1 ? 0 : 1; ; j++) {
      const z = mode + direction * j * step;
      const h = relativeLogLikelihood(x, n, mu + tau * z, observed) - 0.5 * z * z;
      if (j === 0) reference = h;
      if (h > highest) highest = h;
      else if (!(h >= reference - NEGLIGIBLE || h >= highest - NEGLIGIBLE)) break;
      const weight = exp(h - reference);
      sum += weight;
      first += weight * rate;
      second += weight * rate * rate;
    }
  }
  out[0] = first / sum;
  out[1] = second / sum;
}

/** Weighted sums of 1, z, z², z³, z⁴, score, score z, score² − info, (score² − info) z, (score² − info) z². */
function addTerm(sums: Float64Array, weight: number, z: number, score: number, information: number): void {
  const wz = weight * z;
  const second = weight * (score * score - information);
  sums[0]! += weight;
  sums[1]! += wz;
  sums[2]! += wz * z;
  sums[3]! += wz * z * z;
  sums[4]! += wz * z * (z * z);
  sums[5]! += weight * score;
  sums[6]! += wz * score;
  sums[7]! += second;
  sums[8]! += second * z;
  sums[9]! += second * z * z;
}

/** Derivatives under the integral over z; loses digits where a large study pins z down. */
function addDerivatives(total: Float64Array, sums: Float64Array, times: number): void {
  const s0 = sums[0]!;
  const dMu = sums[5]! / s0;
  const dTau = sums[6]! / s0;
  total[1]! += times * dMu;
  total[2]! += times * dTau;
  total[3]! += times * (sums[7]! / s0 - dMu * dMu);
  total[4]! += times * (sums[8]! / s0 - dMu * dTau);
  total[5]! += times * (sums[9]! / s0 - dTau * dTau);
}

/** The same derivatives under the integral over eta = mu + tau z, where mu and tau are in the normal density; for tau not near 0. */
function addDerivativesOfWideSpread(total: Float64Array, sums: Float64Array, times: number, tau: number): void {
  const s0 = sums[0]!;
  const z1 = sums[1]! / s0;
  const z2 = sums[2]! / s0;
  const z3 = sums[3]! / s0;
  const z4 = sums[4]! / s0;
  const scale = times / (tau * tau);
  total[1]! += (times * z1) / tau;
  total[2]! += (times * (z2 - 1)) / tau;
  total[3]! += scale * (z2 - z1 * z1 - 1);
  total[4]! += scale * (z3 - z1 * z2 - 2 * z1);
  total[5]! += scale * (z4 - z2 * z2 + 1 - 3 * z2);
}

/**
 * The step of the docstring, at the half angle u = tau a / 2 that is best for a normal integrand; the larger of two valid ones. The
 * second serves large studies with few events (or few without): on the line |1 + e^(eta + i theta)| is at least 1 + e^eta cos theta, so
 * that the integrand is a shifted one times cos(theta)^-m, m the smaller of events and non-events, with as much again for the shift.
 */
function stepFor(x: number, n: number, tau: number): number {
  const rare = 2 * (Math.min(x, n - x) + 4);
  const byAll = Math.min(Math.sqrt(EXPONENT / (2 / (tau * tau) + 0.5 * n)), WIDEST_HALF_ANGLE);
  const byRare = Math.min(Math.sqrt(EXPONENT / (2 / (tau * tau) + 2 * rare)), WIDEST_RARE_HALF_ANGLE);
  return Math.max(stepAt(byAll, tau, -n * log(cos(byAll))), stepAt(byRare, tau, -rare * log(cos(2 * byRare))));
}

function stepAt(u: number, tau: number, growth: number): number {
  return (4 * Math.PI * u) / tau / (EXPONENT + (2 * u * u) / (tau * tau) + growth);
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
