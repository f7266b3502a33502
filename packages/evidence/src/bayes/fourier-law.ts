import { cos, exp, sin, standardNormalCdf } from "@rekindle/stats";
import type { Law } from "./law.ts";

/** Point masses at equal steps of their own, which stand for a smooth density: a trapezoidal rule. */
export interface Comb {
  readonly points: Float64Array;
  /** Their masses, in units of the total over all combs. */
  readonly masses: Float64Array;
  readonly step: number;
  /** Standard deviation of the normal law that each point is spread by; 0 for none. */
  readonly spread: number;
}

/** Spread, in steps, from which a comb is summed directly. */
const SMOOTH = 1.5;

/**
 * The law of a mixture of smooth densities known at equal steps, by its Fourier series on a window that holds all of it. Below half the
 * sampling frequency the coefficients of a comb are those of its density to rounding, above it the density has none; so density and
 * distribution function are exact to rounding between the points too.
 */
export function fourierLaw(all: readonly Comb[]): Law {
  // A comb that is spread by more than its step is a smooth sum as it stands, with an error of exp(−2π² · 1.5²) = 5e-20.
  const combs = all.filter((comb) => comb.spread < SMOOTH * comb.step);
  const wide = all.filter((comb) => comb.spread >= SMOOTH * comb.step);
  const { low, high, finest } = extent(combs);
  const width = combs.length === 0 ? 1 : high - low;
  const frequencies = combs.length === 0 ? 0 : Math.ceil(width / (2 * finest));
  const base = (2 * Math.PI) / width;
  const real = new Float64Array(frequencies + 1);
  const imaginary = new Float64Array(frequencies + 1);
  let mean = 0;
  let square = 0;
  for (const { points, masses, spread } of all) {
    for (let j = 0; j < points.length; j++) {
      mean += masses[j]! * points[j]!;
      square += masses[j]! * (points[j]! * points[j]! + spread * spread);
    }
  }
  for (const { points, masses, step, spread } of combs) {
    for (let j = 0; j < points.length; j++) {
      const mass = masses[j]!;
      const last = Math.min(frequencies, Math.floor(width / (2 * step)));
      addCoefficients(real, imaginary, mass, base * (points[j]! - low), base * spread, last);
    }
  }
  const total = real[0]!;
  const narrow = (x: number): number => {
    if (x <= low || combs.length === 0) return 0;
    if (x >= high) return total;
    return (total * (x - low)) / width + oscillation(real, imaginary, base, x - low) / width;
  };
  const cdf = (x: number): number => narrow(x) + sumOfWide(wide, x);
  return {
    mean,
    standardDeviation: Math.sqrt(Math.max(0, square - mean * mean)),
    cdf,
    support: supportOf(all, mean),
  };
}

function sumOfWide(wide: readonly Comb[], x: number): number {
  let sum = 0;
  for (const { points, masses, spread } of wide) {
    for (let j = 0; j < points.length; j++) {
      const mass = masses[j]!;
      if (mass > 1e-17) sum += mass * standardNormalCdf((x - points[j]!) / spread);
    }
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

function extent(combs: readonly Comb[]): { readonly low: number; readonly high: number; readonly finest: number } {
  let [low, high, finest] = [Infinity, -Infinity, Infinity];
  for (const { points, step, spread } of combs) {
    if (points.length === 0) continue;
    const margin = 10 * spread + 4 * step;
    low = Math.min(low, points[0]! - margin);
    high = Math.max(high, points.at(-1)! + margin);
    finest = Math.min(finest, step);
  }
  return { low, high, finest };
}

/** mass × exp(−i m angle) × exp(−(m spread)² / 2) for m up to `last`, by rotation. */
function addCoefficients(
  real: Float64Array,
  imaginary: Float64Array,
  mass: number,
  angle: number,
  spread: number,
  last: number,
): void {
  const [turnReal, turnImaginary] = [cos(angle), sin(angle)];
  let [re, im] = [mass, 0];
  for (let m = 0; m <= last; m++) {
    const damping = spread === 0 ? 1 : exp(-0.5 * (m * spread) * (m * spread));
    if (damping < 1e-18) break;
    real[m]! += re * damping;
    imaginary[m]! += im * damping;
    const next = re * turnReal - im * turnImaginary;
    im = re * turnImaginary + im * turnReal;
    re = next;
  }
}

/** Integral from 0 to t of the oscillating terms 2 Σ (re cos(m base t) + im sin(m base t)). */
function oscillation(real: Float64Array, imaginary: Float64Array, base: number, t: number): number {
  const [turnReal, turnImaginary] = [cos(base * t), sin(base * t)];
  let [c, s] = [turnReal, turnImaginary];
  let sum = 0;
  for (let m = 1; m < real.length; m++) {
    sum += (2 / (m * base)) * (real[m]! * s + imaginary[m]! * (1 - c));
    const next = c * turnReal - s * turnImaginary;
    s = c * turnImaginary + s * turnReal;
    c = next;
  }
  return sum;
}
