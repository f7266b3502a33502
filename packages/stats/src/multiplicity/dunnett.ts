import { finite, holds, oneOf, openProportion, requireAll, type Requirement } from "../arguments.ts";
import { standardNormalIsf, standardNormalSf } from "../distributions/normal.ts";
import { studentT } from "../distributions/student-t.ts";
import { log } from "../elementary/log.ts";
import type { EquicoordinateQuantile } from "../multivariate/equicoordinate-quantile.ts";
import { brentRoot } from "../numerics/brent-root.ts";
import type { Integral } from "../numerics/integrate.ts";
import type { Alternative } from "../proportions/unconditional-test.ts";
import { type SharedCoordinates, type UnionLaw, unionTail } from "./union-tail.ts";

/** How many patients, or how much information in any one unit (events, inverse variances), the control and each arm have. */
export interface ManyToOne {
  readonly control: number;
  readonly arms: readonly number[];
}

export interface DunnettResult {
  /** In the order of the statistics: reject those at most alpha. */
  readonly adjusted: readonly number[];
  readonly rejected: readonly boolean[];
  /** Of each adjusted p-value, absolute. */
  readonly errors: readonly number[];
}

/**
 * Dunnett's comparisons of several arms with one control, from their z or t statistics (arm minus control): adjusted p-values that use
 * the correlation λi λj of the statistics, λi = √(ni / (ni + n0)), for any sizes of the arms.
 *
 * - `singleStep`: P(the largest statistic is at least this one); C. W. Dunnett, JASA 50 (1955) 1096–1121,
 *   doi:10.1080/01621459.1955.10501294. Goes with the simultaneous intervals estimate ± `dunnettCriticalValue` · standard error.
 * - `stepDown`: from the largest statistic down, each among those not larger; the closed test of all these maxima (R. Marcus,
 *   E. Peritz, K. R. Gabriel, Biometrika 63 (1976) 655–660, doi:10.1093/biomet/63.3.655), never less powerful.
 *
 * @param comparisons `statistics` z, or t on a variance pooled over all groups with `df` (from 1); `n` sizes in the same order.
 * @param options `alternative`: `greater` finds arms above control; `twoSided` takes |statistic|.
 * @throws InvalidInput for a statistic that is not finite, other numbers of statistics and arms, none or more than 100, sizes not above 0 or
 * more than 1e12 apart, df outside 1 … 1e15 or alpha outside (0, 1), naming each.
 * @example
 * dunnettTest({ statistics: [2.3, 1.4], n: { control: 30, arms: [30, 30] } }, { alternative: "greater", procedure: "stepDown", alpha: 0.025 })
 * // adjusted 0.0200…, 0.0807…
 */
export function dunnettTest(
  comparisons: { readonly statistics: readonly number[]; readonly n: ManyToOne; readonly df?: number },
  options: {
    readonly alternative: Alternative;
    readonly procedure: "singleStep" | "stepDown";
    readonly alpha: number;
  },
): DunnettResult {
  const { statistics, n, df } = comparisons;
  const { alternative, procedure, alpha } = options;
  requireAll(
    ...checkSizes(n, df),
    holds(
      statistics.length === n.arms.length,
      "statistics",
      `${statistics.length} statistics for ${n.arms.length} arms`,
    ),
    ...Array.from(statistics, (value, i) => finite(`statistics.${i}`, value)),
    oneOf("alternative", alternative, ["greater", "less", "twoSided"]),
    oneOf("procedure", procedure, ["singleStep", "stepDown"]),
    openProportion("alpha", alpha),
  );
  const towards = statistics.map((t) => (alternative === "twoSided" ? Math.abs(t) : alternative === "less" ? -t : t));
  const law: UnionLaw = { tails: alternative === "twoSided" ? "both" : "upper", ...(df === undefined ? {} : { df }) };
  const areas = procedure === "stepDown" ? stepDown(towards, n, law) : singleStep(towards, n, law);
  return {
    adjusted: areas.map(({ value }) => value),
    rejected: areas.map(({ value }) => value <= alpha),
    errors: areas.map(({ error }) => error),
  };
}

/**
 * Dunnett's critical value: with no difference anywhere, some statistic is beyond it with probability alpha.
 * @param n sizes of the control and of the arms; for a later step of the step-down test, of the arms that are left.
 * @param options `sided` 2 for |statistic|; `df` (from 1) for t statistics.
 * @returns the value with its absolute error; `notConverged` if it is no double or the probability does not fall there.
 * @throws InvalidInput for sizes and df as `dunnettTest`, alpha outside (0, 1) or other `sided`. Source: as `dunnettTest`.
 * @example dunnettCriticalValue({ control: 30, arms: [30, 30] }, { alpha: 0.025, sided: 1 }) // value 2.212135…
 */
