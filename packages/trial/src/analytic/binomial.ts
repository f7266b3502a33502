import { exp, log } from "@rekindle/stats";

/** P(X = 0), …, P(X = n) of the binomial law, from its mode outwards, so that nothing underflows that matters. */
export function binomialProbabilities(n: number, p: number): Float64Array {
  const masses = new Float64Array(n + 1);
  if (p <= 0 || p >= 1) {
    masses[p <= 0 ? 0 : n] = 1;
    return masses;
  }
  const mode = Math.min(n, Math.floor((n + 1) * p));
  masses[mode] = 1;
  const odds = p / (1 - p);
  for (let k = mode; k < n; k++) masses[k + 1] = masses[k]! * odds * ((n - k) / (k + 1));
  for (let k = mode; k > 0; k--) masses[k - 1] = (masses[k]! / odds) * (k / (n - k + 1));
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  return masses.map((mass) => mass / total);
}

/** P(X = k), k = 0 … draws, of the number of marked ones when `draws` are taken from `size`, `marked` of them marked. */
export function hypergeometricProbabilities(size: number, marked: number, draws: number): Float64Array {
  const masses = new Float64Array(draws + 1);
  const logMass = (k: number) => logChoose(marked, k) + logChoose(size - marked, draws - k) - logChoose(size, draws);
  for (let k = Math.max(0, draws - size + marked); k <= Math.min(draws, marked); k++) masses[k] = exp(logMass(k));
  return masses;
}

function logChoose(n: number, k: number): number {
  let sum = 0;
  for (let i = 1; i <= Math.min(k, n - k); i++) sum += log((n - i + 1) / i);
  return sum;
}
