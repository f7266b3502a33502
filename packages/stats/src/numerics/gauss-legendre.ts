import { cos } from "../elementary/sin-cos.ts";
import { keptRule, polishNode } from "./gauss-nodes.ts";

/** Nodes and weights of a quadrature rule, nodes increasing. */
export interface QuadratureRule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

/**
 * Gauss–Legendre rule of `count` points on [-1, 1], by Newton's method on the Legendre polynomial; kept after the first call.
 * Source: DLMF 3.5.15 with the recurrence 18.9.1. The arrays are shared: read only.
 * @throws InvalidInput unless count is a whole number from 1 to 2000.
 * @example gaussLegendre(2).nodes // [-0.577…, 0.577…]
 */
export const gaussLegendre: (count: number) => QuadratureRule = keptRule(computeRule);

function computeRule(count: number): QuadratureRule {
  const nodes = new Float64Array(count);
  const weights = new Float64Array(count);
  for (let i = 0; i < Math.ceil(count / 2); i++) {
    const step = (at: number): number => {
      const { value, derivative } = legendre(count, at);
      return value / derivative;
    };
    let x = polishNode(cos((Math.PI * (i + 0.75)) / (count + 0.5)), { step, smallest: () => 1e-17, rounds: 8 });
    if (2 * i + 1 === count) x = 0;
    const slope = legendre(count, x).derivative;
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
