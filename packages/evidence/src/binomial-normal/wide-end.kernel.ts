import { exp, log, log1p, standardNormalCdf, standardNormalPdf } from "@rekindle/stats";

/** Spread above which studies at 0 or n are integrated here. */
export const WIDE = 6;

/** Step in eta; the bump stays small for |Im eta| < π / 2, so that the error is about exp(−π² / step) = 7e-18. */
const STEP = 0.25;
/** Terms below exp(−42) of the total are left out. */
const NEGLIGIBLE = 42;

/**
 * Probability L of no event among n patients when the spread is wide, with its derivatives: L, dL/dmu, dL/dtau, d²L/dmu², d²L/dmu dtau,
 * d²L/dtau².
 *
 * By parts, L = ∫ (1 + e^eta)^-n dΦ((eta − mu) / tau) is the mean of Φ((eta − mu) / tau) over the bump n e^eta (1 + e^eta)^-(n+1), whose
 * width does not grow with tau, while that of the integrand in z does.
 */
export function noEventWhenWide(n: number, mu: number, tau: number, out: Float64Array): void {
  out.fill(0);
  if (n === 0) {
    out[0] = 1;
    return;
  }
  const centre = -log(n);
  for (let direction = 1; direction >= -1; direction -= 2) {
    for (let j = direction === 1 ? 0 : 1; ; j++) {
      const eta = centre + direction * j * STEP;
      const logBump = log(n) + eta - (n + 1) * log1pExp(eta);
      if (logBump < -NEGLIGIBLE) break;
      const weight = STEP * exp(logBump);
      const t = (eta - mu) / tau;
      const density = (weight * standardNormalPdf(t)) / tau;
      out[0]! += weight * standardNormalCdf(t);
      out[1]! -= density;
      out[2]! -= density * t;
      out[3]! -= (density * t) / tau;
      out[4]! += (density * (1 - t * t)) / tau;
      out[5]! += (density * t * (2 - t * t)) / tau;
    }
  }
}

function log1pExp(x: number): number {
  return x > 0 ? x + log1p(exp(-x)) : log1p(exp(x));
}

const buffer = new Float64Array(6);

/** Adds the log of the probability that all patients, or none, have the event, with its derivatives, to a likelihood's totals. */
export function addWideEnd(
  total: Float64Array,
  atFull: boolean,
  n: number,
  times: number,
  mu: number,
  tau: number,
): void {
  // All events at mu are no events at −mu.
  const sign = atFull ? -1 : 1;
  noEventWhenWide(n, sign * mu, tau, buffer);
  const L = buffer[0]!;
  const dMu = buffer[1]! / L;
  const dTau = buffer[2]! / L;
  total[0]! += times * log(L);
  total[1]! += times * sign * dMu;
  total[2]! += times * dTau;
  total[3]! += times * (buffer[3]! / L - dMu * dMu);
  total[4]! += times * sign * (buffer[4]! / L - dMu * dTau);
  total[5]! += times * (buffer[5]! / L - dTau * dTau);
}

/** Mean and mean square of the own rate of a study with no event, or with nothing but events, when the spread is wide. */
export function ownRateMomentsWhenWide(atFull: boolean, n: number, mu: number, tau: number, out: Float64Array): void {
  const at = atFull ? -mu : mu;
  const [none, one, two] = [0, 1, 2].map((more) => {
    noEventWhenWide(n + more, at, tau, buffer);
    return buffer[0]!;
  }) as [number, number, number];
  const first = 1 - one / none;
  const second = 1 - 2 * (one / none) + two / none;
  out[0] = atFull ? 1 - first : first;
  out[1] = atFull ? 1 - 2 * first + second : second;
}
