import { holds, requireAll, type Requirement } from "../arguments.ts";
import { studentT } from "../distributions/student-t.ts";
import { summariseMoments } from "../numerics/moments.ts";
import { checkLevel, type Interval } from "../proportions/interval.ts";
import type { TestOutcome } from "../proportions/two-proportion-test.ts";
import { firstBad } from "../survival/sample.ts";

/** Measurements of two arms. */
export interface TwoSamples {
  readonly experimental: ArrayLike<number>;
  readonly control: ArrayLike<number>;
}

export interface MeanDifference {
  /** Experimental minus control. */
  readonly estimate: number;
  readonly standardError: number;
  readonly t: number;
  readonly df: number;
  /** One-sided, for a higher experimental mean. */
  readonly pUpper: number;
  readonly pTwoSided: number;
  readonly interval: Interval;
}

/**
 * t test of two means: with one common variance (`pooled`), or each arm its own and Satterthwaite's degrees of freedom (`welch`;
 * B. L. Welch, Biometrika 34 (1947) 28, doi:10.1093/biomet/34.1-2.28).
 * @returns `notEstimable` for fewer than two values in an arm (one arm may have one with `pooled`), or no spread.
 * @throws InvalidInput for an empty arm, values that are not finite, or a level outside (0, 1).
 */
export function tTest(
  samples: TwoSamples,
  options: { readonly variance: "pooled" | "welch"; readonly level: number },
): TestOutcome<MeanDifference> {
  const { variance, level } = options;
  requireAll(
    ...checkSamples(samples),
    checkLevel(level),
    holds(
      variance === "pooled" || variance === "welch",
      "variance",
      `${String(variance)} is no choice`,
      "allowed: pooled, welch",
    ),
  );
  const first = summariseMoments(samples.experimental);
  const second = summariseMoments(samples.control);
  if (first.count + second.count < 3 || (variance === "welch" && Math.min(first.count, second.count) < 2)) {
    return { kind: "notEstimable", reason: "too few values to estimate the variance" };
  }
  const { standardError, df } = variance === "pooled" ? pooledError(first, second) : welchError(first, second);
  if (!(standardError > 0)) return { kind: "notEstimable", reason: "the values do not vary" };
  const estimate = first.mean - second.mean;
  const t = estimate / standardError;
  const law = studentT({ df });
  const half = law.isf((1 - level) / 2) * standardError;
  return {
    kind: "tested",
    estimate,
    standardError,
    t,
    df,
    pUpper: law.sf(t),
    pTwoSided: 2 * law.sf(Math.abs(t)),
    interval: { lower: estimate - half, upper: estimate + half },
  };
}

export function checkSamples({ experimental, control }: TwoSamples): Requirement[] {
  return [
    holds(experimental.length > 0, "experimental", "the arm is empty"),
    holds(control.length > 0, "control", "the arm is empty"),
    firstBad(experimental, Number.isFinite, "experimental", "must be finite"),
    firstBad(control, Number.isFinite, "control", "must be finite"),
  ];
}

interface Part {
  readonly count: number;
  readonly m2: number;
}

function pooledError(first: Part, second: Part): { standardError: number; df: number } {
  const df = first.count + second.count - 2;
  const variance = (first.m2 + second.m2) / df;
  return { standardError: Math.sqrt(variance * (1 / first.count + 1 / second.count)), df };
}

function welchError(first: Part, second: Part): { standardError: number; df: number } {
  const a = first.m2 / (first.count - 1) / first.count;
  const b = second.m2 / (second.count - 1) / second.count;
  const df = ((a + b) * (a + b)) / ((a * a) / (first.count - 1) + (b * b) / (second.count - 1));
  return { standardError: Math.sqrt(a + b), df };
}
