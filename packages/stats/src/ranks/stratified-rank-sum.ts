import { issuesOfEach, requireColumns, requireLists, requireMappings } from "../argument-shapes.ts";
import { holds, oneOf, requireAll } from "../arguments.ts";
import { standardNormalSf } from "../distributions/normal.ts";
import type { TwoSamples } from "../means/two-means.ts";
import type { TestOutcome, ZResult } from "../proportions/two-proportion-test.ts";
import { checkSamples, countPairs } from "./rank-sum-test.ts";

/** `vanElteren`: 1 / (N + 1) for a stratum of N patients; `equal`: 1, the sum of the rank sums. */
export type RankSumWeights = "vanElteren" | "equal";

export interface StratifiedRankSumResult extends ZResult {
  readonly pLower: number;
  /** Weighted mean over strata of P(experimental > control) + ½ P(equal), with weights n1 n2 times the test's. */
  readonly probability: number;
}

/**
 * Stratified rank-sum test: z = Σ w (U - n1 n2 / 2) / √(Σ w² Var U), U and its variance given the ties being those of each stratum.
 *
 * Weights `vanElteren` are the locally most powerful ones for a common shift (P. van Elteren, Bull. Int. Stat. Inst. 37 (1960) 351; ties as
 * in E. L. Lehmann, "Nonparametrics" (1975), section 3.3); it is SAS's row-mean-score statistic with modified ridits. A stratum whose
 * values are all equal adds nothing. One stratum is `rankSumTest` by `normal`.
 * @returns `notEstimable` where the values are equal within every stratum.
 * @throws InvalidInput for no strata, an empty arm, values that are not finite or unknown weights.
 * @example stratifiedRankSumTest([{ experimental: [3, 4], control: [1, 2] }, { experimental: [2, 6], control: [1, 2] }], { weights: "vanElteren" })
 */
export function stratifiedRankSumTest(
  strata: readonly TwoSamples[],
  options: { readonly weights: RankSumWeights },
): TestOutcome<StratifiedRankSumResult> {
  requireLists({ strata });
  requireMappings({ options });
  for (const [h, samples] of Array.from(strata).entries()) {
    requireMappings({ [`strata.${h}`]: samples });
    requireColumns({ [`strata.${h}.experimental`]: samples.experimental, [`strata.${h}.control`]: samples.control });
  }
  requireAll(
    holds(strata.length > 0, "strata", "there are no strata"),
    ...issuesOfEach(strata, (samples, h) =>
      checkSamples(samples).map((issue) => (issue === undefined ? issue : { ...issue, path: [h, ...issue.path] })),
    ),
    oneOf("weights", options.weights, ["vanElteren", "equal"]),
  );
  let gap = 0;
  let spread = 0;
  let higher = 0;
  let pairs = 0;
  for (const samples of strata) {
    const n1 = samples.experimental.length;
    const n2 = samples.control.length;
    const n = n1 + n2;
    const weight = options.weights === "equal" ? 1 : 1 / (n + 1);
    const { u, ties } = countPairs(samples);
    higher += weight * u;
    pairs += weight * n1 * n2;
    gap += weight * (u - (n1 * n2) / 2);
    if (ties.length === 1) continue;
    const tied = ties.reduce((sum, t) => sum + (t * t - 1) * t, 0);
    spread += weight * weight * ((n1 * n2) / 12) * (n + 1 - tied / (n * (n - 1)));
  }
  if (!(spread > 0)) return { kind: "notEstimable", reason: "all values are equal within every stratum" };
  const z = gap / Math.sqrt(spread);
  return {
    kind: "tested",
    z,
    pUpper: standardNormalSf(z),
    pLower: standardNormalSf(-z),
    pTwoSided: 2 * standardNormalSf(Math.abs(z)),
    probability: higher / pairs,
  };
}
