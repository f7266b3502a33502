import { holds, requireAll } from "../arguments.ts";
import { standardNormalCdf, standardNormalQuantile } from "../distributions/normal.ts";
import { exp } from "../elementary/exp.ts";
import { log } from "../elementary/log.ts";
import { inverseIncompleteGamma } from "../special/incomplete-gamma.ts";
import { drawUniform } from "../streams/draws.ts";
import { createStream, openStream } from "../streams/stream.ts";
import type { Matrix } from "./cholesky.ts";
import { LATTICE_VECTOR } from "./lattice-vector.ts";
import type { RectangleIntegral } from "./rectangle.ts";
import { type OrderedRectangle, orderVariables } from "./variable-order.ts";

interface LatticeTask {
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  readonly correlation: Matrix;
  readonly df: number | undefined;
  readonly absolute: number;
}

const SHIFTS = 12;
const LEAST = 512;
const MOST = 131072;

/**
 * Genz's transformation to the unit cube, variables in the order of Gibson, Glasbey and Elston, integrated by an embedded lattice under the
 * tent transform (F. J. Hickernell 2002), with twelve fixed random shifts whose spread gives the error. Singular correlations leave
 * fewer variables with several bounds each.
 * @returns the error as five standard errors, or half the change by the last doubling if that is more, plus what was rounded away; above `absolute` after 1.5 million points.
 * @throws InvalidInput for more than 100 coordinates.
 */
export function latticeRectangle(task: LatticeTask): RectangleIntegral {
  const size = task.lower.length;
  requireAll(holds(size < LATTICE_VECTOR.length, "correlation", `${size} coordinates`, "must be fewer than 100"));
  const ordered = orderVariables(task.lower, task.upper, task.correlation);
  const isNormal = task.df === undefined;
  const dimensions = Math.max(1, ordered.rank + (isNormal ? -1 : 0));
  const shifts = fixedShifts(dimensions);
  const work: Work = {
    ordered,
    chi: task.df === undefined ? undefined : chiTable(task.df),
    point: new Float64Array(dimensions),
    y: new Float64Array(ordered.rank),
  };
  const isSingular = ordered.rank < size;
  const sums = new Float64Array(SHIFTS);
  let value = 0;
  let error = Infinity;
  for (let count = LEAST; count <= MOST; count *= 2) {
    for (let s = 0; s < SHIFTS; s++) sums[s] = sums[s]! + latticeSum(work, shifts[s]!, count);
    const before = value;
    value = 0;
    for (let s = 0; s < SHIFTS; s++) value += sums[s]! / count / SHIFTS;
    let square = 0;
    for (let s = 0; s < SHIFTS; s++) square += (sums[s]! / count - value) * (sums[s]! / count - value);
    const spread = 5 * Math.sqrt(square / (SHIFTS * (SHIFTS - 1)));
    // Stopping at the first small spread would favour spreads that are small by chance; half the last change keeps them honest.
    error = Math.max(spread, Math.abs(value - before) / 2) + ordered.error + 1e-15;
    // Where bounds meet, a region may be too small for every point; a zero is then believed only to the rule of three.
    if (value === 0 && isSingular) error += 3 / (count * SHIFTS);
    if (error <= task.absolute) break;
  }
  return { value: Math.min(1, Math.max(0, value)), error, method: "lattice" };
}

function fixedShifts(dimensions: number): readonly Float64Array[] {
  const stream = createStream();
  openStream(stream, { k0: 1, k1: 2, k2: 3, k3: 4 }, 0);
  return Array.from({ length: SHIFTS }, () => Float64Array.from({ length: dimensions }, () => drawUniform(stream)));
}

interface Work {
  readonly ordered: OrderedRectangle;
  /** log √(χ²/df) at normal deviates; undefined for normal probabilities. */
  readonly chi: Float64Array | undefined;
  readonly point: Float64Array;
  readonly y: Float64Array;
}

/** The points that a lattice of `count` has more than one of half as many; all of the first. */
function latticeSum(work: Work, shift: Float64Array, count: number): number {
  const { point } = work;
  const isFirst = count === LEAST;
  let sum = 0;
  for (let n = isFirst ? 0 : 1; n < count; n += isFirst ? 1 : 2) {
    for (let k = 0; k < point.length; k++) {
      const t = (Math.imul(n, LATTICE_VECTOR[k]!) & (count - 1)) / count + shift[k]!;
      point[k] = Math.abs(2 * (t >= 1 ? t - 1 : t) - 1);
    }
    sum += integrand(work);
  }
  return sum;
}

/** The product of conditional probabilities at one point of the cube. */
function integrand({ ordered, chi, point, y }: Work): number {
  const { rank, start, low, high, coefficients } = ordered;
  const scale = chi === undefined ? 1 : exp(interpolate(chi, standardNormalQuantile(inside(point[rank - 1]!))));
  let product = 1;
  for (let k = 0; k < rank; k++) {
    let a = -Infinity;
    let b = Infinity;
    for (let row = start[k]!; row < start[k + 1]!; row++) {
      let shift = 0;
      for (let j = 0, at = row * rank; j < k; j++, at++) shift += coefficients[at]! * y[j]!;
      a = Math.max(a, low[row]! * scale - shift);
      b = Math.min(b, high[row]! * scale - shift);
    }
    if (!(b > a)) return 0;
    // Work in the tail where the limits are, so that far limits keep their digits.
    const isUpper = a > 0;
    const d = standardNormalCdf(isUpper ? -b : a);
    const e = standardNormalCdf(isUpper ? -a : b);
    product *= e - d;
    if (!(product > 0)) return 0;
    if (k + 1 < rank) {
      const q = standardNormalQuantile(inside(d + point[k]! * (e - d)));
      y[k] = isUpper ? -q : q;
    }
  }
  return product;
}

/** Strictly between 0 and 1, so that no deviate is infinite. */
function inside(p: number): number {
  return p < 1e-300 ? 1e-300 : p > 0.9999999999999999 ? 0.9999999999999999 : p;
}

const REACH = 8;
const PER_UNIT = 64;

/** log √(χ²/df) as a function of the normal deviate of its probability: smooth, so that a table serves. */
function chiTable(df: number): Float64Array {
  return Float64Array.from({ length: 2 * REACH * PER_UNIT + 1 }, (_, i) => {
    const z = i / PER_UNIT - REACH;
    const p = standardNormalCdf(z < 0 ? z : -z);
    const chiSquared = 2 * inverseIncompleteGamma(df / 2, p, z < 0 ? "lower" : "upper");
    return chiSquared > 0 ? 0.5 * log(chiSquared / df) : -700;
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
