import { oneOf, requireAll } from "../arguments.ts";
import { standardNormalIsf } from "../distributions/normal.ts";
import { exp } from "../elementary/exp.ts";
import { log } from "../elementary/log.ts";
import { incompleteGammaUpper } from "../special/incomplete-gamma.ts";
import { checkLevel, type Interval } from "./interval.ts";
import { checkStrata, requireStrata, type TwoByTwo } from "./two-by-two.ts";
import type { ChiSquaredResult, TestOutcome } from "./two-proportion-test.ts";

/**
 * Cochran–Mantel–Haenszel test of no difference in any stratum.
 * Source: N. Mantel, W. Haenszel, J. Natl. Cancer Inst. 22 (1959) 719, doi:10.1093/jnci/22.4.719; `continuity` subtracts ½, or all of
 * a smaller gap (R leaves gaps below ½ uncorrected, so that a larger gap can give a larger p-value).
 * @returns `notEstimable` where no stratum has both events and non-events in both margins.
 * @throws InvalidInput for no strata or bad counts.
 * @example mantelHaenszelTest(strata, { correction: "none" })
 */
export function mantelHaenszelTest(
  strata: readonly TwoByTwo[],
  options: { readonly correction: "none" | "continuity" },
): TestOutcome<ChiSquaredResult> {
  requireStrata(strata, options);
  requireAll(...checkStrata(strata), oneOf("correction", options.correction, ["none", "continuity"]));
  let gap = 0;
  let variance = 0;
  for (const { experimental, control } of strata) {
    const n = experimental.n + control.n;
    if (n < 2) continue;
    const events = experimental.events + control.events;
    gap += experimental.events - (experimental.n * events) / n;
    variance += (experimental.n * control.n * events * (n - events)) / (n * n * (n - 1));
  }
  if (!(variance > 0))
    return {
      kind: "notEstimable",
      reason: "no stratum has both patients with and without the event in both arms together",
    };
  const size = Math.abs(gap) - (options.correction === "continuity" ? Math.min(0.5, Math.abs(gap)) : 0);
  const statistic = (size * size) / variance;
  return { kind: "tested", statistic, df: 1, pValue: incompleteGammaUpper(0.5, statistic / 2) };
}

export interface StratifiedEstimate {
  readonly estimate: number;
  /** On the scale of the analysis: the logarithm for ratios. */
  readonly standardError: number;
  readonly interval: Interval;
}

export type MantelHaenszelMeasure = "oddsRatio" | "ratio" | "difference";

/**
 * Mantel–Haenszel estimate over strata, experimental over or minus control.
 *
 * - `oddsRatio`: variance of J. Robins, N. Breslow, S. Greenland, Biometrics 42 (1986) 311, doi:10.2307/2531052.
 * - `ratio`: variance of S. Greenland, J. Robins, Biometrics 41 (1985) 55, doi:10.2307/2530643.
 * - `difference`: variance of T. Sato, Biometrics 45 (1989) 1323, doi:10.2307/2531784 (valid for many small and for few large strata).
 *
 * @returns `notEstimable` where an arm has no events, or nothing else, in every stratum (ratios), or the variance is 0 (difference).
 * @throws InvalidInput for no strata, bad counts, a level outside (0, 1) or an unknown measure.
 * @example mantelHaenszelEstimate(strata, { measure: "ratio", level: 0.95 })
 */
export function mantelHaenszelEstimate(
  strata: readonly TwoByTwo[],
  options: { readonly measure: MantelHaenszelMeasure; readonly level: number },
): TestOutcome<StratifiedEstimate> {
  requireStrata(strata, options);
  const { measure, level } = options;
  requireAll(...checkStrata(strata), checkLevel(level), oneOf("measure", measure, Object.keys(estimators)));
  const z = standardNormalIsf((1 - level) / 2);
  return estimators[measure](strata, z);
}

const estimators: Readonly<
  Record<MantelHaenszelMeasure, (strata: readonly TwoByTwo[], z: number) => TestOutcome<StratifiedEstimate>>
> = { oddsRatio, ratio, difference };

function oddsRatio(strata: readonly TwoByTwo[], z: number): TestOutcome<StratifiedEstimate> {
  let r = 0;
  let s = 0;
  let pr = 0;
  let psqr = 0;
  let qs = 0;
  for (const { experimental, control } of strata) {
    const n = experimental.n + control.n;
    const a = experimental.events;
    const b = experimental.n - a;
    const c = control.events;
    const d = control.n - c;
    const ri = (a * d) / n;
    const si = (b * c) / n;
    const p = (a + d) / n;
    const q = (b + c) / n;
    r += ri;
    s += si;
    pr += p * ri;
    psqr += p * si + q * ri;
    qs += q * si;
  }
  const variance = pr / (2 * r * r) + psqr / (2 * r * s) + qs / (2 * s * s);
  return fromLog(r / s, variance, z);
}

function ratio(strata: readonly TwoByTwo[], z: number): TestOutcome<StratifiedEstimate> {
  let r = 0;
  let s = 0;
  let d = 0;
  for (const {
    experimental: { events: x1, n: n1 },
    control: { events: x2, n: n2 },
  } of strata) {
    const n = n1 + n2;
    r += (x1 * n2) / n;
    s += (x2 * n1) / n;
    d += (n1 * n2 * (x1 + x2) - x1 * x2 * n) / (n * n);
  }
  return fromLog(r / s, d / (r * s), z);
}

function fromLog(estimate: number, variance: number, z: number): TestOutcome<StratifiedEstimate> {
  if (!(estimate > 0 && estimate < Infinity && variance < Infinity)) {
    return { kind: "notEstimable", reason: "an arm has no events, or nothing else, in every stratum" };
  }
  const standardError = Math.sqrt(variance);
  const centre = log(estimate);
  const interval = { lower: exp(centre - z * standardError), upper: exp(centre + z * standardError) };
  return { kind: "tested", estimate, standardError, interval };
}

function difference(strata: readonly TwoByTwo[], z: number): TestOutcome<StratifiedEstimate> {
  let weight = 0;
  let top = 0;
  let p = 0;
  let q = 0;
  for (const {
    experimental: { events: x1, n: n1 },
    control: { events: x2, n: n2 },
  } of strata) {
    const n = n1 + n2;
    weight += (n1 * n2) / n;
    top += (x1 * n2 - x2 * n1) / n;
    p += (n1 * n1 * x2 - n2 * n2 * x1 + (n1 * n2 * (n2 - n1)) / 2) / (n * n);
    q += (x1 * (n2 - x2) + x2 * (n1 - x1)) / (2 * n);
  }
  const estimate = top / weight;
  const standardError = Math.sqrt(Math.max(0, estimate * p + q)) / weight;
  if (!(standardError > 0))
    return { kind: "notEstimable", reason: "the variance of the difference is 0 in these data" };
  const interval = {
    lower: Math.max(-1, estimate - z * standardError),
    upper: Math.min(1, estimate + z * standardError),
  };
  return { kind: "tested", estimate, standardError, interval };
}
