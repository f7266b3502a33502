import { exp, log1p, logGamma } from "@rekindle/stats";

/** Remainder of Stirling's series for log Γ(z), enough for z >= 19.5. */
function stirling(z: number): number {
  const s = 1 / (z * z);
  return (1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s / 1188)))) / z;
}

/**
 * Hedges's exact factor J(m) = Γ(m/2) / (√(m/2) Γ((m − 1)/2)), with which a standardised difference is unbiased.
 * Hedges (1981), J. Educ. Stat. 6, equation 6e. Log gammas cancel for large m, so Stirling's series are subtracted there instead.
 */
export function hedgesFactor(m: number): number {
  const z = m / 2;
  if (z < 20) return exp(logGamma(z) - logGamma(z - 0.5)) / Math.sqrt(z);
  return exp(-(z - 1) * log1p(-0.5 / z) - 0.5 + stirling(z) - stirling(z - 0.5));
}
