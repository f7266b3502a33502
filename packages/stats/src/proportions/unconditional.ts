import { holds, requireAll } from "../arguments.ts";
import { hypergeometric } from "../distributions/hypergeometric.ts";
import { brentMinimum } from "../numerics/brent-minimum.ts";
import { checkLevel, type Interval } from "./interval.ts";
import { differenceScore } from "./score.ts";
import { checkTable, type TwoByTwo } from "./two-by-two.ts";

/**
 * What orders the tables: Fisher's p-value (`boschloo`; R. D. Boschloo, Stat. Neerl. 24 (1970) 1, doi:10.1111/j.1467-9574.1970.tb00104.x)
 * or the pooled z (`zPooled`; S. Suissa, J. J. Shuster, J. R. Stat. Soc. A 148 (1985) 317, doi:10.2307/2981892).
 */
export type UnconditionalOrder = "boschloo" | "zPooled";

/** Larger tables would take minutes; there the conditional and asymptotic tests differ little. */
const MOST = 500;

export interface UnconditionalResult {
  readonly pValue: number;
  /** The common proportion at which the probability of the rejection region is largest. */
  readonly worstProportion: number;
}

/**
 * Exact unconditional test of two proportions: the largest probability, over all common proportions, of a table at least as extreme.
 * @param options `alternative`: `higher` for a higher experimental proportion, or `twoSided`.
 * @throws InvalidInput for counts that are not whole or exceed n, and for arms of more than 500.
 * @example unconditionalTest(table, { order: "boschloo", alternative: "higher" }).pValue
 */
export function unconditionalTest(
  table: TwoByTwo,
  options: { readonly order: UnconditionalOrder; readonly alternative: "higher" | "twoSided" },
): UnconditionalResult {
  const { order, alternative } = options;
  requireAll(
    ...checkSmall(table),
    holds(
      order === "boschloo" || order === "zPooled",
      "order",
      `${String(order)} is no order`,
      "allowed: boschloo, zPooled",
    ),
    holds(
      alternative === "higher" || alternative === "twoSided",
      "alternative",
      `${String(alternative)} is no alternative`,
      "allowed: higher, twoSided",
    ),
  );
  const { experimental, control } = table;
  const statistic = order === "boschloo" ? fisherOrder(table, alternative) : zOrder(table, alternative);
  const observed = statistic(experimental.events, control.events);
  const region = regionOf(
    experimental.n,
    control.n,
    (x1, x2) => statistic(x1, x2) >= observed - 1e-9 * Math.abs(observed) - 1e-14,
  );
  const worst = largestProbability(region, experimental.n, control.n, 0);
  return { pValue: Math.min(1, worst.value), worstProportion: worst.at };
}

/**
 * Exact unconditional interval for the difference, experimental minus control: the differences that two one-sided tests ordered by
 * the score statistic do not reject. Source: I. S. F. Chan, Z. Zhang, Biometrics 55 (1999) 1202, doi:10.1111/j.0006-341X.1999.01202.x.
 */
export function exactDifferenceInterval(table: TwoByTwo, options: { readonly level: number }): Interval {
  const { level } = options;
  requireAll(...checkSmall(table), checkLevel(level));
  const alpha = (1 - level) / 2;
  const { experimental, control } = table;
  const estimate = experimental.events / experimental.n - control.events / control.n;
  const pAt = (delta: number, direction: 1 | -1): number => {
    const score = (x1: number, x2: number): number =>
      direction * differenceScore(x1, experimental.n, x2, control.n, delta, 1);
    const observed = score(experimental.events, control.events);
    const region = regionOf(
      experimental.n,
      control.n,
      (x1, x2) => score(x1, x2) >= observed - 1e-9 * Math.abs(observed) - 1e-12,
    );
    return largestProbability(region, experimental.n, control.n, delta).value;
  };
  return {
    lower: estimate <= -1 ? -1 : bisect(-1, estimate, (delta) => pAt(delta, 1) <= alpha),
    upper: estimate >= 1 ? 1 : -bisect(-1, -estimate, (delta) => pAt(-delta, -1) <= alpha),
  };
}

function checkSmall(table: TwoByTwo): ReturnType<typeof checkTable> {
  const largest = Math.max(table.experimental.n, table.control.n);
  return [
    ...checkTable(table),
    holds(!(largest > MOST), "n", `${largest} patients in an arm`, `exact unconditional methods take at most ${MOST}`),
  ];
}

