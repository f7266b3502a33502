import { factorise, solveWith } from "../symmetric-solve.ts";
import type { InnermostIntervals } from "./innermost-intervals.ts";

/** With more masses than this the steps cost more than their digits are worth. */
const LARGEST = 250;
const MOST = 40;

/**
 * Newton steps on the positive masses, which take a likelihood that is right to ten digits to masses that are. The sum of masses enters
 * as a penalty of n: at the maximum its multiplier is n (R. Gentleman, C. J. Geyer, Biometrika 81 (1994) 618), so no constraint is
 * left. A mass that a step drives below 0 leaves. Undefined where the masses are not unique, or too many.
 */
export function polishMass(
  { from, to }: InnermostIntervals,
  start: Float64Array,
): Float64Array<ArrayBuffer> | undefined {
  const mass = Float64Array.from(start, (value) => (value < 1e-9 ? 0 : value));
  const covered = new Float64Array(from.length);
  for (let iteration = 0; iteration < MOST; iteration++) {
    const support: number[] = [];
    for (let j = 0; j < mass.length; j++) if (mass[j]! > 0) support.push(j);
    if (support.length > LARGEST) return undefined;
    for (let i = 0; i < covered.length; i++) {
      covered[i] = 0;
      for (let j = from[i]!; j <= to[i]!; j++) covered[i]! += mass[j]!;
      if (!(covered[i]! > 0)) return undefined;
    }
    const step = newtonStep({ from, to }, covered, support);
    if (step === undefined) return undefined;
    let share = 1;
    let leaves = -1;
    let longest = 0;
    for (const [k, j] of support.entries()) {
      longest = Math.max(longest, Math.abs(step[k]!) / mass[j]!);
      if (mass[j]! + share * step[k]! <= 0) {
        share = -mass[j]! / step[k]!;
        leaves = j;
      }
    }
    for (const [k, j] of support.entries()) mass[j]! += share * step[k]!;
    if (leaves >= 0) mass[leaves] = 0;
    else if (longest < 1e-13) return scaled(mass);
    // Close to rounding the steps no longer shrink.
    else if (longest < 1e-9 && iteration > MOST / 2) return scaled(mass);
  }
  return undefined;
}

function newtonStep(
  { from, to }: Pick<InnermostIntervals, "from" | "to">,
  covered: Float64Array,
  support: readonly number[],
): Float64Array | undefined {
  const size = support.length;
  const place = new Map(support.map((j, k) => [j, k]));
  const gradient = new Float64Array(size).fill(-from.length);
  const curvature = new Float64Array(size * size);
  for (let i = 0; i < from.length; i++) {
    const own: number[] = [];
    for (let j = from[i]!; j <= to[i]!; j++) {
      const k = place.get(j);
      if (k !== undefined) own.push(k);
    }
    const inverse = 1 / covered[i]!;
    for (const k of own) {
      gradient[k]! += inverse;
      for (const l of own) curvature[k * size + l]! += inverse * inverse;
    }
  }
  const factor = factorise(curvature, size, (row) => 1e-10 * curvature[row * size + row]!);
  return factor.kind === "factored" ? solveWith(factor, gradient) : undefined;
}

function scaled(mass: Float64Array): Float64Array<ArrayBuffer> {
  let total = 0;
  for (const value of mass) total += value;
  return Float64Array.from(mass, (value) => value / total);
}
