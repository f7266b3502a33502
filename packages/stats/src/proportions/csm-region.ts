import { brentMinimum } from "../numerics/brent-minimum.ts";
import { sin } from "../elementary/sin-cos.ts";
import { probabilityAt } from "./binomial-tails.ts";
import type { ConditionalRow } from "./conditional-rows.ts";

interface CsmProblem {
  readonly n1: number;
  readonly n2: number;
  readonly x1: number;
  readonly x2: number;
  readonly isTwoSided: boolean;
  readonly rows: readonly ConditionalRow[];
}

/**
 * Conditional probabilities, for each number of events, of Barnard's CSM region once it has reached the observed table.
 * Each step adds the neighbour of the region whose addition raises the maximum over π least, and all that tie with it (relative 1e-9).
 */
export function csmRegion(problem: CsmProblem): Float64Array {
  const { n1, n2, x1, x2, isTwoSided, rows } = problem;
  const grid = gridOf(n1, n2);
  const region = new Float64Array(n1 + n2 + 1);
  const onGrid = new Float64Array(grid.points.length);
  const isIn = new Uint8Array((n1 + 1) * (n2 + 1));
  const place = (i: number, j: number): number => i * (n2 + 1) + j;
  const take = (i: number, j: number): void => {
    if (isIn[place(i, j)] === 1) return;
    isIn[place(i, j)] = 1;
    region[i + j]! += rows[i + j]!.probabilities[i - rows[i + j]!.least]!;
    for (let g = 0; g < onGrid.length; g++) onGrid[g]! += grid.first[i]![g]! * grid.second[j]![g]!;
  };
  const takeWithMirror = (i: number, j: number): void => {
    take(i, j);
    if (isTwoSided) take(n1 - i, n2 - j);
  };
  const canTake = (i: number, j: number): boolean =>
    isIn[place(i, j)] === 0 && (i === n1 || isIn[place(i + 1, j)] === 1) && (j === 0 || isIn[place(i, j - 1)] === 1);
  const context: Growth = { ...problem, grid, onGrid, region };
  takeWithMirror(n1, 0);
  while (isIn[place(x1, x2)] === 0) {
    const candidates: Candidate[] = [];
    for (let j = 0; j <= n2; j++) {
      for (let i = 0; i <= n1; i++) if (canTake(i, j)) candidates.push(rough(context, i, j));
    }
    for (const { i, j } of leastRaising(context, candidates)) takeWithMirror(i, j);
  }
  return region;
}

interface Grid {
  readonly points: Float64Array;
  /** first[i][g] = P(X1 = i | π_g), second likewise. */
  readonly first: readonly Float64Array[];
  readonly second: readonly Float64Array[];
}

/** Points equally spaced in arcsine √π, where the width of the polynomial's features does not depend on π. */
function gridOf(n1: number, n2: number): Grid {
  const count = 16 * Math.ceil(Math.sqrt(n1 + n2)) + 1;
  const points = Float64Array.from({ length: count }, (_, g) => proportionAt(((g + 0.5) / count) * (Math.PI / 2)));
  const laws = (n: number): Float64Array[] =>
    Array.from({ length: n + 1 }, (_, i) => points.map((p) => probabilityAt(i, n, p)));
  return { points, first: laws(n1), second: laws(n2) };
}

function proportionAt(angle: number): number {
  const root = sin(angle);
  return root * root;
}

interface Growth extends CsmProblem {
  readonly grid: Grid;
  readonly onGrid: Float64Array;
  readonly region: Float64Array;
}

interface Candidate {
  readonly i: number;
  readonly j: number;
  readonly most: number;
}

/** The maximum with this table added, on the grid. */
function rough(context: Growth, i: number, j: number): Candidate {
  const { n1, n2, grid, onGrid, isTwoSided } = context;
  const a = grid.first[i]!;
  const b = grid.second[j]!;
  const c = grid.first[n1 - i]!;
  const d = grid.second[n2 - j]!;
  const share = isTwoSided && !(2 * i === n1 && 2 * j === n2) ? 1 : 0;
  let most = 0;
  for (let g = 0; g < onGrid.length; g++) {
    const value = onGrid[g]! + a[g]! * b[g]! + share * c[g]! * d[g]!;
    if (value > most) most = value;
  }
  return { i, j, most };
}

/** The grid misses less than this share of a maximum; only candidates so close to the least can be the least. */
const GRID_ERROR = 0.02;

function leastRaising(context: Growth, candidates: readonly Candidate[]): readonly Candidate[] {
  const least = Math.min(...candidates.map(({ most }) => most));
  const close = candidates.filter(({ most }) => most <= least * (1 + GRID_ERROR));
  if (close.length === 1) return close;
  const refined = close.map((candidate) => ({ ...candidate, most: refine(context, candidate) }));
  const lowest = Math.min(...refined.map(({ most }) => most));
  return refined.filter(({ most }) => most <= lowest * (1 + 1e-9));
}

/** The maximum with this table added, by Brent's search around every point of the grid that could be near it. */
function refine(context: Growth, { i, j, most }: Candidate): number {
  const { n1, n2, grid, region, isTwoSided, rows } = context;
  const coefficients = Float64Array.from(region);
  const add = (a: number, b: number): void => {
    coefficients[a + b]! += rows[a + b]!.probabilities[a - rows[a + b]!.least]!;
  };
  add(i, j);
  if (isTwoSided && !(2 * i === n1 && 2 * j === n2)) add(n1 - i, n2 - j);
  const count = grid.points.length;
  const value = (angle: number): number => polynomial(coefficients, proportionAt(angle));
  const values = Float64Array.from({ length: count + 2 }, (_, g) => value(angleAt(g - 1, count)));
  let best = most;
  for (let g = 1; g <= count; g++) {
    const here = values[g]!;
    if (here < values[g - 1]! || here < values[g + 1]! || here < most * (1 - GRID_ERROR)) continue;
    const found = brentMinimum((angle) => -value(angle), { from: angleAt(g - 2, count), to: angleAt(g, count) });
    const top = found.kind === "converged" ? found.value.value : found.best.value;
    best = Math.max(best, -top);
  }
  return Math.max(best, values[0]!, values[count + 1]!);
}

function angleAt(g: number, count: number): number {
  return Math.max(0, Math.min(1, (g + 0.5) / count)) * (Math.PI / 2);
}

/** Σ b_s Bin(s; N, π), from the mode outwards. */
function polynomial(coefficients: Float64Array, p: number): number {
  const n = coefficients.length - 1;
  if (p <= 0) return coefficients[0]!;
  if (p >= 1) return coefficients[n]!;
  const mode = Math.min(n, Math.floor((n + 1) * p));
  const odds = p / (1 - p);
  const top = probabilityAt(mode, n, p);
  let sum = top * coefficients[mode]!;
  let term = top;
  for (let s = mode; s < n && term > 1e-20; s++) {
    term *= ((n - s) / (s + 1)) * odds;
    sum += term * coefficients[s + 1]!;
  }
  term = top;
  for (let s = mode; s > 0 && term > 1e-20; s--) {
    term *= s / (n - s + 1) / odds;
    sum += term * coefficients[s - 1]!;
  }
  return sum;
}
