import { holds, notNegative, oneOf, requireAll } from "../arguments.ts";
import { gamma } from "../distributions/gamma.ts";
import { standardNormalSf } from "../distributions/normal.ts";
import { checkLevel, type Interval } from "../proportions/interval.ts";
import type { TestOutcome } from "../proportions/two-proportion-test.ts";
import { checkSample, firstBad, sameLength, type SurvivalSample } from "./sample.ts";

export interface OneSampleLogRank {
  readonly observed: number;
  readonly expected: number;
  /** Positive when there are fewer events than expected. */
  readonly z: number;
  readonly pValue: number;
  /** One-sided p-value for fewer events than expected. */
  readonly pFewerEvents: number;
  /** Observed over expected (standardised mortality ratio) with the exact Poisson interval. */
  readonly ratio: number;
  readonly ratioInterval: Interval;
}

/**
 * One-sample log-rank test against a reference whose cumulative hazard up to each patient's time is given, so the reference may differ
 * from patient to patient. Variance `expected` is that of N. E. Breslow, Biometrics 31 (1975) 719; `average`,
 * (observed + expected) / 2, keeps the level better in small samples: J. Wu, Pharm. Stat. 13 (2014) 233 (after
 * X. Sun, P. Peng, D. Tu, Contemp. Clin. Trials 32 (2011) 108). The interval of the ratio is exact for a
 * Poisson count: F. Garwood, Biometrika 28 (1936) 437, doi:10.2307/2333958.
 * @returns `notEstimable` where no event is expected.
 * @throws InvalidInput for bad columns, hazards below 0 or not finite, bad level or variance.
 * @example oneSampleLogRank({ times, events, hazards: times.map((t) => t * 0.1) }, { variance: "expected", level: 0.95 })
 */
export function oneSampleLogRank(
  sample: SurvivalSample & { readonly hazards: ArrayLike<number> },
  options: { readonly variance: "expected" | "average"; readonly level: number },
): TestOutcome<OneSampleLogRank> {
  const { events, hazards } = sample;
  const { variance, level } = options;
  requireAll(
    ...checkSample(sample),
    sameLength("hazards", hazards, sample.times.length),
    firstBad(hazards, (value) => value >= 0 && value < Infinity, "hazards", "must be finite and at least 0"),
    oneOf("variance", variance, ["expected", "average"]),
    checkLevel(level),
  );
  let observed = 0;
  let expected = 0;
  for (let i = 0; i < events.length; i++) {
    observed += events[i]!;
    expected += hazards[i]!;
  }
  requireAll(notNegative("hazards", expected), holds(events.length > 0, "events", "there are no patients"));
  if (expected === 0) return { kind: "notEstimable", reason: "no event is expected" };
  const z = (expected - observed) / Math.sqrt(variance === "expected" ? expected : (observed + expected) / 2);
  const tail = (1 - level) / 2;
  return {
    kind: "tested",
    observed,
    expected,
    z,
    pValue: 2 * standardNormalSf(Math.abs(z)),
    pFewerEvents: standardNormalSf(z),
    ratio: observed / expected,
    ratioInterval: {
      lower: observed === 0 ? 0 : gamma({ shape: observed, rate: expected }).quantile(tail),
      upper: gamma({ shape: observed + 1, rate: expected }).isf(tail),
    },
  };
}
