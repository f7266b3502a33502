import { exp, gaussLegendre, standardNormalCdf } from "@rekindle/stats";

/** Rule of one panel, and its width in units of the narrowest feature of the integrand: error below 1e-13 for Gaussian features. */
const panel = gaussLegendre(20);
const PANEL_WIDTH = 6;
/** Beyond this many standard deviations a normal density does not matter. */
const REACH = 8.8;
const LOG_DENSITY_AT_ZERO = -0.9189385332046727;

/**
 * The law of z at a look, among the trials that have not stopped before it and do not stop at it: quadrature nodes over the
 * continuation region and their probability masses.
 */
export interface Continuation {
  /** Information at the look, in any unit the drift agrees with. */
  readonly information: number;
  readonly nodes: Float64Array;
  readonly masses: Float64Array;
}

/** Region in which the trial goes on; infinite if there is no boundary on that side. */
export interface Region {
  readonly lower: number;
  readonly upper: number;
}

/** Nodes and weights over a region, fine enough for features of width `feature` in z. */
function grid(region: Region, mean: number, feature: number): { nodes: Float64Array; weights: Float64Array } {
  const from = Math.max(region.lower, Math.min(0, mean) - REACH);
  const to = Math.min(region.upper, Math.max(0, mean) + REACH);
  if (!(to > from)) return { nodes: new Float64Array(0), weights: new Float64Array(0) };
  const panels = Math.ceil((to - from) / (PANEL_WIDTH * feature));
  const half = (to - from) / (2 * panels);
  const size = panel.nodes.length;
  const nodes = new Float64Array(panels * size);
  const weights = new Float64Array(panels * size);
  for (let p = 0; p < panels; p++) {
    const middle = from + half * (2 * p + 1);
    for (let i = 0; i < size; i++) {
      nodes[p * size + i] = middle + half * panel.nodes[i]!;
      weights[p * size + i] = half * panel.weights[i]!;
    }
  }
  return { nodes, weights };
}

/** Width of the narrowest feature of the law at a look: the kernel from the look before, and the one to the look after. */
function featureWidth(before: number, information: number, after: number): number {
  const backward = before > 0 ? information / (information - before) : 1;
  const forward = after > information ? information / (after - information) : 0;
  return 1 / Math.sqrt(backward + forward);
}

/** Law of z at the first look, within its continuation region. `after` is the information at the next look. */
export function startContinuation(information: number, region: Region, drift: number, after: number): Continuation {
  const mean = drift * Math.sqrt(information);
  const { nodes, weights } = grid(region, mean, featureWidth(0, information, after));
  const masses = weights;
  for (let i = 0; i < nodes.length; i++) {
    const d = nodes[i]! - mean;
    masses[i] = masses[i]! * exp(LOG_DENSITY_AT_ZERO - 0.5 * d * d);
  }
  return { information, nodes, masses };
}

/**
 * Law of z at the next look, within its continuation region: one step of the recursion of Armitage, McPherson and Rowe (1969),
 * doi:10.2307/2343787, in the form of Jennison and Turnbull, Group Sequential Methods (2000), equation 19.4. √I z has independent
 * increments with mean drift (I - I before) and variance I - I before.
 */
export function advanceContinuation(
  previous: Continuation,
  information: number,
  region: Region,
  drift: number,
  after: number,
): Continuation {
  const root = Math.sqrt(information);
  const increment = information - previous.information;
  const spread = Math.sqrt(increment);
  const { nodes, weights } = grid(region, drift * root, featureWidth(previous.information, information, after));
  const from = new Float64Array(previous.nodes.length);
  const rootBefore = Math.sqrt(previous.information);
  for (let j = 0; j < from.length; j++) from[j] = (previous.nodes[j]! * rootBefore + drift * increment) / spread;
  const scale = root / spread;
  const before = previous.masses;
  const masses = weights;
  const logScale = LOG_DENSITY_AT_ZERO;
  // Both lists increase, so the nodes within reach of the kernel form a window that only moves to the right.
  let first = 0;
  for (let i = 0; i < nodes.length; i++) {
    const at = nodes[i]! * scale;
    while (first < from.length && from[first]! < at - KERNEL_REACH) first++;
    let density = 0;
    for (let j = first; j < from.length; j++) {
      const d = at - from[j]!;
      if (d < -KERNEL_REACH) break;
      density += before[j]! * exp(logScale - 0.5 * d * d);
    }
    masses[i] = masses[i]! * density * scale;
  }
  return { information, nodes, masses };
}

/** Far tails are kept: boundaries that spend 1e-40 are still found to full precision. */
const KERNEL_REACH = 14;

/** P(z at the next look >= boundary) jointly with having gone on so far. */
export function upperExit(previous: Continuation, information: number, boundary: number, drift: number): number {
  const increment = information - previous.information;
  const spread = Math.sqrt(increment);
  const rootBefore = Math.sqrt(previous.information);
  const at = (boundary * Math.sqrt(information) - drift * increment) / spread;
  const scale = rootBefore / spread;
  let sum = 0;
  for (let j = 0; j < previous.nodes.length; j++) {
    sum += previous.masses[j]! * standardNormalCdf(previous.nodes[j]! * scale - at);
  }
  return sum;
}

/** P(z at the next look <= boundary) jointly with having gone on so far. */
export function lowerExit(previous: Continuation, information: number, boundary: number, drift: number): number {
  const increment = information - previous.information;
  const spread = Math.sqrt(increment);
  const rootBefore = Math.sqrt(previous.information);
  const at = (boundary * Math.sqrt(information) - drift * increment) / spread;
  const scale = rootBefore / spread;
  let sum = 0;
  for (let j = 0; j < previous.nodes.length; j++) {
    sum += previous.masses[j]! * standardNormalCdf(at - previous.nodes[j]! * scale);
  }
  return sum;
}

/** Density of z at the next look at one point, jointly with having gone on so far. */
export function exitDensity(previous: Continuation, information: number, z: number, drift: number): number {
  const increment = information - previous.information;
  const spread = Math.sqrt(increment);
  const root = Math.sqrt(information);
  const rootBefore = Math.sqrt(previous.information);
  let sum = 0;
  for (let j = 0; j < previous.nodes.length; j++) {
    const d = (z * root - previous.nodes[j]! * rootBefore - drift * increment) / spread;
    sum += previous.masses[j]! * exp(LOG_DENSITY_AT_ZERO - 0.5 * d * d);
  }
  return (sum * root) / spread;
}
