import { requireColumns, requireMappings } from "../argument-shapes.ts";
import { finite, holds, notNegative, oneOf, requireAll, type Requirement, whole } from "../arguments.ts";
import { studentT } from "../distributions/student-t.ts";
import { compensatedSum } from "../numerics/compensated-sum.ts";
import { checkLevel, type Interval } from "../proportions/interval.ts";
import type { TestOutcome } from "../proportions/two-proportion-test.ts";

/** What the tests need of a sample. */
export interface SampleSummary {
  readonly n: number;
  readonly mean: number;
  /** With divisor n - 1. */
  readonly standardDeviation: number;
}

/** Measured values of two arms. */
export interface TwoSamples {
  readonly experimental: ArrayLike<number>;
  readonly control: ArrayLike<number>;
}

export interface TResult {
  /** Experimental minus control, or the mean of one sample minus that of the null hypothesis. */
  readonly estimate: number;
  readonly standardError: number;
  readonly df: number;
  /** Positive when the experimental mean is higher by more than the difference tested. */
  readonly t: number;
  readonly pUpper: number;
  readonly pLower: number;
  readonly pTwoSided: number;
  /** For the estimate. */
  readonly interval: Interval;
}

export interface TOptions {
  /** `pooled`: Student's, one variance for both arms; `separate`: Welch's, with Satterthwaite's degrees of freedom. */
  readonly variance: "pooled" | "separate";
  readonly level: number;
  /** Experimental minus control under the null hypothesis; default 0. */
  readonly difference?: number;
}

/**
 * t test and interval of two means. Sources: Student, Biometrika 6 (1908) 1, doi:10.1093/biomet/6.1.1; B. L. Welch, Biometrika 34 (1947)
 * 28, doi:10.1093/biomet/34.1-2.28; degrees of freedom F. E. Satterthwaite, Biometrics Bull. 2 (1946) 110, doi:10.2307/3002019.
 * @returns `notEstimable` where all values of both arms are equal within their arm.
 * @throws InvalidInput for values that are not finite or beyond ±1e304, too few of them (an arm needs 2 for `separate`, both together 3 for `pooled`), a
 * level outside (0, 1) or a difference that is not finite.
 * @example tTest({ experimental: [5, 7, 9], control: [4, 4, 5] }, { variance: "separate", level: 0.95 })
 */
export function tTest(samples: TwoSamples, options: TOptions): TestOutcome<TResult> {
  requireMappings({ samples, options });
  const { experimental, control } = samples;
  requireColumns({ experimental, control });
  requireAll(
    ...checkValues("experimental", experimental),
    ...checkValues("control", control),
    ...checkSizes(experimental.length, control.length, options),
  );
  // A common offset is taken off both arms first, since a rounded mean of large values would keep too few digits of the difference.
  const offset = control[0]!;
  const centred = (values: ArrayLike<number>): SampleSummary =>
    summaryOf(Float64Array.from(values, (value) => value - offset));
  return tTestOfSummaries({ experimental: centred(experimental), control: centred(control) }, options);
}

/**
 * The same from the published size, mean and standard deviation of each arm; the deviation of one value is 0.
 * @returns `notEstimable` where both deviations are 0.
 * @throws InvalidInput for sizes that are not whole or too small, means that are not finite, deviations that are negative, and as `tTest`.
 * @example
 * const arms = { experimental: { n: 20, mean: 5.1, standardDeviation: 1.2 }, control: { n: 18, mean: 4.2, standardDeviation: 1.5 } };
 * tTestOfSummaries(arms, { variance: "separate", level: 0.95 }) // pTwoSided 0.05084
 */
export function tTestOfSummaries(
  arms: { readonly experimental: SampleSummary; readonly control: SampleSummary },
  options: TOptions,
): TestOutcome<TResult> {
  requireMappings({ arms, options });
  requireMappings({ experimental: arms.experimental, control: arms.control });
  const { experimental: e, control: c } = arms;
  const { variance, level, difference = 0 } = options;
  requireAll(...checkSummary("experimental", e), ...checkSummary("control", c), ...checkSizes(e.n, c.n, options));
  const { estimate, standardError, df } = variance === "pooled" ? pooled(e, c) : separate(e, c);
  return tResult(estimate, standardError, df, difference, level);
}

interface Contrast {
  readonly estimate: number;
  readonly standardError: number;
  readonly df: number;
}

/** Deviations are measured in the larger one, whose square may be out of range. */
function pooled(e: SampleSummary, c: SampleSummary): Contrast {
  const unit = Math.max(e.standardDeviation, c.standardDeviation);
  const a = unit > 0 ? e.standardDeviation / unit : 0;
  const b = unit > 0 ? c.standardDeviation / unit : 0;
  const df = e.n + c.n - 2;
  const variance = ((e.n - 1) * a * a + (c.n - 1) * b * b) / df;
  return { estimate: e.mean - c.mean, standardError: unit * Math.sqrt(variance * (1 / e.n + 1 / c.n)), df };
}

