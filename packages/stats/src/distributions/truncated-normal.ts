import { finite, holds, positive, requireAll, requireNumber } from "../arguments.ts";
import { exp } from "../elementary/exp.ts";
import { log } from "../elementary/log.ts";
import { gaussLegendre } from "../numerics/gauss-legendre.ts";
import type { Distribution } from "./distribution.ts";
import { fromLogTails } from "./log-tail-law.ts";
import {
  HALF_LOG_2PI,
  millsRatio,
  standardNormalCentral,
  standardNormalCdf,
  standardNormalQuantile,
} from "./normal.ts";

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
  const logTotal = logMass(low, high, (to - from) / sd, anchor);
  const inside = (x: number): number => {
    requireNumber(x);
    return Math.min(to, Math.max(from, x));
  };
  const z = (x: number): number => (x === from ? low : x === to ? high : (x - mean) / sd);
  const logLower = (x: number): number => {
    const at = inside(x);
    return logMass(low, z(at), (at - from) / sd, anchor) - logTotal;
  };
  const logUpper = (x: number): number => {
    const at = inside(x);
    return logMass(z(at), high, (to - at) / sd, anchor) - logTotal;
  };
  const logPdf = (x: number): number => {
    requireNumber(x);
    if (!(x >= from && x <= to) || x === Infinity || x === -Infinity) return -Infinity;
    const deviate = (x - mean) / sd;
    return -0.5 * (deviate - anchor) * (deviate + anchor) - logTotal - log(sd) - HALF_LOG_2PI;
  };
  const moments = momentsBetween(low, high, anchor);
  const centre = mean + sd * moments.mean;
  const variance = sd * sd * moments.variance;
  const below = [standardNormalCdf(low), standardNormalCdf(high)] as const;
  const above = [standardNormalCdf(-low), standardNormalCdf(-high)] as const;
  /** The closed form, from the smaller tail of the whole normal law. */
  const near = (ofStandard: number): number => {
    const p = standardNormalCdf(ofStandard);
    const q = standardNormalCdf(-ofStandard);
    const lower = below[0] * q + below[1] * p;
    const deviate = lower < 0.5 ? standardNormalQuantile(lower) : -standardNormalQuantile(above[0] * q + above[1] * p);
    return mean + sd * deviate;
  };
  return fromLogTails({ logLower, logUpper, logPdf, from, to, mean: () => centre, variance: () => variance, near });
}

const DENSITY_AT_ZERO = 0.3989422804014327;

/** log of e^(c²/2) (Φ(b) - Φ(a)); `width` is b - a, known better than the difference of the rounded ends. */
function logMass(a: number, b: number, width: number, c: number): number {
  if (!(width > 0)) return -Infinity;
  const near = a > 0 ? a : b < 0 ? b : 0;
  return log(scaledMass(a, b, width)) - 0.5 * (near - c) * (near + c);
}

/** Φ(b) - Φ(a), times e^(c²/2) for the end c nearest to 0, without cancellation. */
function scaledMass(a: number, b: number, width: number): number {
  if (b <= 0) return scaledMass(-b, -a, width);
  if (a < 0) return standardNormalCentralWide(b) + standardNormalCentralWide(-a);
  if (width < 1 && width * a < 1) return narrowMass(a, width);
  return scaledTail(a, a) - scaledTail(b, a);
}

/** Φ(x) - 1/2 for x >= 0. */
function standardNormalCentralWide(x: number): number {
  return x < 0.66 ? standardNormalCentral(x) : standardNormalCdf(x) - 0.5;
}

/** e^(c²/2) P(Z > a) for a >= 0. */
function scaledTail(a: number, c: number): number {
  if (a === Infinity) return 0;
  if (a < 0.7) return exp(0.5 * c * c) * standardNormalCdf(-a);
  const gap = a - c;
  return DENSITY_AT_ZERO * (gap === 0 ? 1 : exp(-0.5 * gap * (a + c))) * millsRatio(a);
}

/** By Gauss–Legendre quadrature where the ends are close and their tails nearly equal. */
function narrowMass(a: number, width: number): number {
  const { nodes, weights } = gaussLegendre(20);
  let sum = 0;
  for (let i = 0; i < 20; i++) {
    const s = 0.5 * width * (1 + nodes[i]!);
    sum += weights[i]! * exp(-s * (a + 0.5 * s));
  }
  return DENSITY_AT_ZERO * 0.5 * width * sum;
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
