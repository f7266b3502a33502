import { standardNormalCdf } from "../distributions/normal.ts";
import { asin } from "../elementary/asin.ts";
import { exp } from "../elementary/exp.ts";
import { sin } from "../elementary/sin-cos.ts";
import { gaussLegendre } from "../numerics/gauss-legendre.ts";

/**
 * P(X > h, Y > k) for standard normals with correlation r, absolute error about 1e-15.
 * Source: A. Genz, "Numerical computation of rectangular bivariate and trivariate normal and t probabilities", Stat. Comput. 14
 * (2004) 251–260, doi:10.1023/B:STCO.0000035304.20635.31, equations 3 and 6 (after Drezner and Wesolowsky 1990). Limits may be infinite.
 */
export function bivariateUpper(h: number, k: number, r: number): number {
  // Beyond these nothing is left of a normal tail, while their products would leave the range of doubles.
  if (h > FAR || k > FAR) return 0;
  if (h < -FAR) return standardNormalCdf(-k);
  if (k < -FAR) return standardNormalCdf(-h);
  if (r === 0) return standardNormalCdf(-h) * standardNormalCdf(-k);
  return Math.abs(r) < 0.925 ? moderate(h, k, r) : strong(h, k, r);
}

/** P(a1 < X <= b1, a2 < Y <= b2). */
export function bivariateRectangle(a1: number, b1: number, a2: number, b2: number, r: number): number {
  if (!(b1 > a1 && b2 > a2)) return 0;
  const value =
    bivariateUpper(a1, a2, r) - bivariateUpper(b1, a2, r) - bivariateUpper(a1, b2, r) + bivariateUpper(b1, b2, r);
  return Math.max(0, value);
}

const FAR = 40;
const POINTS = 24;

function moderate(h: number, k: number, r: number): number {
  const { nodes, weights } = gaussLegendre(POINTS);
  const angle = asin(r);
  const product = h * k;
  const half = (h * h + k * k) / 2;
  let sum = 0;
  for (let i = 0; i < POINTS; i++) {
    const s = sin(0.5 * angle * (1 + nodes[i]!));
    sum += weights[i]! * exp((s * product - half) / (1 - s * s));
  }
  return (sum * angle) / (4 * Math.PI) + standardNormalCdf(-h) * standardNormalCdf(-k);
}

/** For |r| near 1 the integrand is expanded around r = ±1, and only the remainder is integrated. */
function strong(h: number, kGiven: number, r: number): number {
  const k = r < 0 ? -kGiven : kGiven;
  const product = h * k;
  let value = Math.abs(r) < 1 ? -remainder(h, k, product, r) / (2 * Math.PI) : 0;
  if (r > 0) return value + standardNormalCdf(-Math.max(h, k));
  value = -value;
  if (k > h)
    value += h < 0 ? standardNormalCdf(k) - standardNormalCdf(h) : standardNormalCdf(-h) - standardNormalCdf(-k);
  return Math.max(0, value);
}

function remainder(h: number, k: number, product: number, r: number): number {
  const square = (1 - r) * (1 + r);
  const root = Math.sqrt(square);
  const gap = (h - k) * (h - k);
  const c = (4 - product) / 8;
  const d = (12 - product) / 16;
  const first = -(gap / square + product) / 2;
  let value = 0;
  if (first > -100) {
    value = root * exp(first) * (1 - (c * (gap - square) * (1 - (d * gap) / 5)) / 3 + (c * d * square * square) / 5);
  }
  if (-product < 100) {
    const distance = Math.sqrt(gap);
    const tail = ROOT_2PI * standardNormalCdf(-distance / root);
    value -= exp(-product / 2) * tail * distance * (1 - (c * gap * (1 - (d * gap) / 5)) / 3);
  }
  const { nodes, weights } = gaussLegendre(POINTS);
  const half = root / 2;
  for (let i = 0; i < POINTS; i++) {
    const x = half * (1 + nodes[i]!);
    const xs = x * x;
    const rs = Math.sqrt(1 - xs);
    const power = -(gap / xs + product) / 2;
    if (power < -100) continue;
    const series = 1 + c * xs * (1 + d * xs);
    const exact = exp((-product * xs) / (2 * (1 + rs) * (1 + rs))) / rs;
    value += half * weights[i]! * exp(power) * (exact - series);
  }
  return value;
}

const ROOT_2PI = 2.5066282746310002;
