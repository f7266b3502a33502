import { standardNormalCdf, standardNormalQuantile } from "../distributions/normal.ts";
import { exp } from "../elementary/exp.ts";
import { log } from "../elementary/log.ts";
import { inverseIncompleteGamma } from "../special/incomplete-gamma.ts";
import { drawUniform } from "../streams/draws.ts";
import { createStream, openStream } from "../streams/stream.ts";
import { cholesky, type Matrix } from "./cholesky.ts";
import type { RectangleProbability } from "./rectangle.ts";

interface LatticeTask {
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  readonly correlation: Matrix;
  readonly df: number | undefined;
  readonly absolute: number;
}

const SHIFTS = 12;
const MOST_POINTS = 2_000_000;

/**
 * Genz's transformation to the unit cube, the narrowest coordinates first, integrated by a Richtmyer lattice (square roots of primes)
 * folded by the baker's map, with twelve fixed random shifts whose spread gives the error.
 */
export function latticeRectangle(task: LatticeTask): RectangleProbability {
  const order = narrowestFirst(task);
  const lower = cholesky(order.map((i) => order.map((j) => task.correlation[i]![j]!)));
  const a = Float64Array.from(order, (i) => task.lower[i]!);
  const b = Float64Array.from(order, (i) => task.upper[i]!);
  const factor = lower.map((row, i) => Float64Array.from(row, (value) => value / row[i]!));
  const scales = Float64Array.from(lower, (row, i) => row[i]!);
  const dimensions = order.length + (task.df === undefined ? -1 : 0);
  const steps = Float64Array.from(firstPrimes(dimensions), (prime) => Math.sqrt(prime));
  const stream = createStream();
  openStream(stream, { k0: 1, k1: 2, k2: 3, k3: 4 }, 0);
  const shifts = Array.from({ length: SHIFTS }, () => Float64Array.from(steps, () => drawUniform(stream)));
  const sums = new Float64Array(SHIFTS);
  const chi = task.df === undefined ? undefined : chiTable(task.df);
  const work = {
    a,
    b,
    factor,
    scales,
    chi,
    point: new Float64Array(dimensions),
    y: new Float64Array(order.length),
  };
  let done = 0;
  let value = 0;
  let error = Infinity;
  for (let target = 1000; done * SHIFTS < MOST_POINTS; target *= 2) {
    for (let s = 0; s < SHIFTS; s++) sums[s] = sums[s]! + latticeSum(work, steps, shifts[s]!, done, target);
    done = target;
    value = 0;
    for (let s = 0; s < SHIFTS; s++) value += sums[s]! / done / SHIFTS;
    let square = 0;
    for (let s = 0; s < SHIFTS; s++) square += (sums[s]! / done - value) * (sums[s]! / done - value);
    error = 3.5 * Math.sqrt(square / (SHIFTS * (SHIFTS - 1)));
    if (error <= task.absolute) break;
  }
  return { value: Math.min(1, Math.max(0, value)), error, method: "lattice" };
}

interface Work {
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly factor: readonly Float64Array[];
  readonly scales: Float64Array;
  /** log √(χ²/df) at normal deviates; undefined for normal probabilities. */
  readonly chi: Float64Array | undefined;
  readonly point: Float64Array;
  readonly y: Float64Array;
}

function latticeSum(work: Work, steps: Float64Array, shift: Float64Array, from: number, to: number): number {
  const { point } = work;
  let sum = 0;
  for (let n = from; n < to; n++) {
    for (let k = 0; k < point.length; k++) {
      const t = (n + 1) * steps[k]! + shift[k]!;
      point[k] = Math.abs(2 * (t - Math.floor(t)) - 1);
    }
    sum += integrand(work);
  }
  return sum;
}

/** The product of conditional probabilities at one point of the cube. */
function integrand({ a, b, factor, scales, chi, point, y }: Work): number {
  const size = a.length;
  const scale = chi === undefined ? 1 : exp(interpolate(chi, standardNormalQuantile(point[size - 1]!)));
  let product = 1;
  for (let i = 0; i < size; i++) {
    const row = factor[i]!;
    let shift = 0;
    for (let j = 0; j < i; j++) shift += row[j]! * y[j]!;
    const low = (a[i]! * scale) / scales[i]! - shift;
    const high = (b[i]! * scale) / scales[i]! - shift;
    // Work in the tail where the limits are, so that far limits keep their digits.
    const isUpper = low > 0;
    const d = standardNormalCdf(isUpper ? -high : low);
    const e = standardNormalCdf(isUpper ? -low : high);
    product *= e - d;
    if (!(product > 0)) return 0;
    if (i + 1 < size) {
      const q = standardNormalQuantile(d + point[i]! * (e - d));
      y[i] = isUpper ? -q : q;
    }
  }
  return product;
}

const REACH = 8;
const PER_UNIT = 64;

/** log √(χ²/df) as a function of the normal deviate of its probability: smooth, so that a table serves. */
function chiTable(df: number): Float64Array {
  return Float64Array.from({ length: 2 * REACH * PER_UNIT + 1 }, (_, i) => {
    const z = i / PER_UNIT - REACH;
    const p = standardNormalCdf(z < 0 ? z : -z);
    return 0.5 * log((2 * inverseIncompleteGamma(df / 2, p, z < 0 ? "lower" : "upper")) / df);
  });
}

/** Cubic interpolation by the four nearest entries. */
function interpolate(table: Float64Array, z: number): number {
  const at = (Math.min(REACH, Math.max(-REACH, z)) + REACH) * PER_UNIT;
  const i = Math.min(table.length - 3, Math.max(1, Math.floor(at)));
  const t = at - i;
  const a = table[i - 1]!;
  const b = table[i]!;
  const c = table[i + 1]!;
  const d = table[i + 2]!;
  return b + t * (c - b + (t - 1) * ((c - 2 * b + a) / 2 + ((t + 1) * (d - 3 * c + 3 * b - a)) / 6));
}

/** Coordinates with the least mass first: what is integrated last then varies least (Schervish 1984; Genz and Bretz, section 4.1.3). */
function narrowestFirst({ lower, upper }: LatticeTask): readonly number[] {
  const mass = lower.map((low, i) => standardNormalCdf(upper[i]!) - standardNormalCdf(low));
  return lower.map((_, i) => i).toSorted((i, j) => mass[i]! - mass[j]! || i - j);
}

function firstPrimes(count: number): readonly number[] {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  return primes;
}
