import { requireMappings } from "../argument-shapes.ts";
import { finite, holds, oneOf, openProportion, requireAll } from "../arguments.ts";
import { bernsteinMaximum } from "./bernstein-maximum.ts";
import { conditionalRows, type ConditionalRow } from "./conditional-rows.ts";
import { csmRegion } from "./csm-region.ts";
import { marginMaximum } from "./margin-maximum.ts";
import { proportionInterval } from "./one-proportion.ts";
import { fisherOrder, fisherTwoSidedOrder, type TableOrder, zPooledOrder, zUnpooledOrder } from "./table-orders.ts";
import { checkTable, requireTable, type TwoByTwo } from "./two-by-two.ts";

export type UnconditionalStatistic = "zPooled" | "zUnpooled" | "boschloo" | "csm";

/** `greater`: the experimental proportion is higher. */
export type Alternative = "greater" | "less" | "twoSided";

/** Where the common proportion (that of the control, with a margin) is searched. */
export type NuisanceRange = { readonly kind: "all" } | { readonly kind: "bergerBoos"; readonly gamma: number };

export interface UnconditionalResult {
  readonly pValue: number;
  /** The common proportion, or that of the control with a margin, at which the p-value is attained. */
  readonly commonProportion: number;
  /** The maximum is proven to be at most this: the p-value is exact to within the difference. Both are 0 below 1e-308. */
  readonly pValueAtMost: number;
}

/**
 * Exact unconditional test of two proportions: the largest probability, over the common proportion π, of a table at least as extreme as
 * the observed one. P is a polynomial in π whose Bernstein coefficients are the conditional probabilities of the region; the maximum
 * is proven, see `pValueAtMost`.
 *
 * - `zPooled`: extreme by the pooled z; S. Suissa, J. J. Shuster, J. R. Stat. Soc. A 148 (1985) 317, doi:10.2307/2981892.
 * - `zUnpooled`: by z with each arm's own variance.
 * - `boschloo`: by the p-value of Fisher's test, so never above it; R. D. Boschloo, Stat. Neerl. 24 (1970) 1,
 *   doi:10.1111/j.1467-9574.1970.tb00104.x. Two-sided by its p-value of minimum likelihood, p-values counting as equal to a relative 1e-10.
 * - `csm`: Barnard's region, grown from the most extreme table by the neighbour that raises the maximum least, convex and, if two-sided,
 *   symmetric; G. A. Barnard, Biometrika 34 (1947) 123, doi:10.1093/biomet/34.1-2.123. For arms of at most 60.
 *
 * `bergerBoos` searches π in its Clopper–Pearson interval of level 1 - gamma and adds gamma (R. L. Berger, D. D. Boos, JASA 89 (1994)
 * 1012, doi:10.1080/01621459.1994.10476836).
 *
 * `difference` δ, for `zPooled` alone, is a margin: `greater` tests p_E - p_C <= δ and `less` p_E - p_C >= δ, with tables ordered by the
 * Farrington–Manning score at δ; I. S. F. Chan, Stat. Med. 17 (1998) 1403. `commonProportion` is then that of the control.
 *
 * @throws InvalidInput for counts that are not whole or exceed n, more than 2,000 patients, arms above 60 for `csm`, or an unknown option.
 * @example
 * const table = { experimental: { events: 12, n: 15 }, control: { events: 7, n: 15 } };
 * unconditionalTest(table, { statistic: "zPooled", alternative: "greater" }).pValue // 0.03411
 */
export function unconditionalTest(
  table: TwoByTwo,
  options: {
    readonly statistic: UnconditionalStatistic;
    readonly alternative: Alternative;
    readonly nuisance?: NuisanceRange;
    /** Experimental minus control under the null hypothesis; default 0. */
    readonly difference?: number;
  },
): UnconditionalResult {
  requireTable(table, options);
  const { statistic, alternative, nuisance = { kind: "all" }, difference = 0 } = options;
  requireMappings({ nuisance });
  check(table, statistic, alternative, nuisance);
  requireAll(finite("difference", difference));
  if (difference !== 0) return marginTest(table, options, difference);
  const isLess = alternative === "less";
  const { events: x1, n: n1 } = isLess ? table.control : table.experimental;
  const { events: x2, n: n2 } = isLess ? table.experimental : table.control;
  const isTwoSided = alternative === "twoSided";
  const rows = conditionalRows(n1, n2);
  const coefficients =
    statistic === "csm"
      ? csmRegion({ n1, n2, x1, x2, isTwoSided, rows })
      : regionOf(orderOf(statistic, isTwoSided, n1, n2, rows), x1, x2, rows, isTwoSided && statistic !== "boschloo");
  const gamma = nuisance.kind === "bergerBoos" ? nuisance.gamma : 0;
  const range =
    nuisance.kind === "all" ? { lower: 0, upper: 1 } : pooledInterval({ events: x1 + x2, n: n1 + n2 }, gamma);
  const maximum = bernsteinMaximum(coefficients, { from: range.lower, to: range.upper });
  return {
    pValue: Math.min(1, maximum.value + gamma),
    commonProportion: maximum.at,
    pValueAtMost: Math.min(1, maximum.atMost + gamma),
  };
}

