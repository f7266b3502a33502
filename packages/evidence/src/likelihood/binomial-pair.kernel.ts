import { exp, log, log1p } from "@rekindle/stats";
import type { BinomialCount, IntegralAt } from "./study-integral.kernel.ts";

/** Where the last integral of a study had its mode, and the step that it needed: a later one at nearby parameters starts from there. */
export interface PairMemory {
  step: number;
  readonly mode: [number, number];
}

/** Two binomial counts with predictors mean + spread z, z two independent standard normals; spreads row by row. */
export interface BinomialPair {
  readonly counts: readonly [BinomialCount, BinomialCount];
  readonly means: readonly [number, number];
  readonly spreads: readonly [number, number, number, number];
}

/** Heights this far below the mode add nothing that double precision would show. */
const NEGLIGIBLE = 36;
/** Half of the step squares the error, so that a change of this size leaves one below rounding. */
const SETTLED = 1e-9;
/** Log of the change that the next integral's step is chosen for. */
const AIM = -23;
const [LEAST_STEP, LONGEST_STEP] = [0.01, 1];
const MOST_CORRELATION = 0.97;
const LOG_2PI = 1.8378770664093453;

/** Nodes on either side of the mode. */
const REACH = 2048;
/** Per outcome and node: distance from the mode, height, score, and score squared less information. */
const [AWAY, HEIGHT, SCORE, SECOND] = [0, 1, 2, 3].map((table) => table * 2 * REACH + REACH) as [
  number,
  number,
  number,
  number,
];
const tables = [new Float64Array(8 * REACH), new Float64Array(8 * REACH)] as const;
/** The first and last node of the second predictor that its tables hold. */
const reached = new Int32Array(2);
/** Sum of the weights, and of those whose two indices are even. */
const totals = new Float64Array(2);
/** Weighted sums of s1, s1 z0, s1 z1, s2, s2 z0, s2 z1. */
const firsts = new Float64Array(6);
/** Weighted sums of the second derivatives and squares of scores, times 1, z0, z1, z0², z0 z1, z1²: of outcome 1, of both, of outcome 2. */
const seconds = new Float64Array(18);
/** Sums over a row. */
const row = new Float64Array(10);

/**
 * Log of the integral over z of two binomial likelihoods, with the derivatives by each mean and its spreads, by a trapezoidal sum on a
 * lattice along the two predictors: the likelihood is then a product of one table for each, so that a node costs one exponential.
 * undefined where the predictors are so correlated that such a lattice would have to be fine, or where it does not converge.
 */
export function binomialPairIntegral(
  pair: BinomialPair,
  heightOfMode: number,
  memory: PairMemory,
): IntegralAt | undefined {
  const lattice = latticeOf(pair, memory.mode);
  if (lattice === undefined) return undefined;
  for (let step = memory.step; step >= LEAST_STEP; step *= 0.5) {
    if (!sumLattice(lattice, step)) return undefined;
    const sum = totals[0]!;
    const change = Math.abs(log((4 * totals[1]!) / sum));
    if (change < SETTLED) {
      const wanted = (step * log(Math.max(change, 1e-15))) / AIM;
      memory.step = Math.min(LONGEST_STEP, 1.15 * step, Math.max(0.7 * step, wanted));
      const cell = step * step * lattice.unit1 * lattice.unit2 * lattice.jacobian;
      return derivatives(heightOfMode + log(sum * cell) - LOG_2PI);
    }
    if (!Number.isFinite(change)) return undefined;
  }
  return undefined;
}

interface Lattice {
  readonly pair: BinomialPair;
  readonly mode: readonly [number, number];
  /** z = mode + inverse × (away1, away2), row by row. */
  readonly inverse: readonly [number, number, number, number];
  readonly jacobian: number;
  /** The prior's part of the height: −slope·away − away' precision away / 2. */
  readonly slope: readonly [number, number];
  readonly precision: readonly [number, number, number];
  /** Length of a step of 1 along each predictor. */
  readonly unit1: number;
  readonly unit2: number;
  readonly eta: readonly [number, number];
}

