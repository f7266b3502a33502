import { cos } from "../elementary/sin-cos.ts";

/** Nodes and weights of a quadrature rule, nodes increasing. */
export interface QuadratureRule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

const cache = new Map<number, QuadratureRule>();

/**
 * Gauss–Legendre rule of `count` points on [-1, 1], by Newton's method on the Legendre polynomial; kept after the first call.
 * Source: DLMF 3.5.15 with the recurrence 18.9.1. The arrays are shared: read only.
 * @example gaussLegendre(2).nodes // [-0.577…, 0.577…]
 */
export function gaussLegendre(count: number): QuadratureRule {
  const known = cache.get(count);
  if (known !== undefined) return known;
  const rule = computeRule(count);
  cache.set(count, rule);
  return rule;
}

function computeRule(count: number): QuadratureRule {
  const nodes = new Float64Array(count);
  const weights = new Float64Array(count);
  for (let i = 0; i < Math.ceil(count / 2); i++) {
    let x = cos((Math.PI * (i + 0.75)) / (count + 0.5));
    let slope = 0;
    for (let step = 0; step < 8; step++) {
      const { value, derivative } = legendre(count, x);
      slope = derivative;
      const change = value / derivative;
      x -= change;
      if (Math.abs(change) < 1e-17) break;
    }
    if (2 * i + 1 === count) x = 0;
    slope = legendre(count, x).derivative;
    const weight = 2 / ((1 - x * x) * slope * slope);
    nodes[i] = -x;
    nodes[count - 1 - i] = x;
    weights[i] = weight;
    weights[count - 1 - i] = weight;
  }
  return { nodes, weights };
}

function legendre(count: number, x: number): { value: number; derivative: number } {
  let before = 1;
  let value = x;
  for (let n = 2; n <= count; n++) {
    const next = ((2 * n - 1) * x * value - (n - 1) * before) / n;
    before = value;
    value = next;
  }
  return { value, derivative: (count * (before - x * value)) / (1 - x * x) };
}
