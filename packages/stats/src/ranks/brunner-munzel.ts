import { holds, requireAll } from "../arguments.ts";
import { studentT } from "../distributions/student-t.ts";
import type { TwoSamples } from "../means/two-means.ts";
import { checkLevel, type Interval } from "../proportions/interval.ts";
import type { TestOutcome } from "../proportions/two-proportion-test.ts";
import { checkSamples, requireSamples } from "./rank-sum-test.ts";

export interface BrunnerMunzelResult {
  /** P(experimental > control) + ½ P(equal). */
  readonly probability: number;
  readonly standardError: number;
  readonly df: number;
  /** Positive when experimental values tend to be higher. */
  readonly t: number;
  readonly pUpper: number;
  readonly pLower: number;
  readonly pTwoSided: number;
  /** For the probability, cut at 0 and 1. */
  readonly interval: Interval;
}

/**
 * Brunner and Munzel's test that neither arm tends to higher values, P(experimental > control) + ½ P(equal) = ½, without assuming equal
 * shapes, by t with Satterthwaite's degrees of freedom.
 * Source: E. Brunner, U. Munzel, Biom. J. 42 (2000) 17–25, doi:10.1002/(SICI)1521-4036(200001)42:1<17::AID-BIMJ17>3.0.CO;2-U.
 * @returns `notEstimable` where the variance is 0: one arm lies wholly above the other, or all values are equal.
 * @throws InvalidInput for values that are not finite, fewer than two in an arm or a level outside (0, 1).
 * @example brunnerMunzelTest({ experimental: [3, 4, 6, 9], control: [1, 2, 3, 5] }, { level: 0.95 })
 */
export function brunnerMunzelTest(
  samples: TwoSamples,
  options: { readonly level: number },
): TestOutcome<BrunnerMunzelResult> {
  requireSamples(samples, options);
  const n1 = samples.experimental.length;
  const n2 = samples.control.length;
  requireAll(
    ...checkSamples(samples),
    holds(n1 !== 1, "experimental", "1 value", "needs at least 2"),
    holds(n2 !== 1, "control", "1 value", "needs at least 2"),
    checkLevel(options.level),
  );
  const first = placements(samples.experimental, samples.control);
  const second = placements(samples.control, samples.experimental);
  const probability = first.mean / n2;
  // Variances of the placements, relative to the probability.
  const a = first.variance / n1 / (n2 * n2);
  const b = second.variance / n2 / (n1 * n1);
  const variance = a + b;
  if (!(variance > 0)) {
    return { kind: "notEstimable", reason: "the variance is 0: the arms do not overlap, or all values are equal" };
  }
  const standardError = Math.sqrt(variance);
  const df = (variance * variance) / ((a * a) / (n1 - 1) + (b * b) / (n2 - 1));
  const t = (probability - 0.5) / standardError;
  const law = studentT({ df });
  const half = law.isf((1 - options.level) / 2) * standardError;
  return {
    kind: "tested",
    probability,
    standardError,
    df,
    t,
    pUpper: law.sf(t),
    pLower: law.cdf(t),
    pTwoSided: 2 * law.sf(Math.abs(t)),
    interval: { lower: Math.max(0, probability - half), upper: Math.min(1, probability + half) },
  };
}

/** Mean and variance (divisor n - 1) of how many values of the other arm lie below each, ties by half: whole numbers once doubled. */
function placements(
  arm: ArrayLike<number>,
  other: ArrayLike<number>,
): { readonly mean: number; readonly variance: number } {
  const sorted = Float64Array.from(other).toSorted();
  const doubled = Array.from(
    arm,
    (value) => countBelow(sorted, value, "strict") + countBelow(sorted, value, "withTies"),
  );
  const n = doubled.length;
  const mean = doubled.reduce((sum, value) => sum + value, 0) / n;
  const squares = doubled.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return { mean: mean / 2, variance: doubled.every((value) => value === doubled[0]) ? 0 : squares / (n - 1) / 4 };
}

function countBelow(sorted: Float64Array, value: number, ties: "strict" | "withTies"): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    const here = sorted[middle]!;
    if (here < value || (ties === "withTies" && here === value)) from = middle + 1;
    else to = middle;
  }
  return from;
}