function latticeOf(pair: BinomialPair, mode: readonly [number, number]): Lattice | undefined {
  const [a1, b1, a2, b2] = pair.spreads;
  const determinant = a1 * b2 - b1 * a2;
  if (determinant === 0) return undefined;
  const inverse = [b2 / determinant, -b1 / determinant, -a2 / determinant, a1 / determinant] as const;
  const [w00, w01, w10, w11] = inverse;
  const precision = [w00 * w00 + w10 * w10, w00 * w01 + w10 * w11, w01 * w01 + w11 * w11] as const;
  const eta = [pair.means[0] + a1 * mode[0] + b1 * mode[1], pair.means[1] + a2 * mode[0] + b2 * mode[1]] as const;
  const p11 = precision[0] + informationAt(eta[0], pair.counts[0].n);
  const p22 = precision[2] + informationAt(eta[1], pair.counts[1].n);
  const correlation = Math.abs(precision[1]) / Math.sqrt(p11 * p22);
  if (!(correlation < MOST_CORRELATION)) return undefined;
  const width = Math.min(1, Math.sqrt(2 - 2 * correlation)) / Math.sqrt(1 - correlation * correlation);
  return {
    pair,
    mode,
    inverse,
    jacobian: 1 / Math.abs(determinant),
    slope: [w00 * mode[0] + w10 * mode[1], w01 * mode[0] + w11 * mode[1]],
    precision,
    unit1: width / Math.sqrt(p11),
    unit2: width / Math.sqrt(p22),
    eta,
  };
}

function informationAt(eta: number, n: number): number {
  const small = exp(-Math.abs(eta));
  return (n * small) / ((1 + small) * (1 + small));
}

/** Fills totals, firsts and seconds; false where the lattice is longer than its tables. */
function sumLattice(lattice: Lattice, step: number): boolean {
  totals.fill(0);
  firsts.fill(0);
  seconds.fill(0);
  reached.fill(0);
  for (const outcome of [0, 1] as const) fillNode(lattice, outcome, step, 0);
  for (const side of [1, -1]) {
    let peak = 0;
    for (let i = side === 1 ? 0 : -1; ; i += side) {
      if (Math.abs(i) === REACH - 1) return false;
      if (i !== 0) fillNode(lattice, 0, step, i);
      peak = sumRow(lattice, step, i, peak);
      if (!(row[0]! > 0)) break;
      addRow(lattice, i);
    }
  }
  return true;
}

function fillNode({ pair, eta, slope, precision, unit1, unit2 }: Lattice, outcome: 0 | 1, step: number, i: number) {
  const table = tables[outcome];
  const { events, n } = pair.counts[outcome];
  const away = i * step * (outcome === 0 ? unit1 : unit2);
  const here = logLikelihood(events, n, eta[outcome] + away);
  const there = i === 0 ? here : table[HEIGHT]!;
  // the node at the mode keeps the log-likelihood itself, which the others are relative to
  table[HEIGHT + i] = i === 0 ? here : here - there - (slope[outcome] + 0.5 * precision[2 * outcome]! * away) * away;
  const small = exp(-Math.abs(eta[outcome] + away));
  const [p, q] = eta[outcome] + away > 0 ? [1, small] : [small, 1];
  const score = (events * q - (n - events) * p) / (1 + small);
  table[AWAY + i] = away;
  table[SCORE + i] = score;
  table[SECOND + i] = score * score - (n * small) / ((1 + small) * (1 + small));
}

function logLikelihood(events: number, n: number, eta: number): number {
  const soft = log1p(exp(-Math.abs(eta)));
  return -events * (Math.max(-eta, 0) + soft) - (n - events) * (Math.max(eta, 0) + soft);
}

