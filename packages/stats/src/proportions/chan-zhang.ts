import { asin } from "../elementary/asin.ts";
import { sin } from "../elementary/sin-cos.ts";
import type { Interval } from "./interval.ts";
import { type RegionProbability, regionProbability } from "./region-probability.ts";
import { type Arms, setScoreRegion } from "./score-region.ts";
import { scoreRegionPeak } from "./score-region-peak.ts";
import type { TwoByTwo } from "./two-by-two.ts";

/**
 * Exact unconditional limits of the difference: the ends of the set of δ that neither of two one-sided tests of level α/2 rejects, each
 * ordering the tables by the Farrington–Manning score at δ and maximising its p-value over the control proportion.
 *
 * From -1 inwards, an interval of δ is passed only when on all rectangles (interval of δ) × (interval of the control proportion) the
 * probability of all tables that can be in the region there, at the largest experimental and the smallest control proportion, is at most
 * α/2: all these differences are bounded as rejected, given that the score falls with δ and that the regions are convex in Barnard's
 * sense (both checked on grids of tables with arms up to 40, not proved). Where no interval of 1e-6 passes any more, which is within
 * 1e-6 of the limit or within some 1e-5 of a δ at which tables tie, the p-value is looked at in steps of 1e-6 and the first step that
 * reaches α/2 is halved to 1e-13.
 */
export function chanZhang({ experimental, control }: TwoByTwo, level: number): Interval {
  const { events: x1, n: n1 } = experimental;
  const { events: x2, n: n2 } = control;
  const alpha = (1 - level) / 2;
  return {
    lower: lowerLimit({ x1, n1, x2, n2 }, alpha),
    upper: 0 - lowerLimit({ x1: x2, n1: n2, x2: x1, n2: n1 }, alpha),
  };
}

const RESOLUTION = 1e-6;

function lowerLimit(arms: Arms, alpha: number): number {
  const estimate = arms.x1 / arms.n1 - arms.x2 / arms.n2;
  if (estimate <= -1) return -1;
  const isRejected = rejection(arms, alpha);
  let passed = -1;
  let width = 1 / 16;
  while (width > RESOLUTION && passed < estimate) {
    const to = Math.min(passed + width, estimate);
    if (isRejected(passed, to)) {
      passed = to;
      width *= 2;
    } else width /= 2;
  }
  if (passed === -1) return -1;
  const passes = (delta: number): boolean => scoreRegionPeak(arms, delta).value > alpha;
  let out = passed;
  let inside = out;
  for (let step = 1; inside < estimate; step++) {
    // A table that ties near by spoils the bound some steps before it joins the region; far on, longer steps do.
    inside = Math.min(out + RESOLUTION * Math.max(1, step - 50), estimate);
    if (passes(inside)) break;
    out = inside;
  }
  while (inside - out > 1e-13) {
    const middle = (inside + out) / 2;
    if (passes(middle)) inside = middle;
    else out = middle;
  }
  return (inside + out) / 2;
}

/** Whether every δ of an interval has, by its bound, a p-value of at most alpha. */
function rejection(arms: Arms, alpha: number): (from: number, to: number) => boolean {
  const region = regionProbability(arms.n1, arms.n2);
  const cells = 2 * Math.ceil(Math.sqrt(arms.n1 + arms.n2));
  // The sums are good to about 1e-14.
  const limit = alpha * (1 - 1e-12);
  let suspect = 0.5;
  return (from, to) => {
    setScoreRegion(arms, from, to, region.least);
    const least = Math.max(0, -to);
    const most = Math.min(1, 1 - from);
    const isAbove = (p2: number): boolean => {
      if (region.at(Math.min(1, p2 + to), p2) <= limit) return false;
      suspect = p2;
      return true;
    };
    if (isAbove(Math.max(least, Math.min(most, suspect)))) return false;
    const first = asin(Math.sqrt(least));
    const last = asin(Math.sqrt(most));
    let a = least;
    for (let k = 1; k <= cells; k++) {
      const b = k === cells ? most : squaredSine(first + ((last - first) * k) / cells);
      if (!isBelow(region, { a, b, delta: to, limit, isAbove })) return false;
      a = b;
    }
    return true;
  };
}

interface Cell {
  readonly a: number;
  readonly b: number;
  readonly delta: number;
  readonly limit: number;
  readonly isAbove: (p2: number) => boolean;
}

/** Whether the bound holds on the cell, or on both halves of it. */
function isBelow(region: RegionProbability, cell: Cell): boolean {
  const { a, b, delta, limit, isAbove } = cell;
  if (region.at(Math.min(1, b + delta), a) <= limit) return true;
  const middle = (a + b) / 2;
  if (b - a < 1e-11 || isAbove(middle)) return false;
  return isBelow(region, { ...cell, b: middle }) && isBelow(region, { ...cell, a: middle });
}

function squaredSine(angle: number): number {
  const root = sin(angle);
  return root * root;
}
