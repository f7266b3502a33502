import { finite, holds, positive, requireAll, requireNumber, requireProbability } from "../arguments.ts";
import { exp } from "../elementary/exp.ts";
import { log } from "../elementary/log.ts";
import { log1p } from "../elementary/log1p.ts";
import { gaussLegendre } from "../numerics/gauss-legendre.ts";
import { drawOpenUniform } from "../streams/draws.ts";
import type { Distribution } from "./distribution.ts";
import { millsRatio, standardNormalCentral, standardNormalCdf } from "./normal.ts";
import { searchIsf, searchQuantile } from "./search-quantile.ts";

/**
 * A normal distribution cut to [from, to]; either end may be infinite.
 * @param parameters mean and sd before cutting; from < to.
 * @throws InvalidInput for parameters that are not finite, an sd not above 0, or from not below to.
 * @example truncatedNormal({ mean: 0, sd: 1, from: 0, to: Infinity }).mean() // 0.7978845608028654
 */
export function truncatedNormal(parameters: {
  readonly mean: number;
  readonly sd: number;
  readonly from: number;
  readonly to: number;
}): Distribution {
  const { mean, sd, from, to } = parameters;
  requireAll(
    finite("mean", mean),
    positive("sd", sd),
    holds(from < to, "from", `from ${from} to ${to}`, "from must be below to"),
  );
  const low = (from - mean) / sd;
  const high = (to - mean) / sd;
  /** All masses are relative to e^(-c²/2) at the end c nearest to 0, so that nothing underflows. */
  const anchor = low > 0 ? low : high < 0 ? high : 0;
  const total = scaledMass(low, high, anchor);
  const z = (x: number): number => {
    requireNumber(x);
    return Math.min(high, Math.max(low, (x - mean) / sd));
  };
  const logCdf = (x: number): number => logShare(scaledMass(low, z(x), anchor), scaledMass(z(x), high, anchor), total);
  const logSf = (x: number): number => logShare(scaledMass(z(x), high, anchor), scaledMass(low, z(x), anchor), total);
  const logPdf = (x: number): number => {
    requireNumber(x);
    if (!(x >= from && x <= to) || x === Infinity || x === -Infinity) return -Infinity;
    const deviate = (x - mean) / sd;
    return -0.5 * (deviate - anchor) * (deviate + anchor) - log(total * sd) - HALF_LOG_2PI;
  };
  const moments = (): { mean: number; variance: number } => momentsBetween(low, high, anchor);
  const centre = mean + sd * moments().mean;
  const tails = { logCdf, logSf, from, to, centre, spread: sd * Math.sqrt(moments().variance) };
  return {
    pdf: (x) => exp(logPdf(x)),
    logPdf,
    cdf: (x) => exp(logCdf(x)),
    sf: (x) => exp(logSf(x)),
    logCdf,
    logSf,
    quantile: (p) => {
      requireProbability(p);
      return searchQuantile(tails, p);
    },
    isf: (p) => {
      requireProbability(p);
      return searchIsf(tails, p);
    },
    mean: () => centre,
    variance: () => sd * sd * moments().variance,
    sample: (stream) => searchQuantile(tails, drawOpenUniform(stream)),
  };
}

const HALF_LOG_2PI = 0.9189385332046727;
const DENSITY_AT_ZERO = 0.3989422804014327;

function logShare(mass: number, rest: number, total: number): number {
  return mass > 0.5 * total ? log1p(-rest / total) : log(mass / total);
}

/** e^(c²/2) (Φ(b) - Φ(a)), without cancellation. */
function scaledMass(a: number, b: number, c: number): number {
  if (!(b > a)) return 0;
  if (b <= 0) return scaledMass(-b, -a, -c);
  if (a < 0) return exp(0.5 * c * c) * (standardNormalCentralWide(b) + standardNormalCentralWide(-a));
  if (b - a < Math.min(1, 1 / a)) return narrowMass(a, b, c);
  return scaledTail(a, c) - scaledTail(b, c);
}

/** Φ(x) - 1/2 for x >= 0. */
function standardNormalCentralWide(x: number): number {
  return x < 0.66 ? standardNormalCentral(x) : standardNormalCdf(x) - 0.5;
}

/** e^(c²/2) P(Z > a) for a >= 0. */
function scaledTail(a: number, c: number): number {
  if (a === Infinity) return 0;
  if (a < 0.7) return exp(0.5 * c * c) * standardNormalCdf(-a);
  return DENSITY_AT_ZERO * exp(-0.5 * (a - c) * (a + c)) * millsRatio(a);
}

/** By Gauss–Legendre quadrature where the ends are close and their tails nearly equal. */
function narrowMass(a: number, b: number, c: number): number {
  const { nodes, weights } = gaussLegendre(20);
  const half = (b - a) / 2;
  let sum = 0;
  for (let i = 0; i < 20; i++) {
    const s = half * (1 + nodes[i]!);
    sum += weights[i]! * exp(-s * (a + 0.5 * s));
  }
  return DENSITY_AT_ZERO * exp(-0.5 * (a - c) * (a + c)) * half * sum;
}

/** Mean and variance of the standard normal cut to [a, b], by quadrature from the mode outwards: no differences of moments. */
function momentsBetween(a: number, b: number, c: number): { mean: number; variance: number } {
  const reach = Math.abs(c) > 1 ? 45 / Math.abs(c) : 9.5;
  const from = Math.max(a, c - Math.min(reach, 9.5));
  const to = Math.min(b, c + Math.min(reach, 9.5));
  const { nodes, weights } = gaussLegendre(96);
  const half = (to - from) / 2;
  let mass = 0;
  let first = 0;
  const densities = new Float64Array(96);
  for (let i = 0; i < 96; i++) {
    const t = from - c + half * (1 + nodes[i]!);
    densities[i] = weights[i]! * exp(-t * (c + 0.5 * t));
    mass += densities[i]!;
    first += t * densities[i]!;
  }
  const centre = first / mass;
  let second = 0;
  for (let i = 0; i < 96; i++) {
    const t = from - c + half * (1 + nodes[i]!) - centre;
    second += t * t * densities[i]!;
  }
  return { mean: c + centre, variance: second / mass };
}
