import { oneOf, requireAll } from "../arguments.ts";
import { rectangleProbability } from "../multivariate/rectangle.ts";
import type { TestOutcome } from "../proportions/two-proportion-test.ts";
import type { EventWeight } from "./event-weight.ts";
import type { GroupedSurvival } from "./log-rank-sums.ts";
import { type WeightedLogRanks, weightedLogRanks } from "./weighted-log-ranks.ts";

export interface MaxComboResult extends WeightedLogRanks {
  /** The largest z, or with two sides the largest |z|. */
  readonly maximum: number;
  readonly pValue: number;
  /** Absolute error of the p-value: about 1e-12 for up to three different weights, else that of the lattice rule. */
  readonly pValueError: number;
}

/**
 * MaxCombo: the largest of several weighted log-rank statistics, against their joint normal law under no difference. The p-value
 * is a fixed integration, without random numbers. Weights whose scores are multiples of each other count as one.
 * Source: T. G. Karrison, Stata J. 16 (2016) 678; R. S. Lin et al., Stat. Biopharm. Res. 12 (2020)
 * 187, doi:10.1080/19466315.2019.1697738.
 * @param options `alternative`: `experimentalBetter` takes the largest z, `twoSided` the largest |z|.
 * @returns `notEstimable` where a score has no variance.
 * @throws InvalidInput for bad columns, weights or alternative.
 * @example maxComboTest(sample, { weights: [{ kind: "logRank" }, { kind: "flemingHarrington", rho: 0, gamma: 0.5 }], alternative: "experimentalBetter" })
 */
export function maxComboTest(
  sample: GroupedSurvival,
  options: { readonly weights: readonly EventWeight[]; readonly alternative: "experimentalBetter" | "twoSided" },
): TestOutcome<MaxComboResult> {
  const { alternative } = options;
  requireAll(oneOf("alternative", alternative, ["experimentalBetter", "twoSided"]));
  const joint = weightedLogRanks(sample, options);
  if (joint.kind !== "tested") return joint;
  const sizes = joint.tests.map(({ z }) => (alternative === "twoSided" ? Math.abs(z) : z));
  const maximum = Math.max(...sizes);
  const kept = differentRows(joint.correlation, alternative === "twoSided");
  const correlation = kept.map((i) => kept.map((j) => joint.correlation[i]![j]!));
  const { value, error } = exceedance(maximum, correlation, alternative);
  return { ...joint, maximum, pValue: Math.min(1, value), pValueError: error };
}

/** Correlations closer to 1 than this are the same statistic up to rounding. */
const SAME = 1e-9;

function differentRows(correlation: readonly (readonly number[])[], isTwoSided: boolean): number[] {
  const kept: number[] = [];
  for (let i = 0; i < correlation.length; i++) {
    const isNew = kept.every((j) => {
      const r = correlation[i]![j]!;
      return 1 - (isTwoSided ? Math.abs(r) : r) > SAME;
    });
    if (isNew) kept.push(i);
  }
  return kept;
}

/**
 * P(max > c) as P(Z1 > c) + P(Z1 <= c, Z2 > c) + …: small probabilities are added up and none is lost against 1. With two sides,
 * |Zi| > c by the symmetry of the law is twice Zi > c.
 */
function exceedance(
  c: number,
  correlation: readonly (readonly number[])[],
  alternative: "experimentalBetter" | "twoSided",
): { readonly value: number; readonly error: number } {
  const low = alternative === "twoSided" ? -c : -Infinity;
  let value = 0;
  let error = 0;
  for (let size = 1; size <= correlation.length; size++) {
    const inside = Array.from({ length: size - 1 }, () => c);
    const part = rectangleProbability({
      lower: [...inside.map(() => low), c],
      upper: [...inside, Infinity],
      correlation: correlation.slice(0, size).map((row) => row.slice(0, size)),
    });
    const times = alternative === "twoSided" ? 2 : 1;
    value += times * part.value;
    error += times * part.error;
  }
  return { value, error };
}
