import { oneOf, requireAll } from "../arguments.ts";
import { exp } from "../elementary/exp.ts";
import { log } from "../elementary/log.ts";
import { brentRoot } from "../numerics/brent-root.ts";
import { type ConditionalLaw, conditionalLaw, conditionalSums, sumConditional } from "./conditional-law.ts";
import { checkLevel, type Interval, ordered } from "./interval.ts";
import { checkTable, requireTable, type TwoByTwo } from "./two-by-two.ts";
import type { TestOutcome } from "./two-proportion-test.ts";

/** Estimate and limits of an odds ratio given the margins. */
export interface ConditionalOddsRatio {
  /** 0 or Infinity where the observed count is the least or the largest that the margins allow. */
  readonly estimate: number;
  readonly interval: Interval;
}

/**
 * Odds ratio of Fisher's conditional law: the maximum-likelihood estimate, at which the expected count is the observed one, and the
 * interval with (1 - level) / 2 in each tail (both as R's fisher.test).
 * Source: J. Cornfield, Proc. 3rd Berkeley Symp. Math. Stat. Prob. 4 (1956) 135–148.
 * @param options `tails` of the interval: `exact` (default), or `midP` with half of the observed table.
 * @returns `notEstimable` where the margins allow only one table, whatever the odds ratio.
 * @throws InvalidInput for counts that are not whole or exceed n, a level outside (0, 1) or an unknown choice of tails.
 * @example
 * const table = { experimental: { events: 7, n: 20 }, control: { events: 2, n: 20 } };
 * conditionalOddsRatio(table, { level: 0.95 }) // estimate 4.66015, interval 0.72646 … 53.12729
 */
export function conditionalOddsRatio(
  table: TwoByTwo,
  options: { readonly level: number; readonly tails?: "exact" | "midP" },
): TestOutcome<ConditionalOddsRatio> {
  requireTable(table, options);
  const { level, tails = "exact" } = options;
  requireAll(...checkTable(table), checkLevel(level), oneOf("tails", tails, ["exact", "midP"]));
  const law = conditionalLaw(table);
  if (law.least === law.most) return { kind: "notEstimable", reason: "the margins allow only one table" };
  const interval = conditionalOddsRatioInterval(table, level, tails === "exact" ? 1 : 0.5);
  return { kind: "tested", estimate: estimateOf(law), interval };
}

const sums = conditionalSums();

function estimateOf(law: ConditionalLaw): number {
  if (law.observed === law.least) return 0;
  if (law.observed === law.most) return Infinity;
  return exp(risingRoot(law, (t) => sumConditional(law, exp(t), sums).gap));
}

/** Limits at which a tail, with the observed table weighted by `share` (1 exact, ½ mid-P), is α/2. */
export function conditionalOddsRatioInterval(table: TwoByTwo, level: number, share: number): Interval {
  const law = conditionalLaw(table);
  const target = log((1 - level) / 2);
  const logOf = (tail: number): number => log(Math.max(1e-300, tail)) - target;
  const upperTail = (t: number): number => {
    const { above, at } = sumConditional(law, exp(t), sums);
    return logOf(above + share * at);
  };
  const lowerTail = (t: number): number => {
    const { below, at } = sumConditional(law, exp(t), sums);
    return -logOf(below + share * at);
  };
  return ordered({
    lower: law.observed === law.least ? 0 : exp(risingRoot(law, upperTail)),
    upper: law.observed === law.most ? Infinity : exp(risingRoot(law, lowerTail)),
  });
}

/** Where a function that rises with the log odds ratio is 0; from the empirical odds ratio outwards in growing steps. */
function risingRoot({ observed, n1, n2, events }: ConditionalLaw, f: (t: number) => number): number {
  const other = n1 - observed;
  const c = events - observed;
  const start = log(((observed + 0.5) / (other + 0.5)) * ((n2 - c + 0.5) / (c + 0.5)));
  const error = Math.sqrt(1 / (observed + 0.5) + 1 / (other + 0.5) + 1 / (c + 0.5) + 1 / (n2 - c + 0.5));
  const isBelow = f(start) < 0;
  const direction = isBelow ? 1 : -1;
  let near = start;
  let far = start + direction * error;
  for (let width = error; f(far) < 0 === isBelow && Math.abs(far) < 700; width *= 1.6) {
    near = far;
    far += direction * width;
  }
  if (f(far) < 0 === isBelow) return far;
  const root = brentRoot(f, { from: Math.min(near, far), to: Math.max(near, far) });
  return root.kind === "converged" ? root.value : root.best;
}
