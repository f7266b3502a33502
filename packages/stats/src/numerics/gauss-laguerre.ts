import { exp } from "../elementary/exp.ts";
import { log } from "../elementary/log.ts";
import type { QuadratureRule } from "./gauss-legendre.ts";

const cache = new Map<number, QuadratureRule>();

/**
 * Gauss–Laguerre rule of `count` points for ∫ f(x) exp(-x) dx from 0 to ∞, nodes increasing; kept after the first call.
 * Nodes by bisection on a Sturm count, polished by Newton; DLMF 3.5.27 and 18.9.13. The arrays are shared: read only.
 */
export function gaussLaguerre(count: number): QuadratureRule {
  const known = cache.get(count);
  if (known !== undefined) return known;
  const rule = computeRule(count);
  cache.set(count, rule);
  return rule;
}

function computeRule(count: number): QuadratureRule {
  const nodes = new Float64Array(count);
  const weights = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    let low = 0;
    let high = 4 * count + 2;
    while (high - low > 1e-4 * (low + 1e-3)) {
      const middle = (low + high) / 2;
      if (nodesBelow(count, middle) > i) high = middle;
      else low = middle;
    }
    let x = (low + high) / 2;
    for (let round = 0; round < 20; round++) {
      laguerre(count, x);
      // x L_n' = n (L_n - L_{n-1}).
      const change = (x * state[0]!) / (count * (state[0]! - state[1]!));
      x -= change;
      if (Math.abs(change) < 1e-16 * x) break;
    }
    nodes[i] = x;
    laguerre(count, x);
    // x / (n² L_{n-1}(x)²), since L_{n+1} = -n / (n + 1) L_{n-1} at a node.
    weights[i] = exp(log(x) - 2 * (log(count) + log(Math.abs(state[1]!)) + state[2]!));
  }
  return { nodes, weights };
}

/** How many roots of L_n lie below x: the negative pivots of its symmetric tridiagonal matrix less x. */
function nodesBelow(count: number, x: number): number {
  let below = 0;
  let pivot = 1 - x;
  for (let k = 0; k < count; k++) {
    if (k > 0) pivot = 2 * k + 1 - x - (k * k) / (pivot === 0 ? 1e-300 : pivot);
    if (pivot < 0) below++;
  }
  return below;
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
