import { brentMinimum, sin } from "@rekindle/stats";
import { refuse } from "../refuse.ts";
import { binomialProbabilities } from "../analytic/binomial.ts";
import type { ArmSizes, Rates } from "../analytic/exact-response-power.ts";
import { type LevelRequest, levelIssues, rateIssues } from "./request.ts";
import { edgeOf, fisherOrder, pooledOrder, type RejectionEdge, type ResponseOrder } from "./response-order.ts";

/**
 * Exact tests of two proportions.
 * `fisher`: conditional on the responses. `fisherMid`: half of the observed table's probability counts; may exceed its level.
 * `boschloo`: Fisher's p as a statistic, its limit raised as far as the level allows for every common rate; Boschloo, Statistica
 * Neerlandica 24 (1970) 1-35, doi:10.1111/j.1467-9574.1970.tb00104.x. `zPooled`: the same for the pooled z; Suissa, Shuster,
 * J. R. Stat. Soc. A 148 (1985) 317-327, doi:10.2307/2981892. The last two maximise over all common rates from 0 to 1.
 */
export type ExactTest = "fisher" | "fisherMid" | "boschloo" | "zPooled";

/** The rejection regions of an exact test with its power and size. */
export interface ExactPower {
  /** Probability of rejecting in the direction of the effect, plus the other direction in a two-sided test. */
  readonly power: number;
  /** Largest type I error over all common rates, of the same side or sides. */
  readonly size: number;
}

/**
 * Exact power and size of a test of two proportions: every table of responses is counted. A two-sided test is two one-sided tests at
 * half of alpha.
 * @throws InvalidInput for rates, sizes or a level that make no sense; sizes up to 2,000 per arm.
 * @example exactProportionsPower({ control: 0.2, experimental: 0.3 }, { sizes: { control: 311, experimental: 311 }, alpha: 0.025, sided: 1, test: "fisher" }).power // 0.8004
 */
export function exactProportionsPower(
  rates: Rates,
  request: LevelRequest & { readonly sizes: ArmSizes; readonly test: ExactTest },
): ExactPower {
  refuse([...levelIssues(request), ...rateIssues(rates), ...sizeIssues(request.sizes)]);
  const regions = rejectionRegions(rates, request);
  return { power: probabilityOf(regions), size: largestSize(regions) };
}

/** A rejection region, with its arms so ordered that the second one has the higher rate when it rejects. */
interface Region {
  readonly edge: RejectionEdge;
  readonly sizes: ArmSizes;
  readonly rates: Rates;
}

/** The region in the direction of the effect, and the opposite one if the test is two-sided. */
export function rejectionRegions(
  rates: Rates,
  request: LevelRequest & { readonly sizes: ArmSizes; readonly test: ExactTest },
): readonly Region[] {
  const { sizes, alpha, sided, test } = request;
  const asGiven = { sizes, rates };
  // A lower experimental rate is a higher control rate: the arms change places.
  const exchanged = { sizes: swapped(sizes), rates: swapped(rates) };
  const [towards, away] = rates.experimental >= rates.control ? [asGiven, exchanged] : [exchanged, asGiven];
  const arms = sided === 1 ? [towards] : [towards, away];
  return arms.map((each) => ({ ...each, edge: rejectionEdge(test, each.sizes, alpha / sided) }));
}

/** Probability of rejecting. */
export function probabilityOf(regions: readonly Region[]): number {
  return regions.reduce((sum, { edge, sizes, rates }) => sum + regionProbability(edge, sizes, rates), 0);
}

/** Rejection region of an exact test at a one-sided level, in favour of a higher experimental rate. */
export function rejectionEdge(test: ExactTest, sizes: ArmSizes, level: number): RejectionEdge {
  const order = test === "zPooled" ? pooledOrder(sizes) : fisherOrder(sizes, test === "fisherMid" ? "mid" : "exact");
  const limit = test === "fisher" || test === "fisherMid" ? level : unconditionalLimit(order, sizes, { level, test });
  return edgeOf(order, sizes, limit);
}

