import { cos, exp, sin } from "@rekindle/stats";

/** Point masses at equal steps of their own, which stand for a smooth density: a trapezoidal rule. */
export interface Comb {
  readonly points: Float64Array;
  /** Their masses, in units of the total over all combs. */
  readonly masses: Float64Array;
  readonly step: number;
  /** Standard deviation of the normal law that each point is spread by; 0 for none. */
  readonly spread: number;
}

/** Part of a law on a window. */
export interface FourierSeries {
  /** The mass below x. */
  below(x: number): number;
  density(x: number): number;
}

/** The Fourier series of several combs on one window. */
export function fourierSeries(combs: readonly Comb[]): FourierSeries {
  const { low, high, finest } = extent(combs);
  const width = high - low;
  const frequencies = Math.ceil(width / (2 * finest));
  const base = (2 * Math.PI) / width;
  const real = new Float64Array(frequencies + 1);
  const imaginary = new Float64Array(frequencies + 1);
  for (const { points, masses, step, spread } of combs) {
    for (let j = 0; j < points.length; j++) {
      const last = Math.min(frequencies, Math.floor(width / (2 * step)));
      addCoefficients(real, imaginary, masses[j]!, base * (points[j]! - low), base * spread, last);
    }
  }
  const total = real[0]!;
  return {
    below: (x) => {
      if (x <= low) return 0;
      return x >= high ? total : (total * (x - low)) / width + oscillation(real, imaginary, base, x - low) / width;
    },
    density: (x) => {
      if (x <= low || x >= high) return 0;
      return Math.max(0, (total + wave(real, imaginary, base, x - low)) / width);
    },
  };
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

/** The oscillating terms 2 Σ (re cos(m base t) + im sin(m base t)). */
function wave(real: Float64Array, imaginary: Float64Array, base: number, t: number): number {
  const [turnReal, turnImaginary] = [cos(base * t), sin(base * t)];
  let [c, s] = [turnReal, turnImaginary];
  let sum = 0;
  for (let m = 1; m < real.length; m++) {
    sum += 2 * (real[m]! * c + imaginary[m]! * s);
    const next = c * turnReal - s * turnImaginary;
    s = c * turnImaginary + s * turnReal;
    c = next;
  }
  return sum;
}
