import { log } from "../../elementary/log.ts";
import type { InnermostIntervals } from "./innermost-intervals.ts";
import { polishMass } from "./polish-mass.ts";

export interface MassSearch {
  readonly mass: Float64Array;
  readonly logLikelihood: number;
  /** The log-likelihood is at most this far below its maximum. */
  readonly gap: number;
  readonly iterations: number;
}

const MOST = 20_000;

/**
 * Masses of the innermost intervals by alternating EM steps with iterative convex minorant steps, which are isotonic regressions of
 * the distribution function. Source: J. A. Wellner, Y. Zhan, JASA 92 (1997) 945. It ends when
 * the directional derivatives bound the remaining gain, max_j Σ_i 1/P_i - n, below `tolerance`; Newton steps then add the last digits.
 */
export function emicm(intervals: InnermostIntervals, tolerance: number): MassSearch {
  const size = intervals.left.length;
  const count = intervals.from.length;
  let mass = new Float64Array(size).fill(1 / size);
  for (let iteration = 1; ; iteration++) {
    const gains = derivatives(intervals, mass);
    const gap = gapOf(gains, count);
    if (gap <= tolerance || iteration >= MOST) {
      const polished = polishMass(intervals, mass);
      const polishedGap = polished === undefined ? Infinity : gapOf(derivatives(intervals, polished), count);
      const isBetter = polishedGap <= Math.max(tolerance, gap);
      const best = isBetter ? polished! : mass;
      return {
        mass: best,
        logLikelihood: logLikelihoodOf(intervals, best),
        gap: Math.max(0, isBetter ? polishedGap : gap),
        iterations: iteration,
      };
    }
    for (let j = 0; j < size; j++) mass[j]! *= gains[j]! / count;
    mass = minorantStep(intervals, mass);
  }
}

/** The log-likelihood is at most this far below its maximum. */
function gapOf(gains: Float64Array, count: number): number {
  return gains.reduce((most, value) => Math.max(most, value), 0) - count;
}

/** Sum of mass over each patient's intervals. */
function coverage({ from, to }: InnermostIntervals, mass: Float64Array): Float64Array {
  const covered = new Float64Array(from.length);
  for (let i = 0; i < covered.length; i++) for (let j = from[i]!; j <= to[i]!; j++) covered[i]! += mass[j]!;
  return covered;
}

function derivatives(intervals: InnermostIntervals, mass: Float64Array): Float64Array {
  const covered = coverage(intervals, mass);
  const gains = new Float64Array(mass.length);
  for (let i = 0; i < covered.length; i++) {
    for (let j = intervals.from[i]!; j <= intervals.to[i]!; j++) gains[j]! += 1 / covered[i]!;
  }
  return gains;
}

export function logLikelihoodOf(intervals: InnermostIntervals, mass: Float64Array): number {
  let sum = 0;
  for (const covered of coverage(intervals, mass)) sum += log(covered);
  return sum;
}

function minorantStep(intervals: InnermostIntervals, mass: Float64Array): Float64Array<ArrayBuffer> {
  const size = mass.length;
  const copy = Float64Array.from(mass);
  if (size < 2) return copy;
  const { from, to } = intervals;
  const covered = coverage(intervals, mass);
  // Derivatives in the cumulative masses F_0 … F_(size - 2).
  const slope = new Float64Array(size - 1);
  const curve = new Float64Array(size - 1);
  for (let i = 0; i < covered.length; i++) {
    const inverse = 1 / covered[i]!;
    const square = inverse * inverse;
    if (to[i]! < size - 1) {
      slope[to[i]!]! += inverse;
      curve[to[i]!]! += square;
    }
    if (from[i]! > 0) {
      slope[from[i]! - 1]! -= inverse;
      curve[from[i]! - 1]! += square;
    }
  }
  const target = new Float64Array(size - 1);
  let cumulative = 0;
  for (let j = 0; j < size - 1; j++) {
    cumulative += mass[j]!;
    target[j] = curve[j]! > 0 ? cumulative + slope[j]! / curve[j]! : cumulative;
    if (!(curve[j]! > 0)) curve[j] = 1;
  }
  const fitted = isotonic(target, curve);
  const step = new Float64Array(size);
  let before = 0;
  for (let j = 0; j < size; j++) {
    const here = j < size - 1 ? Math.min(1, Math.max(0, fitted[j]!)) : 1;
    step[j] = here - before - mass[j]!;
    before = here;
  }
  const start = logLikelihoodOf(intervals, mass);
  for (let share = 1; share > 1e-4; share /= 2) {
    const trial = Float64Array.from(mass, (value, j) => Math.max(0, value + share * step[j]!));
    if (logLikelihoodOf(intervals, trial) > start) return trial;
  }
  return copy;
}

/** Weighted least squares under order, by pooling adjacent violators. */
function isotonic(values: Float64Array, weights: Float64Array): Float64Array {
  const level = new Float64Array(values.length);
  const weight = new Float64Array(values.length);
  const length = new Int32Array(values.length);
  let blocks = 0;
  for (let i = 0; i < values.length; i++) {
    level[blocks] = values[i]!;
    weight[blocks] = weights[i]!;
    length[blocks] = 1;
    blocks++;
    while (blocks > 1 && level[blocks - 2]! >= level[blocks - 1]!) {
      const total = weight[blocks - 2]! + weight[blocks - 1]!;
      level[blocks - 2] = (level[blocks - 2]! * weight[blocks - 2]! + level[blocks - 1]! * weight[blocks - 1]!) / total;
      weight[blocks - 2] = total;
      length[blocks - 2]! += length[blocks - 1]!;
      blocks--;
    }
  }
  const fitted = new Float64Array(values.length);
  let at = 0;
  for (let b = 0; b < blocks; b++) for (let k = 0; k < length[b]!; k++) fitted[at++] = level[b]!;
  return fitted;
}