/** Sums along the second predictor, outwards from the highest point of the row, which is returned. */
function sumRow(lattice: Lattice, step: number, i: number, start: number): number {
  const other = tables[1];
  const base = i === 0 ? 0 : tables[0][HEIGHT + i]!;
  const lean = lattice.precision[1] * tables[0][AWAY + i]!;
  let peak = start;
  let highest = -Infinity;
  for (let side = 1; side >= -1; side -= 2) {
    for (let j = side === 1 ? peak : peak - 1; ; j += side) {
      if (j > reached[1]! || j < reached[0]!) reachTo(lattice, step, j);
      const height = base + (j === 0 ? 0 : other[HEIGHT + j]!) - lean * other[AWAY + j]!;
      if (!(height > highest)) break;
      highest = height;
      peak = j;
    }
  }
  let [w0, w1, w2, s0, s1, s2, t0, t1, t2, even] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  for (let side = 1; side >= -1; side -= 2) {
    for (let j = side === 1 ? peak : peak - 1; ; j += side) {
      if (j > reached[1]! || j < reached[0]!) reachTo(lattice, step, j);
      const away = other[AWAY + j]!;
      const height = base + (j === 0 ? 0 : other[HEIGHT + j]!) - lean * away;
      if (!(height > -NEGLIGIBLE)) break;
      const weight = exp(height);
      const score = weight * other[SCORE + j]!;
      const second = weight * other[SECOND + j]!;
      if ((j & 1) === 0) even += weight;
      w0 += weight;
      w1 += weight * away;
      w2 += weight * away * away;
      s0 += score;
      s1 += score * away;
      s2 += score * away * away;
      t0 += second;
      t1 += second * away;
      t2 += second * away * away;
    }
  }
  row[0] = w0;
  row[1] = w1;
  row[2] = w2;
  row[3] = s0;
  row[4] = s1;
  row[5] = s2;
  row[6] = t0;
  row[7] = t1;
  row[8] = t2;
  row[9] = even;
  return peak;
}

/** Nodes of the second predictor up to j; the outermost of the tables, which a sum must not need, makes it NaN and ends it. */
function reachTo(lattice: Lattice, step: number, j: number): void {
  while (j > reached[1]!) fillNode(lattice, 1, step, ++reached[1]!);
  while (j < reached[0]!) fillNode(lattice, 1, step, --reached[0]!);
  if (Math.abs(j) < REACH - 1) return;
  tables[1][HEIGHT + j] = NaN;
  totals[0] = NaN;
}

function addRow({ mode, inverse }: Lattice, i: number): void {
  const away = tables[0][AWAY + i]!;
  const score = tables[0][SCORE + i]!;
  const [x, y] = [mode[0] + inverse[0] * away, mode[1] + inverse[2] * away];
  const [dx, dy] = [inverse[1], inverse[3]];
  totals[0]! += row[0]!;
  if ((i & 1) === 0) totals[1]! += row[9]!;
  firsts[0]! += score * row[0]!;
  firsts[1]! += score * (x * row[0]! + dx * row[1]!);
  firsts[2]! += score * (y * row[0]! + dy * row[1]!);
  firsts[3]! += row[3]!;
  firsts[4]! += x * row[3]! + dx * row[4]!;
  firsts[5]! += y * row[3]! + dy * row[4]!;
  for (let block = 0; block < 3; block++) {
    const factor = block === 0 ? tables[0][SECOND + i]! : block === 1 ? score : 1;
    const from = 3 * block;
    const [r0, r1, r2] = [factor * row[from]!, factor * row[from + 1]!, factor * row[from + 2]!];
    const to = 6 * block;
    seconds[to]! += r0;
    seconds[to + 1]! += x * r0 + dx * r1;
    seconds[to + 2]! += y * r0 + dy * r1;
    seconds[to + 3]! += x * x * r0 + 2 * x * dx * r1 + dx * dx * r2;
    seconds[to + 4]! += x * y * r0 + (x * dy + y * dx) * r1 + dx * dy * r2;
    seconds[to + 5]! += y * y * r0 + 2 * y * dy * r1 + dy * dy * r2;
  }
}

/** Where a product of two of 1, z0, z1 stands among the sums. */
const PRODUCT = [0, 1, 2, 1, 3, 4, 2, 4, 5] as const;

/** Louis's identity, as in the general integral. */
function derivatives(value: number): IntegralAt {
  const sum = totals[0]!;
  const gradient = firsts.map((first) => first / sum);
  const hessian = new Float64Array(36);
  for (let a = 0; a < 6; a++) {
    for (let b = 0; b < 6; b++) {
      const block = a < 3 && b < 3 ? 0 : a < 3 || b < 3 ? 6 : 12;
      hessian[6 * a + b] = seconds[block + PRODUCT[3 * (a % 3) + (b % 3)]!]! / sum - gradient[a]! * gradient[b]!;
    }
  }
  return { value, gradient, hessian };
}