/** The boundary between rejected (left) and not. */
function bisect(rejected: number, kept: number, isRejected: (x: number) => boolean): number {
  let low = rejected;
  let high = kept;
  if (!isRejected(low + 1e-12)) return low;
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (isRejected(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

type Statistic = (x1: number, x2: number) => number;

function zOrder(
  { experimental: { n: n1 }, control: { n: n2 } }: TwoByTwo,
  alternative: "higher" | "twoSided",
): Statistic {
  return (x1, x2) => {
    const p = (x1 + x2) / (n1 + n2);
    const gap = x1 / n1 - x2 / n2;
    if (gap === 0) return 0;
    const z = gap / Math.sqrt(p * (1 - p) * (1 / n1 + 1 / n2));
    return alternative === "higher" ? z : Math.abs(z);
  };
}

/** Minus Fisher's p-value, tabulated for each number of events. */
function fisherOrder(
  { experimental: { n: n1 }, control: { n: n2 } }: TwoByTwo,
  alternative: "higher" | "twoSided",
): Statistic {
  const rows = Array.from({ length: n1 + n2 + 1 }, (_, events) => {
    const law = hypergeometric({ successes: n1, failures: n2, draws: events });
    const masses = Float64Array.from({ length: n1 + 1 }, (__, x1) => law.pdf(x1));
    return masses.map((mass, x1) => (alternative === "higher" ? upperSum(masses, x1) : noLikelier(masses, mass)));
  });
  return (x1, x2) => -rows[x1 + x2]![x1]!;
}

function upperSum(masses: Float64Array, from: number): number {
  let sum = 0;
  for (let x = masses.length - 1; x >= from; x--) sum += masses[x]!;
  return sum;
}

function noLikelier(masses: Float64Array, limit: number): number {
  let sum = 0;
  for (const mass of masses) if (mass <= limit * (1 + 1e-7)) sum += mass;
  return sum;
}

/** For each x1 the x2 of the region, as one byte each. */
function regionOf(n1: number, n2: number, isInside: (x1: number, x2: number) => boolean): Uint8Array {
  const region = new Uint8Array((n1 + 1) * (n2 + 1));
  for (let x1 = 0; x1 <= n1; x1++) {
    for (let x2 = 0; x2 <= n2; x2++) region[x1 * (n2 + 1) + x2] = isInside(x1, x2) ? 1 : 0;
  }
  return region;
}

/** The maximum over control proportions p, with p + delta on the experimental arm: a fine grid, then a search around its best points. */
function largestProbability(region: Uint8Array, n1: number, n2: number, delta: number): { value: number; at: number } {
  const from = Math.max(0, -delta);
  const to = Math.min(1, 1 - delta);
  const first = new Float64Array(n1 + 1);
  const second = new Float64Array(n2 + 1);
  const probability = (p: number): number => {
    fillBinomial(first, Math.min(1, Math.max(0, p + delta)));
    fillBinomial(second, p);
    let sum = 0;
    for (let x1 = 0; x1 <= n1; x1++) {
      let row = 0;
      for (let x2 = 0; x2 <= n2; x2++) row += region[x1 * (n2 + 1) + x2]! * second[x2]!;
      sum += first[x1]! * row;
    }
    return sum;
  };
  const count = 200;
  const width = (to - from) / count;
  const grid = Float64Array.from({ length: count + 1 }, (_, i) => probability(Math.min(to, from + i * width)));
  let best = { value: -1, at: from };
  for (let i = 0; i <= count; i++) if (grid[i]! > best.value) best = { value: grid[i]!, at: from + i * width };
  const peaks = Array.from(grid.keys())
    .filter((i) => grid[i]! >= (grid[i - 1] ?? -1) && grid[i]! >= (grid[i + 1] ?? -1))
    .toSorted((a, b) => grid[b]! - grid[a]!)
    .slice(0, 3);
  for (const i of width > 0 ? peaks : []) {
    const range = { from: Math.max(from, from + (i - 1) * width), to: Math.min(to, from + (i + 1) * width) };
    const found = brentMinimum((p) => -probability(p), { ...range, tolerance: 1e-9 });
    const { at, value } = found.kind === "converged" ? found.value : found.best;
    if (-value > best.value) best = { value: -value, at };
  }
  return best;
}

/** Binomial masses by the ratio of neighbours from the mode outwards. */
function fillBinomial(out: Float64Array, p: number): void {
  const n = out.length - 1;
  out.fill(0);
  if (p === 0 || p === 1) {
    out[p === 0 ? 0 : n] = 1;
    return;
  }
  const mode = Math.min(n, Math.floor((n + 1) * p));
  const odds = p / (1 - p);
  out[mode] = 1;
  let total = 1;
  for (let k = mode; k < n; k++) total += out[k + 1] = out[k]! * odds * ((n - k) / (k + 1));
  for (let k = mode; k > 0; k--) total += out[k - 1] = (out[k]! / odds) * (k / (n - k + 1));
  for (let k = 0; k <= n; k++) out[k] = out[k]! / total;
}
