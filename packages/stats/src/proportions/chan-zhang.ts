import { asin } from "../elementary/asin.ts";
import { sin } from "../elementary/sin-cos.ts";
import { brentMinimum } from "../numerics/brent-minimum.ts";
import type { Interval } from "./interval.ts";
import { differenceScore } from "./score.ts";
import type { TwoByTwo } from "./two-by-two.ts";

/**
 * Exact unconditional limits of the difference: the ends of the set of δ that neither of two one-sided tests of level α/2 rejects, each
 * ordering the tables by the Farrington–Manning score at δ and maximising its p-value over the control proportion.
 * Searched inwards from -1 and 1 in steps of 1/128, then by halving to 1e-13: the outermost δ not rejected, to the step.
 * The maximum is searched on a grid in arcsine √π with 12 points per feature of width 1/√n, and by Brent near every point that could pass α/2.
 */
export function chanZhang({ experimental, control }: TwoByTwo, level: number): Interval {
  const { events: x1, n: n1 } = experimental;
  const { events: x2, n: n2 } = control;
  const alpha = (1 - level) / 2;
  return {
    lower: lowerLimit(x1, n1, x2, n2, alpha),
    upper: 0 - lowerLimit(x2, n2, x1, n1, alpha),
  };
}

const STEP = 1 / 128;

function lowerLimit(x1: number, n1: number, x2: number, n2: number, alpha: number): number {
  const estimate = x1 / n1 - x2 / n2;
  if (estimate <= -1) return -1;
  const passes = upperPValueExceeds(x1, n1, x2, n2, alpha);
  let out = -1;
  while (out + STEP < estimate && !passes(out + STEP)) out += STEP;
  let inside = Math.min(out + STEP, estimate);
  while (inside - out > 1e-13) {
    const middle = (inside + out) / 2;
    if (passes(middle)) inside = middle;
    else out = middle;
  }
  return out <= -1 ? -1 : (inside + out) / 2;
}

/** Whether the largest P(score at least the observed) over the control proportion is above alpha, as a function of δ. */
function upperPValueExceeds(x1: number, n1: number, x2: number, n2: number, alpha: number): (delta: number) => boolean {
  const least = new Int32Array(n2 + 1);
  const tails = new Float64Array(n1 + 2);
  const masses = new Float64Array(n2 + 1);
  const count = 12 * Math.ceil(Math.sqrt(n1 + n2));
  const values = new Float64Array(count + 1);
  return (delta) => {
    setRegion(x1, n1, x2, n2, delta, least);
    const from = asin(Math.sqrt(Math.max(0, -delta)));
    const to = asin(Math.sqrt(Math.min(1, 1 - delta)));
    const value = (angle: number): number => {
      const p2 = squaredSine(angle);
      setTails(n1, Math.max(0, Math.min(1, p2 + delta)), tails);
      setMasses(n2, p2, masses);
      let sum = 0;
      for (let j = 0; j <= n2; j++) sum += masses[j]! * tails[least[j]!]!;
      return sum;
    };
    const angleAt = (g: number): number => from + ((to - from) * g) / count;
    for (let g = 0; g <= count; g++) {
      values[g] = value(angleAt(g));
      if (values[g]! > alpha) return true;
    }
    for (let g = 1; g < count; g++) {
      const here = values[g]!;
      if (here < 0.95 * alpha || here < values[g - 1]! || here < values[g + 1]!) continue;
      const top = brentMinimum((angle) => -value(angle), { from: angleAt(g - 1), to: angleAt(g + 1) });
      if (top.kind === "converged" && -top.value.value > alpha) return true;
    }
    return false;
  };
}

/** For each control count the least experimental count whose score is not below the observed: it rises with the control count. */
function setRegion(x1: number, n1: number, x2: number, n2: number, delta: number, least: Int32Array): void {
  const observed = differenceScore(x1, n1, x2, n2, delta, 1);
  // Tables that tie by symmetry differ in their last digits.
  const limit = observed - 1e-9 * Math.max(1, Math.min(1e9, Math.abs(observed)));
  let i = 0;
  for (let j = 0; j <= n2; j++) {
    while (i <= n1 && differenceScore(i, n1, j, n2, delta, 1) < limit) i++;
    least[j] = i;
  }
}

function squaredSine(angle: number): number {
  const root = sin(angle);
  return root * root;
}

/** The binomial law by ratios outwards from its mode; dividing by their sum costs less than the mass at the mode. */
function setMasses(n: number, p: number, masses: Float64Array): void {
  masses.fill(0);
  if (p <= 0 || p >= 1) {
    masses[p <= 0 ? 0 : n] = 1;
    return;
  }
  const mode = Math.min(n, Math.floor((n + 1) * p));
  const odds = p / (1 - p);
  const inverse = 1 / odds;
  masses[mode] = 1;
  let sum = 1;
  for (let k = mode; k < n && masses[k]! > 1e-20; k++) {
    sum += masses[k + 1] = masses[k]! * ((n - k) / (k + 1)) * odds;
  }
  for (let k = mode; k > 0 && masses[k]! > 1e-20; k--) {
    sum += masses[k - 1] = masses[k]! * (k / (n - k + 1)) * inverse;
  }
  const scale = 1 / sum;
  for (let k = 0; k <= n; k++) masses[k]! *= scale;
}

/** tails[i] = P(X >= i), with 0 at n + 1. */
function setTails(n: number, p: number, tails: Float64Array): void {
  setMasses(n, p, tails);
  tails[n + 1] = 0;
  for (let i = n - 1; i >= 0; i--) tails[i]! += tails[i + 1]!;
}
