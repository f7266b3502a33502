import { exp } from "../elementary/exp.ts";
import { log } from "../elementary/log.ts";
import { logGamma } from "../special/log-gamma.ts";
import { countBelow, isolateNode, keptRule, polishNode } from "./gauss-nodes.ts";
import type { QuadratureRule } from "./gauss-legendre.ts";

/**
 * Gauss–Hermite rule of `count` points for ∫ f(x) exp(-x²) dx over the line, nodes increasing; kept after the first call.
 * Nodes by bisection on the sign changes of the orthonormal recurrence (Sturm sequence), polished by Newton; DLMF 3.5.28, 18.9.1.
 * For E f(Z), Z standard normal: Σ weights / √π · f(√2 node). The arrays are shared: read only.
 * @throws InvalidInput unless count is a whole number from 1 to 2000.
 */
export const gaussHermite: (count: number) => QuadratureRule = keptRule(computeRule);

function computeRule(count: number): QuadratureRule {
  const nodes = new Float64Array(count);
  const weights = new Float64Array(count);
  const bound = Math.sqrt(2 * count + 1);
  // Σ of logarithms, so that 2^n n! does not overflow for many points.
  const logNorm = (count - 1) * Math.LN2 + logGamma(count) + 0.5 * log(Math.PI) - log(count);
  for (let i = 0; i < count; i++) {
    const near = isolateNode(i, {
      low: -bound,
      high: bound,
      width: () => 1e-3 / count,
      below: (at) => countBelow(count, at, zero, (k) => k / 2),
    });
    let x = polishNode(near, { step: (at) => newtonStep(count, at), smallest: () => 1e-17 * bound, rounds: 20 });
    if (2 * i + 1 === count) x = 0;
    nodes[i] = x;
    weights[i] = weightAt(count, x, logNorm);
  }
  symmetrise(nodes, weights);
  return { nodes, weights };
}

const zero = (): number => 0;

const state = new Float64Array(3);

/** Scaled H_n, H_{n-1} and the logarithm of the scale. */
function hermite(count: number, x: number): void {
  let before = 0;
  let value = 1;
  let logScale = 0;
  for (let k = 0; k < count; k++) {
    const next = 2 * x * value - 2 * k * before;
    before = value;
    value = next;
    const size = Math.abs(value);
    if (size > 1e100) {
      value *= 1e-100;
      before *= 1e-100;
      logScale += 230.25850929940458;
    }
  }
  state[0] = value;
  state[1] = before;
  state[2] = logScale;
}

/** H_n / H_n', with H_n' = 2 n H_{n-1}. */
function newtonStep(count: number, x: number): number {
  hermite(count, x);
  return state[0]! / (2 * count * state[1]!);
}

/** 2^(n-1) n! √π / (n² H_{n-1}(x)²). */
function weightAt(count: number, x: number, logNorm: number): number {
  hermite(count, x);
  return exp(logNorm - 2 * (log(Math.abs(state[1]!)) + state[2]!));
}

function symmetrise(nodes: Float64Array, weights: Float64Array): void {
  for (let i = 0, j = nodes.length - 1; i < j; i++, j--) {
    const x = (nodes[j]! - nodes[i]!) / 2;
    const w = (weights[i]! + weights[j]!) / 2;
    nodes[i] = -x;
    nodes[j] = x;
    weights[i] = w;
    weights[j] = w;
  }
  // The common factor of the weights came through logarithms; their sum is √π.
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += weights[i]!;
  for (let i = 0; i < weights.length; i++) weights[i] = weights[i]! * (SQRT_PI / sum);
}

const SQRT_PI = 1.7724538509055159;
