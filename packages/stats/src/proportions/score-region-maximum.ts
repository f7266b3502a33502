import { asin } from "../elementary/asin.ts";
import { sin } from "../elementary/sin-cos.ts";
import { brentMinimum } from "../numerics/brent-minimum.ts";
import type { ProvenMaximum } from "./bernstein-maximum.ts";
import { type RegionProbability, regionProbability } from "./region-probability.ts";
import { type Arms, setScoreRegion } from "./score-region.ts";

/** A value that is attained, and where. */
interface Peak {
  readonly value: number;
  readonly at: number;
}

/**
 * Largest probability, over the control proportion, of a table whose Farrington–Manning score at δ is at least the observed one, when the
 * experimental proportion is higher by δ: searched on a grid in arcsine √π with 12 points per feature of width 1/√n, and by Brent's
 * method at its peaks.
 */
export function scoreRegionPeak(arms: Arms, delta: number): Peak {
  return peakOf(exactRegion(arms, delta), arms, delta);
}

/**
 * The same with a proof: control proportions are halved until the probability at the largest experimental and the smallest control
 * proportion of every interval, which bounds it there, exceeds the value by at most a relative 1e-7.
 */
export function scoreRegionMaximum(arms: Arms, delta: number): ProvenMaximum {
  const region = exactRegion(arms, delta);
  let peak = peakOf(region, arms, delta);
  const limit = (): number => peak.value * (1 + GAP);
  let atMost = peak.value;
  const prove = (a: number, b: number): void => {
    const bound = region.at(Math.min(1, b + delta), Math.max(0, a));
    const middle = (a + b) / 2;
    if (bound <= limit() || b - a < 1e-13) {
      atMost = Math.max(atMost, bound);
      return;
    }
    const value = region.at(shifted(middle, delta), middle);
    if (value > peak.value) peak = { value, at: middle };
    prove(a, middle);
    prove(middle, b);
  };
  const [least, most] = controlRange(delta);
  const angles = gridOf(arms, delta, 2);
  for (let g = 1; g < angles.length; g++) {
    prove(g === 1 ? least : squaredSine(angles[g - 1]!), g + 1 === angles.length ? most : squaredSine(angles[g]!));
  }
  return { ...peak, atMost: Math.max(atMost, peak.value) };
}

const GAP = 1e-7;

function exactRegion(arms: Arms, delta: number): RegionProbability {
  const region = regionProbability(arms.n1, arms.n2);
  setScoreRegion(arms, delta, delta, region.least);
  return region;
}

function peakOf(region: RegionProbability, arms: Arms, delta: number): Peak {
  const angles = gridOf(arms, delta, 12);
  const value = (angle: number): number => {
    const p2 = squaredSine(angle);
    return region.at(shifted(p2, delta), p2);
  };
  const values = angles.map(value);
  const highest = values.indexOf(Math.max(...values));
  let peak: Peak = { value: values[highest]!, at: squaredSine(angles[highest]!) };
  const most = peak.value;
  for (let g = 1; g + 1 < angles.length; g++) {
    const here = values[g]!;
    if (here < 0.95 * most || here < values[g - 1]! || here < values[g + 1]!) continue;
    const top = brentMinimum((angle) => -value(angle), { from: angles[g - 1]!, to: angles[g + 1]! });
    if (top.kind === "converged" && -top.value.value > peak.value) {
      peak = { value: -top.value.value, at: squaredSine(top.value.at) };
    }
  }
  return peak;
}

function controlRange(delta: number): readonly [number, number] {
  return [Math.max(0, -delta), Math.min(1, 1 - delta)];
}

/** Angles whose squared sines cover the control proportions that allow the difference. */
function gridOf({ n1, n2 }: Arms, delta: number, perFeature: number): readonly number[] {
  const [least, most] = controlRange(delta);
  const from = asin(Math.sqrt(least));
  const to = asin(Math.sqrt(most));
  const count = perFeature * Math.ceil(Math.sqrt(n1 + n2));
  return Array.from({ length: count + 1 }, (_, g) => from + ((to - from) * g) / count);
}

function shifted(p2: number, delta: number): number {
  return Math.max(0, Math.min(1, p2 + delta));
}

function squaredSine(angle: number): number {
  const root = sin(angle);
  return root * root;
}