/** The largest value of the statistic up to which rejecting keeps the level for every common rate. */
function unconditionalLimit(
  order: ResponseOrder,
  sizes: ArmSizes,
  { level, test }: { readonly level: number; readonly test: ExactTest },
): number {
  // Rejecting by Fisher's p is conservative, so Boschloo's limit is at least the level.
  const least = test === "boschloo" ? level : -Infinity;
  const most = test === "boschloo" ? 1 : 0;
  const candidates = order.filter((value) => value >= least && value < most).toSorted();
  let kept = least;
  let from = 0;
  let to = candidates.length - 1;
  while (from <= to) {
    const middle = (from + to) >> 1;
    const edge = edgeOf(order, sizes, candidates[middle]!);
    if (largestSize([{ edge, sizes }]) <= level * (1 + 1e-12)) {
      kept = candidates[middle]!;
      from = middle + 1;
    } else to = middle - 1;
  }
  return kept;
}

/** Probability of a rejection region. */
function regionProbability(edge: RejectionEdge, { control: n0, experimental: n1 }: ArmSizes, rates: Rates): number {
  const control = binomialProbabilities(n0, rates.control);
  const experimental = binomialProbabilities(n1, rates.experimental);
  // Edges rise, so the upper tail of the experimental arm is summed once, from the top.
  let sum = 0;
  let tail = 0;
  let reached = n1 + 1;
  for (let x0 = n0; x0 >= 0; x0--) {
    while (reached > edge[x0]!) tail += experimental[--reached]!;
    sum += control[x0]! * tail;
  }
  return sum;
}

/** Largest probability of the regions together over all common rates. */
function largestSize(regions: readonly Omit<Region, "rates">[]): number {
  const at = (angle: number) => {
    const rate = sin(angle) * sin(angle);
    const common = { control: rate, experimental: rate };
    return regions.reduce((sum, { edge, sizes }) => sum + regionProbability(edge, sizes, common), 0);
  };
  // On the arcsine scale the features are about 1 / √n wide everywhere.
  const { control, experimental } = regions[0]!.sizes;
  const steps = Math.ceil(12 * Math.sqrt(control + experimental)) + 16;
  const width = Math.PI / 2 / steps;
  const values = Array.from({ length: steps + 1 }, (_, i) => at(i * width));
  const peaks = values
    .map((value, i) => ({ value, i }))
    .filter(({ value, i }) => value >= (values[i - 1] ?? 0) && value >= (values[i + 1] ?? 0))
    .toSorted((a, b) => b.value - a.value)
    .slice(0, 3);
  return peaks.reduce((largest, { value, i }) => {
    const from = Math.max(0, i - 1) * width;
    const to = Math.min(steps, i + 1) * width;
    const found = brentMinimum((angle) => -at(angle), { from, to });
    const refined = found.kind === "converged" ? -found.value.value : 0;
    return Math.max(largest, value, refined);
  }, 0);
}

/**
 * Unconditional p-value of a table, one-sided in favour of a higher experimental rate: the largest probability, over all common
 * rates, of a table at least as extreme. For `fisher` and `fisherMid` it is the conditional p.
 * @example exactProportionsPValue({ experimental: 15, control: 7 }, { sizes: { experimental: 18, control: 18 }, test: "boschloo" })
 */
export function exactProportionsPValue(
  responses: ArmSizes,
  request: { readonly sizes: ArmSizes; readonly test: ExactTest },
): number {
  const { sizes, test } = request;
  refuse([...sizeIssues(sizes), ...responseIssues(responses, sizes)]);
  const order = test === "zPooled" ? pooledOrder(sizes) : fisherOrder(sizes, test === "fisherMid" ? "mid" : "exact");
  const own = order[responses.experimental * (sizes.control + 1) + responses.control]!;
  if (test === "fisher" || test === "fisherMid") return own;
  return largestSize([{ edge: edgeOf(order, sizes, own), sizes }]);
}

function swapped({ control, experimental }: ArmSizes): ArmSizes {
  return { control: experimental, experimental: control };
}

function sizeIssues(sizes: ArmSizes) {
  return (["control", "experimental"] as const).flatMap((arm) => {
    const n = sizes[arm];
    if (Number.isInteger(n) && n >= 1 && n <= 2000) return [];
    return [
      { kind: "outOfRange", path: ["sizes", arm], message: `${arm} arm of ${n}`, hint: "a whole number, 1 to 2,000" },
    ];
  });
}

function responseIssues(responses: ArmSizes, sizes: ArmSizes) {
  return (["control", "experimental"] as const).flatMap((arm) => {
    const x = responses[arm];
    if (Number.isInteger(x) && x >= 0 && x <= sizes[arm]) return [];
    return [
      {
        kind: "outOfRange",
        path: [arm],
        message: `${x} responses of ${sizes[arm]}`,
        hint: "a whole number up to the arm's size",
      },
    ];
  });
}
