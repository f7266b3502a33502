import { asin } from "../elementary/asin.ts";
import { sin } from "../elementary/sin-cos.ts";
import { brentMinimum } from "../numerics/brent-minimum.ts";
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

const PER_FEATURE = 12;

function exactRegion(arms: Arms, delta: number): RegionProbability {
  const region = regionProbability(arms.n1, arms.n2);
  setScoreRegion(arms, delta, delta, region.least);
  return region;
}

function peakOf(region: RegionProbability, arms: Arms, delta: number): Peak {
  const angles = gridOf(arms, delta);
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
function gridOf({ n1, n2 }: Arms, delta: number): readonly number[] {
  const [least, most] = controlRange(delta);
  const from = asin(Math.sqrt(least));
  const to = asin(Math.sqrt(most));
  const count = PER_FEATURE * Math.ceil(Math.sqrt(n1 + n2));
  return Array.from({ length: count + 1 }, (_, g) => from + ((to - from) * g) / count);
}

function shifted(p2: number, delta: number): number {
  return Math.max(0, Math.min(1, p2 + delta));
}

function squaredSine(angle: number): number {
  const root = sin(angle);
  return root * root;
}