function marginTest(
  table: TwoByTwo,
  { statistic, alternative, nuisance = { kind: "all" } }: Parameters<typeof unconditionalTest>[1],
  difference: number,
): UnconditionalResult {
  const { experimental: e, control: c } = table;
  const name = "difference";
  requireAll(
    holds(difference > -1 && difference < 1, name, `${difference} is out of range`, "must be between -1 and 1"),
    holds(statistic === "zPooled", name, `a margin with ${statistic}`, "margins are for zPooled"),
    holds(alternative !== "twoSided", name, "a margin with twoSided", "use greater or less"),
    holds(nuisance.kind === "all", name, `a margin with ${nuisance.kind}`, "leave nuisance out"),
  );
  const arms = { x1: e.events, n1: e.n, x2: c.events, n2: c.n };
  // The other outcome turns the direction and leaves the arms.
  const turned = { x1: e.n - e.events, n1: e.n, x2: c.n - c.events, n2: c.n };
  const isLess = alternative === "less";
  const { value, at, atMost } = isLess ? marginMaximum(turned, -difference) : marginMaximum(arms, difference);
  return {
    pValue: Math.min(1, value),
    commonProportion: isLess ? 1 - at : at,
    pValueAtMost: Math.min(1, atMost),
  };
}

const MOST_PATIENTS = 2000;
const MOST_IN_CSM_ARM = 60;

function check(table: TwoByTwo, statistic: string, alternative: string, nuisance: NuisanceRange): void {
  const { experimental, control } = table;
  const larger = Math.max(experimental.n, control.n);
  requireAll(
    ...checkTable(table),
    oneOf("statistic", statistic, ["zPooled", "zUnpooled", "boschloo", "csm"]),
    oneOf("alternative", alternative, ["greater", "less", "twoSided"]),
    oneOf("nuisance.kind", nuisance.kind, ["all", "bergerBoos"]),
    nuisance.kind === "bergerBoos" ? openProportion("nuisance.gamma", nuisance.gamma) : undefined,
    holds(
      !(experimental.n + control.n > MOST_PATIENTS),
      "n",
      `${experimental.n + control.n} patients`,
      `exact for at most ${MOST_PATIENTS} in both arms together; use zTest`,
    ),
    holds(
      statistic !== "csm" || !(larger > MOST_IN_CSM_ARM),
      "n",
      `an arm of ${larger} patients`,
      `csm is for arms of at most ${MOST_IN_CSM_ARM}; use zPooled or boschloo`,
    ),
  );
}

function orderOf(
  statistic: "zPooled" | "zUnpooled" | "boschloo",
  isTwoSided: boolean,
  n1: number,
  n2: number,
  rows: readonly ConditionalRow[],
): TableOrder {
  if (statistic === "zPooled") return zPooledOrder(n1, n2);
  if (statistic === "zUnpooled") return zUnpooledOrder(n1, n2);
  return isTwoSided ? fisherTwoSidedOrder(rows) : fisherOrder(rows);
}

/** P(table at least as extreme | events), for each number of events: the Bernstein coefficients of the p-value. */
function regionOf(
  order: TableOrder,
  x1: number,
  x2: number,
  rows: readonly ConditionalRow[],
  isByAbsoluteValue: boolean,
): Float64Array {
  const observed = order(x1, x2);
  const limit = isByAbsoluteValue ? Math.abs(observed) : observed;
  const slack = observed < 0 && !isByAbsoluteValue ? limit * (1 + 1e-10) : limit;
  return Float64Array.from(rows, ({ least, probabilities }, events) => {
    let sum = 0;
    for (let i = 0; i < probabilities.length; i++) {
      const value = order(least + i, events - least - i);
      if ((isByAbsoluteValue ? Math.abs(value) : value) >= slack) sum += probabilities[i]!;
    }
    return sum;
  });
}

function pooledInterval(
  count: { readonly events: number; readonly n: number },
  gamma: number,
): { readonly lower: number; readonly upper: number } {
  return proportionInterval(count, { method: "clopperPearson", level: 1 - gamma });
}
