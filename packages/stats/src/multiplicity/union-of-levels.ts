import { standardNormalIsf } from "../distributions/normal.ts";
import { studentT } from "../distributions/student-t.ts";
import type { Matrix } from "../multivariate/cholesky.ts";
import { productRoots, rootsError } from "../multivariate/product-correlation.ts";
import { rectangleProbability } from "../multivariate/rectangle.ts";
import type { Integral } from "../numerics/integrate.ts";
import { unionTail } from "./union-tail.ts";

/** One-sided p-values of z statistics, or t with one common `df`, with this correlation. */
export interface CorrelatedTests {
  readonly correlation: Matrix;
  readonly df?: number;
}

/** From the largest level down; none is 0. */
interface SortedTests extends CorrelatedTests {
  readonly limits: readonly number[];
  readonly levels: readonly number[];
}

/** P(Pj <= level j for some j) under the null hypothesis; levels of 0 never happen. */
export function unionOfLevels(levels: readonly number[], { correlation, df }: CorrelatedTests): Integral {
  const kept = levels.map((_, i) => i).filter((i) => levels[i]! > 0);
  if (kept.length === 0) return { value: 0, error: 0 };
  if (kept.some((i) => levels[i]! >= 1)) return { value: 1, error: 0 };
  if (kept.length === 1) return { value: levels[kept[0]!]!, error: 0 };
  // The largest levels first: then the later rectangles are small.
  kept.sort((a, b) => levels[b]! - levels[a]!);
  const isf = df === undefined ? standardNormalIsf : studentT({ df }).isf;
  const limits = kept.map((i) => isf(levels[i]!));
  const among = kept.map((i) => kept.map((j) => correlation[i]![j]!));
  const roots = sharedRoots(among);
  const shape = df === undefined ? {} : { df };
  if (roots === undefined)
    return byRectangles({ limits, levels: kept.map((i) => levels[i]!), correlation: among, ...shape });
  const coordinates = limits.map((limit, i) => {
    const loading = roots[i]!;
    return { limit, loading, rest: Math.sqrt((1 - loading) * (1 + loading)), count: 1 };
  });
  const { value, error } = unionTail(coordinates, { tails: "upper", ...shape });
  // The correlations are missed by roundings, which move a probability by no more than its own size.
  return { value, error: error + Math.min(value, rootsError(among, roots)) };
}

/** Loadings on one shared factor, unless one leaves nothing of its own. */
function sharedRoots(correlation: Matrix): Float64Array | undefined {
  const r = correlation[0]![1]!;
  const roots =
    correlation.length === 2
      ? Float64Array.of(Math.sqrt(Math.abs(r)), Math.sign(r) * Math.sqrt(Math.abs(r)))
      : productRoots(correlation);
  return roots?.every((root) => Math.abs(root) < 1 - 1e-9) ? roots : undefined;
}

/** The sum over j of P(Xj is above its limit and those before it are not). */
function byRectangles(tests: SortedTests): Integral {
  const { limits, levels, correlation, df } = tests;
  const shape = df === undefined ? {} : { df };
  let value = levels[0]!;
  let error = 1e-14 * value;
  for (let j = 1; j < limits.length; j++) {
    const bounds = pieceBounds(tests, j);
    const gap = bounds.most - bounds.least;
    if (gap <= 1e-13 * value) {
      value += (bounds.most + bounds.least) / 2;
      error += gap + 1e-14 * levels[j]!;
      continue;
    }
    const lower = limits.slice(0, j + 1).map((limit, i) => (i === j ? limit : -Infinity));
    const upper = limits.slice(0, j + 1).map((limit, i) => (i === j ? Infinity : limit));
    const within = correlation.slice(0, j + 1).map((row) => row.slice(0, j + 1));
    const absolute = Math.max(1e-300, 1e-6 * levels[0]!);
    const piece = rectangleProbability({ lower, upper, correlation: within, ...shape }, { absolute });
    // Limits near the ends of the doubles may leave the rectangle no number; its bounds remain.
    const middle = piece.value === piece.value ? piece.value : (bounds.least + bounds.most) / 2;
    value += Math.min(bounds.most, Math.max(bounds.least, middle));
    error += (piece.error < gap ? piece.error : gap) + 1e-14 * levels[j]!;
  }
  return { value: Math.min(1, value), error };
}

/** Bonferroni's inequalities for P(Xj above and none before): with all pairs it is least, with the likeliest pair most. */
function pieceBounds({ limits, levels, correlation, df }: SortedTests, j: number): { least: number; most: number } {
  let all = 0;
  let likeliest = 0;
  for (let i = 0; i < j; i++) {
    const r = correlation[i]![j]!;
    const smaller = Math.min(levels[i]!, levels[j]!);
    // Near 1 and -1, where nothing is left to each alone, what the correlation's sign allows.
    let both = { least: r > 0 ? levels[i]! * levels[j]! : 0, most: smaller };
    if (Math.abs(r) < 1 - 1e-9) {
      const root = Math.sqrt(Math.abs(r));
      const rest = Math.sqrt(1 - Math.abs(r));
      const pair = [i, j].map((k, at) => {
        const loading = at === 0 || r > 0 ? root : -root;
        return { limit: limits[k]!, loading, rest, count: 1 };
      });
      const union = unionTail(pair, { tails: "upper", ...(df === undefined ? {} : { df }) }).value;
      const meeting = Math.max(0, levels[i]! + levels[j]! - union);
      both = { least: meeting, most: meeting };
    }
    all += both.most;
    likeliest = Math.max(likeliest, both.least);
  }
  return { least: Math.max(0, levels[j]! - all), most: levels[j]! - likeliest };
}
