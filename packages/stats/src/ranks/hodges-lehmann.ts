import { holds, oneOf, requireAll } from "../arguments.ts";
import { standardNormalIsf } from "../distributions/normal.ts";
import type { TwoSamples } from "../means/two-means.ts";
import { checkLevel, type Interval } from "../proportions/interval.ts";
import { rankSumLaw } from "./rank-sum-law.ts";
import { checkSamples, exactCost, MOST_EXACT_COST, requireSamples } from "./rank-sum-test.ts";

export interface ShiftEstimate {
  /** Median of all differences, experimental minus control. */
  readonly estimate: number;
  readonly interval: Interval;
  /** What the interval covers under a shift of a continuous law: exactly for `exact`, else the level. */
  readonly coverage: number;
}

/**
 * Hodges and Lehmann's estimate of the shift between two arms, with the interval that inverts the rank-sum test: from the C-th smallest
 * to the C-th largest of the n1 n2 differences.
 *
 * - `exact`: C is the largest with P(U <= C - 1) at most (1 - level) / 2 without ties.
 * - `normal`: C = ⌊n1 n2 / 2 - z √(n1 n2 (n1 + n2 + 1) / 12)⌋.
 *
 * Where C is below 1 the arms are too small for the level and the interval is -Infinity … Infinity.
 * With ties the intervals keep at least their level. Sources: J. L. Hodges, E. L. Lehmann, Ann. Math. Stat. 34 (1963) 598,
 * doi:10.1214/aoms/1177704172; M. Hollander, D. A. Wolfe, "Nonparametric Statistical Methods" (2nd ed. 1999), section 4.3.
 * @throws InvalidInput for values that are not finite, an empty arm, a level outside (0, 1), over 4,000,000 differences, or arms too large
 * for `exact` (see `rankSumTest`).
 * @example hodgesLehmann({ experimental: [3, 4, 6], control: [1, 2, 3] }, { method: "exact", level: 0.8 })
 */
export function hodgesLehmann(
  samples: TwoSamples,
  options: { readonly method: "exact" | "normal"; readonly level: number },
): ShiftEstimate {
  requireSamples(samples, options);
  const { method, level } = options;
  const n1 = samples.experimental.length;
  const n2 = samples.control.length;
  requireAll(
    ...checkSamples(samples),
    checkLevel(level),
    oneOf("method", method, ["exact", "normal"]),
    holds(!(n1 * n2 > 4e6), "experimental", `${n1 * n2} differences`, "at most 4000000"),
    holds(
      method !== "exact" || !(exactCost(n1, n2) > MOST_EXACT_COST),
      "method",
      `exact for ${n1} against ${n2} values`,
      "use normal",
    ),
  );
  const differences = new Float64Array(n1 * n2);
  for (let i = 0; i < n1; i++) {
    for (let j = 0; j < n2; j++) differences[i * n2 + j] = samples.experimental[i]! - samples.control[j]!;
  }
  differences.sort();
  const middle = differences.length / 2;
  const estimate = (differences[Math.ceil(middle) - 1]! + differences[Math.floor(middle)]!) / 2;
  const { rank, coverage } = method === "exact" ? exactRank(n1, n2, level) : normalRank(n1, n2, level);
  const interval =
    rank < 1
      ? { lower: -Infinity, upper: Infinity }
      : { lower: differences[rank - 1]!, upper: differences[differences.length - rank]! };
  return { estimate, interval, coverage };
}

interface Rank {
  readonly rank: number;
  readonly coverage: number;
}

function exactRank(n1: number, n2: number, level: number): Rank {
  const law = rankSumLaw(
    n1,
    n2,
    Array.from({ length: n1 + n2 }, () => 1),
  );
  let rank = 0;
  let tail = 0;
  // (1 - 0.8) / 2 is rounded below 0.1, which a tail can be exactly.
  const most = ((1 - level) / 2) * (1 + 1e-12);
  while (rank < (n1 * n2) / 2 && tail + law[2 * rank]! <= most) tail += law[2 * rank++]!;
  return { rank, coverage: 1 - 2 * tail };
}

function normalRank(n1: number, n2: number, level: number): Rank {
  const half = standardNormalIsf((1 - level) / 2) * Math.sqrt((n1 * n2 * (n1 + n2 + 1)) / 12);
  const rank = Math.floor((n1 * n2) / 2 - half);
  return { rank, coverage: rank < 1 ? 1 : level };
}
