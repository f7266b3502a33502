import type {
  CoxResult,
  CurveInterval,
  IntervalCurve,
  IntervalLogRank,
  IntervalRegressionResult,
  LogRankResult,
  RestrictedMean,
  RestrictedMeanComparison,
  SurvivalCurve,
  SurvivalQuantile,
  TestOutcome,
} from "@rekindle/stats";

/** Which columns hold what, and how times are described. */
export interface SheetSurvivalOptions {
  /** Column of times; `time` unless given. */
  readonly time?: string;
  /** Column of events: 1 event, 0 censored (or 2 and 1); `status` or `event` unless given. */
  readonly status?: string;
  /** Columns of intervals instead: nothing on the left is 0, nothing or Inf on the right is censored there. */
  readonly left?: string;
  readonly right?: string;
  readonly group?: string;
  /** The group that others are compared with; the first one met, or the smallest number, unless given. */
  readonly control?: string;
  readonly strata?: string;
  /** Scale of the intervals of survival; `log`, as in R, unless given. */
  readonly interval?: CurveInterval;
  /** 0.95 unless given. */
  readonly level?: number;
  /** End of the restricted mean; the smallest of the groups' last times unless given. */
  readonly horizon?: number;
  /** Times at which survival is shown. */
  readonly at?: readonly number[];
}

/** One group of patients with right-censored times. */
export interface CensoredGroup {
  readonly name: string;
  readonly patients: number;
  readonly events: number;
  readonly curve: SurvivalCurve;
  readonly median: SurvivalQuantile;
  readonly restrictedMean: TestOutcome<RestrictedMean>;
  /** In the order of `at`. */
  readonly at: readonly {
    readonly time: number;
    readonly survival: number;
    readonly standardError: number;
    readonly lower?: number;
    readonly upper?: number;
  }[];
}

/** One group of patients with times in intervals. */
export interface IntervalGroup {
  readonly name: string;
  readonly patients: number;
  readonly curve: IntervalCurve;
  /** Where survival comes down to one half: within this interval, or not before the last follow-up. */
  readonly median:
    | { readonly kind: "within"; readonly left: number; readonly right: number }
    | { readonly kind: "notReached" };
}

interface SharedResult {
  readonly patients: number;
  readonly leftOut: number;
  readonly level: number;
  readonly notes: readonly string[];
}

/** What the times of a sheet say. */
export type SheetSurvival =
  | (SharedResult & {
      readonly kind: "rightCensored";
      readonly groups: readonly CensoredGroup[];
      readonly horizon: number;
      readonly interval: CurveInterval;
      /** With two groups or more. */
      readonly logRank?: TestOutcome<LogRankResult>;
      /** Each group against the control; Efron's ties. */
      readonly cox?: CoxResult;
      /** With two groups, without strata. */
      readonly restrictedMeans?: TestOutcome<RestrictedMeanComparison>;
    })
  | (SharedResult & {
      readonly kind: "intervalCensored";
      readonly groups: readonly IntervalGroup[];
      readonly logRank?: TestOutcome<IntervalLogRank>;
      /** Weibull, as ratios of hazards and of times. */
      readonly weibull?: { readonly hazards: IntervalRegressionResult; readonly times: IntervalRegressionResult };
    });
