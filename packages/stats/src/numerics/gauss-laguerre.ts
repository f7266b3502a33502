import { exp } from "../elementary/exp.ts";
import { log } from "../elementary/log.ts";
import { countBelow, isolateNode, keptRule, polishNode } from "./gauss-nodes.ts";
import type { QuadratureRule } from "./gauss-legendre.ts";

/**
 * Gauss–Laguerre rule of `count` points for ∫ f(x) exp(-x) dx from 0 to ∞, nodes increasing; kept after the first call.
 * Nodes by bisection on a Sturm count, polished by Newton; DLMF 3.5.27 and 18.9.13. The arrays are shared: read only.
 * Relative error of the weights about 1e-12 up to 200 points, 1e-10 up to 2000.
 * @throws InvalidInput unless count is a whole number from 1 to 2000.
 */
export const gaussLaguerre: (count: number) => QuadratureRule = keptRule(computeRule);

function computeRule(count: number): QuadratureRule {
  const nodes = new Float64Array(count);
  const weights = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const near = isolateNode(i, {
      low: 0,
      high: 4 * count + 2,
      width: (low) => 1e-4 * (low + 1e-3),
      below: (at) =>
        countBelow(
          count,
          at,
          (k) => 2 * k + 1,
          (k) => k * k,
        ),
    });
    const x = polishNode(near, { step: (at) => newtonStep(count, at), smallest: (at) => 1e-16 * at, rounds: 20 });
    nodes[i] = x;
    laguerre(count, x);
    // x / (n² L_{n-1}(x)²), since L_{n+1} = -n / (n + 1) L_{n-1} at a node.
    weights[i] = exp(log(x) - 2 * (log(count) + log(Math.abs(state[1]!)) + state[2]!));
  }
  return { nodes, weights };
}

const state = new Float64Array(3);

/** Scaled L_n, L_{n-1} and the logarithm of the scale. */
function laguerre(count: number, x: number): void {
  let before = 0;
  let value = 1;
  let logScale = 0;
  for (let k = 0; k < count; k++) {
    const next = ((2 * k + 1 - x) * value - k * before) / (k + 1);
    before = value;
    value = next;
    if (Math.abs(value) > 1e100) {
      value *= 1e-100;
      before *= 1e-100;
      logScale += 230.25850929940458;
    }
  }
  state[0] = value;
  state[1] = before;
  state[2] = logScale;
}

/** L_n / L_n', with x L_n' = n (L_n - L_{n-1}). */
function newtonStep(count: number, x: number): number {
  laguerre(count, x);
  return (x * state[0]!) / (count * (state[0]! - state[1]!));
}