export function dunnettCriticalValue(
  n: ManyToOne,
  options: { readonly alpha: number; readonly sided: 1 | 2; readonly df?: number },
): EquicoordinateQuantile {
  const { alpha, sided, df } = options;
  requireAll(
    ...checkSizes(n, df),
    openProportion("alpha", alpha),
    holds(sided === 1 || sided === 2, "sided", `${sided} is no choice`, "allowed: 1, 2"),
  );
  const law: UnionLaw = { tails: sided === 2 ? "both" : "upper", ...(df === undefined ? {} : { df }) };
  const isf = df === undefined ? standardNormalIsf : studentT({ df }).isf;
  const least = isf(alpha / sided);
  const most = isf(alpha / sided / n.arms.length);
  if (!Number.isFinite(most)) return { kind: "notConverged", reason: "the value is beyond every double", best: most };
  if (n.arms.length === 1) return { kind: "converged", value: least, error: 1e-14 * (1 + Math.abs(least)) };
  const at = (c: number): Integral => beyond(Math.max(c, sided === 2 ? 0 : -Infinity), n.arms, n.control, law);
  const excess = (c: number): number => log(at(c).value) - log(alpha);
  // Without correlation the value is below Bonferroni's, with a perfect one that of a single arm; both may be off by a rounding.
  const slack = 1e-9 * (1 + Math.abs(most));
  const root = brentRoot(excess, { from: least - slack, to: most + slack });
  if (root.kind === "notConverged") return root;
  const c = root.value;
  const step = 1e-4 * Math.max(1, Math.abs(c));
  const fall = at(c - step).value - at(c + step).value;
  if (!(fall > 0)) return { kind: "notConverged", reason: `the probability does not fall around ${c}`, best: c };
  const { value, error } = at(c);
  return {
    kind: "converged",
    value: c,
    error: ((Math.abs(value - alpha) + error) / fall) * 2 * step + 1e-15 * Math.abs(c),
  };
}

function singleStep(statistics: readonly number[], { control, arms }: ManyToOne, law: UnionLaw): Integral[] {
  const known = new Map<number, Integral>();
  for (const t of statistics) if (!known.has(t)) known.set(t, beyond(t, arms, control, law));
  return statistics.map((t) => known.get(t)!);
}

function stepDown(statistics: readonly number[], { control, arms }: ManyToOne, law: UnionLaw): Integral[] {
  const order = Array.from(statistics.keys()).toSorted((a, b) => statistics[b]! - statistics[a]!);
  const areas: Integral[] = statistics.map(() => NONE);
  let most = NONE;
  for (const [rank, i] of order.entries()) {
    const left = order.slice(rank).map((j) => arms[j]!);
    const area = beyond(statistics[i]!, left, control, law);
    if (area.value > most.value) most = area;
    areas[i] = most;
  }
  return areas;
}

const NONE: Integral = { value: 0, error: 0 };

/** P(some statistic of these arms is at least c), or its absolute value. */
function beyond(c: number, arms: readonly number[], control: number, law: UnionLaw): Integral {
  if (arms.length === 1) {
    const sf = law.df === undefined ? standardNormalSf : studentT({ df: law.df }).sf;
    const value = law.tails === "both" ? Math.min(1, 2 * sf(c)) : sf(c);
    return { value, error: 1e-14 * value };
  }
  const counts = new Map<number, number>();
  for (const n of arms) counts.set(n, (counts.get(n) ?? 0) + 1);
  const coordinates = Array.from(counts, ([n, count]): SharedCoordinates => {
    const total = n + control;
    return { limit: c, loading: Math.sqrt(n / total), rest: Math.sqrt(control / total), count };
  });
  return unionTail(coordinates, law);
}

function checkSizes({ control, arms }: ManyToOne, df: number | undefined): Requirement[] {
  const sizes = [control, ...Array.from(arms)];
  const areSizes = sizes.every((n) => Number.isFinite(n) && n > 0);
  const ratio = Math.max(...sizes) / Math.min(...sizes);
  return [
    ...sizes.map((n, i) =>
      holds(
        Number.isFinite(n) && n > 0,
        i === 0 ? "n.control" : `n.arms.${i - 1}`,
        `${n} is out of range`,
        "must be a finite number above 0",
      ),
    ),
    holds(arms.length >= 1 && arms.length <= 100, "n.arms", `${arms.length} arms`, "from 1 to 100"),
    holds(!areSizes || ratio <= 1e12, "n", `the largest is ${ratio} times the smallest`, "at most 1e12 times"),
    df === undefined
      ? undefined
      : holds(
          Number.isFinite(df) && df >= 1 && df <= 1e15,
          "df",
          `${df} is out of range`,
          "must be between 1 and 1e15",
        ),
  ];
}
