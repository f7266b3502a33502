import { standardNormalCdf, standardNormalPdf } from "@rekindle/stats";
import { type Comb, type FourierSeries, fourierSeries } from "./fourier-series.ts";
import { type Law, risingRoot } from "./law.ts";

/** Spread, in steps, from which a comb is summed directly. */
const SMOOTH = 1.5;
/** Of all mass; combs below it count for moments only. */
const WEIGHTLESS = 1e-18;

/**
 * The law of a mixture of smooth densities known at equal steps, by Fourier series on windows that hold all of it. Below half the
 * sampling frequency the coefficients of a comb are those of its density to rounding, above it the density has none; so density and
 * distribution function are exact to rounding between the points too.
 */
export function fourierLaw(all: readonly Comb[]): Law {
  const heavy = all.filter(({ masses }) => masses.reduce((sum, mass) => sum + mass, 0) > WEIGHTLESS);
  // A comb that is spread by more than its step is a smooth sum as it stands, with an error of exp(−2π² · 1.5²) = 5e-20.
  const wide = flattened(heavy.filter((comb) => comb.spread >= SMOOTH * comb.step));
  const series = byOctave(heavy.filter((comb) => comb.spread < SMOOTH * comb.step));
  let mean = 0;
  let square = 0;
  for (const { points, masses, spread } of all) {
    for (let j = 0; j < points.length; j++) {
      mean += masses[j]! * points[j]!;
      square += masses[j]! * (points[j]! * points[j]! + spread * spread);
    }
  }
  const cdf = (x: number): number => series.reduce((sum, each) => sum + each.below(x), sumOfWide(wide, x));
  const density = (x: number): number => series.reduce((sum, each) => sum + each.density(x), densityOfWide(wide, x));
  const search = middleOf(all);
  return {
    mean,
    standardDeviation: Math.sqrt(Math.max(0, square - mean * mean)),
    density,
    cdf,
    quantile: (p) => (p <= 0 ? -Infinity : p >= 1 ? Infinity : risingRoot((x) => cdf(x) - p, density, search)),
    support: supportOf(all, mean),
  };
}

/** Combs with steps of the same size share a window, so that none has far more frequencies than it needs. */
function byOctave(combs: readonly Comb[]): readonly FourierSeries[] {
  const groups = new Map<number, Comb[]>();
  for (const comb of combs) {
    let octave = 0;
    for (let step = comb.step; step >= 2; step /= 2) octave++;
    for (let step = comb.step; step < 1; step *= 2) octave--;
    groups.set(octave, [...(groups.get(octave) ?? []), comb]);
  }
  return [...groups.values()].map(fourierSeries);
}

/** A start for quantiles that heavy tails cannot move: the comb in the middle of the mass. */
function middleOf(combs: readonly Comb[]): { readonly start: number; readonly width: number } {
  let sum = 0;
  let chosen = combs[0]!;
  for (const comb of combs) {
    chosen = comb;
    sum += comb.masses.reduce((a, b) => a + b, 0);
    if (sum >= 0.5) break;
  }
  const mass = chosen.masses.reduce((a, b) => a + b, 0);
  const start = chosen.points.reduce((a, x, i) => a + (x * chosen.masses[i]!) / mass, 0);
  return { start, width: 2 * chosen.step + chosen.spread };
}

/** Points of some weight, each with the width that it is spread by. */
function flattened(combs: readonly Comb[]) {
  const all = combs.flatMap(({ points, masses, spread }) =>
    [...points.keys()].flatMap((j) => (masses[j]! > 1e-17 ? [{ x: points[j]!, mass: masses[j]!, spread }] : [])),
  );
  return {
    points: Float64Array.from(all, ({ x }) => x),
    masses: Float64Array.from(all, ({ mass }) => mass),
    spreads: Float64Array.from(all, ({ spread }) => spread),
  };
}

type Spread = ReturnType<typeof flattened>;

function densityOfWide({ points, masses, spreads }: Spread, x: number): number {
  let sum = 0;
  for (let j = 0; j < points.length; j++) {
    const r = (x - points[j]!) / spreads[j]!;
    if (r * r < 1400) sum += (masses[j]! / spreads[j]!) * standardNormalPdf(r);
  }
  return sum;
}

function sumOfWide({ points, masses, spreads }: Spread, x: number): number {
  let sum = 0;
  for (let j = 0; j < points.length; j++) {
    const r = (x - points[j]!) / spreads[j]!;
    if (r > 9) sum += masses[j]!;
    else if (r > -38) sum += masses[j]! * standardNormalCdf(r);
  }
  return sum;
}

/** Where quantiles are searched first: all points, and the spread of nearly all mass. */
function supportOf(combs: readonly Comb[], centre: number): readonly [number, number] {
  let [low, high] = [centre - 1e-3, centre + 1e-3];
  for (const { points, masses, spread } of combs) {
    const mass = masses.reduce((sum, each) => sum + each, 0);
    if (points.length === 0 || mass < 1e-9) continue;
    low = Math.min(low, points[0]! - 8 * spread);
    high = Math.max(high, points.at(-1)! + 8 * spread);
  }
  return [low, high];
}