function separate(e: SampleSummary, c: SampleSummary): Contrast {
  const unit = Math.max(e.standardDeviation, c.standardDeviation);
  const a = unit > 0 ? e.standardDeviation / unit : 0;
  const b = unit > 0 ? c.standardDeviation / unit : 0;
  const first = (a * a) / e.n;
  const second = (b * b) / c.n;
  const total = first + second;
  const df = (total * total) / ((first * first) / (e.n - 1) + (second * second) / (c.n - 1));
  return { estimate: e.mean - c.mean, standardError: unit * Math.sqrt(total), df };
}

/**
 * t test and interval of one mean, or of paired differences.
 * @throws InvalidInput for fewer than two values or any that is not finite or beyond ±1e304, a level outside (0, 1), or a mean that is not finite.
 * @example oneSampleTTest([1.2, 0.4, -0.3, 2.1], { mean: 0, level: 0.95 })
 */
export function oneSampleTTest(
  values: ArrayLike<number>,
  options: { readonly mean: number; readonly level: number },
): TestOutcome<TResult> {
  requireColumns({ values });
  requireMappings({ options });
  const { mean, level } = options;
  requireAll(
    ...checkValues("values", values),
    holds(values.length >= 2, "values", `${values.length} values`, "needs at least 2"),
    measured("mean", mean),
    checkLevel(level),
  );
  const { n, mean: centre, standardDeviation } = summaryOf(Float64Array.from(values, (value) => value - mean));
  return tResult(centre, standardDeviation / Math.sqrt(n), n - 1, 0, level);
}

/** Why there is no result of values near the ends of the range. */
export const BEYOND = "the result is beyond the range of numbers";

/** All that follows from an estimate with its standard error and degrees of freedom. */
export function tResult(
  estimate: number,
  standardError: number,
  df: number,
  difference: number,
  level: number,
): TestOutcome<TResult> {
  if (!(Number.isFinite(estimate) && Number.isFinite(standardError))) return { kind: "notEstimable", reason: BEYOND };
  if (!(standardError > 0)) return { kind: "notEstimable", reason: "the values do not vary: the standard error is 0" };
  const law = studentT({ df });
  const t = (estimate - difference) / standardError;
  const half = law.isf((1 - level) / 2) * standardError;
  return {
    kind: "tested",
    estimate,
    standardError,
    df,
    t,
    pUpper: law.sf(t),
    pLower: law.cdf(t),
    pTwoSided: 2 * law.sf(Math.abs(t)),
    interval: { lower: estimate - half, upper: estimate + half },
  };
}

/** Mean and deviation in two passes of compensated sums. */
export function summaryOf(values: ArrayLike<number>): SampleSummary {
  const n = values.length;
  const mean = compensatedSum(values) / n;
  // Measured in the largest one: squares of 1e200 are out of range.
  const deviations = Float64Array.from(values, (value) => value - mean);
  const most = deviations.reduce((size, value) => Math.max(size, Math.abs(value)), 0);
  if (n < 2 || most === 0) return { n, mean, standardDeviation: 0 };
  const squares = deviations.map((value) => (value / most) * (value / most));
  return { n, mean, standardDeviation: most * Math.sqrt(compensatedSum(squares) / (n - 1)) };
}

/** Sums of such numbers stay within the range of doubles. */
const MOST = 1e304;

/** A finite number within ±1e304, or ten times that for the mean of differences of such numbers. */
export function measured(name: string, value: number, most = MOST): Requirement {
  if (!Number.isFinite(value)) return finite(name, value);
  return holds(Math.abs(value) <= most, name, `${value} is out of range`, `must be within ±${most}`);
}

export function checkValues(name: string, values: ArrayLike<number>): Requirement[] {
  const issues: Requirement[] = [];
  // Names are made for what is wrong alone, and no more than a call takes arguments.
  for (let i = 0; i < values.length && issues.length < 100; i++) {
    if (!(Number.isFinite(values[i]) && Math.abs(values[i]!) <= MOST))
      issues.push(measured(`${name}.${i}`, values[i]!));
  }
  return issues;
}

function checkSizes(n1: number, n2: number, { variance, level, difference = 0 }: TOptions): Requirement[] {
  const least = variance === "separate" ? 2 : 1;
  return [
    oneOf("variance", variance, ["pooled", "separate"]),
    checkLevel(level),
    measured("difference", difference),
    holds(!(n1 < least), "experimental", `${n1} values`, `needs at least ${least}`),
    holds(!(n2 < least), "control", `${n2} values`, `needs at least ${least}`),
    holds(!(n1 + n2 < 3), "control", `${n1 + n2} values in both arms`, "needs at least 3"),
  ];
}

function checkSummary(name: string, { n, mean, standardDeviation }: SampleSummary): Requirement[] {
  return [
    whole(`${name}.n`, n, 1),
    measured(`${name}.mean`, mean, 10 * MOST),
    notNegative(`${name}.standardDeviation`, standardDeviation),
    holds(
      !(standardDeviation > MOST),
      `${name}.standardDeviation`,
      `${standardDeviation} is out of range`,
      "must be at most 1e305",
    ),
  ];
}
