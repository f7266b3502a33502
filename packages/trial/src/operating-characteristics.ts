import type { Estimate } from "@rekindle/stats";

/** What happened at one look over all replicates. */
export interface LookCharacteristics {
  /** Share of replicates that take this look, and that stop here for each reason. */
  readonly reached: Estimate;
  readonly stoppedForEfficacy: Estimate;
  readonly stoppedForFutility: Estimate;
  /** Rejected in favour of the control arm; only two-sided designs do. */
  readonly stoppedForHarm: Estimate;
  /** Share that took this look without its planned events, when all follow-up had ended. */
  readonly fellShort: Estimate;
  /** Over the replicates that take the look: mean calendar day, patients enrolled, events (or responses). */
  readonly calendarDay: EstimateOrNone;
  readonly patients: EstimateOrNone;
  readonly events: EstimateOrNone;
}

/** A mean over some of the replicates, with its Monte-Carlo standard error, or why there is none: a standard error needs two replicates. */
export type EstimateOrNone =
  | ({ readonly kind: "estimated"; readonly replicates: number } & Estimate)
  | { readonly kind: "notEstimable"; readonly reason: string };

/** The answer for one trial under one condition, each simulated number with its Monte-Carlo standard error. */
export interface OperatingCharacteristics {
  readonly replicates: number;
  /** Share of replicates that reject the null hypothesis: power, or type I error when the condition is a null. Replicates that are not estimable count as not rejecting. */
  readonly rejected: Estimate;
  readonly expectedPatients: Estimate;
  readonly expectedEvents: Estimate;
  readonly expectedDurationDays: Estimate;
  /** Mean over estimable replicates of the test's own estimate at the stop (difference of rates, log hazard ratio, …). */
  readonly estimate: EstimateOrNone;
  readonly looks: readonly LookCharacteristics[];
  /** Replicates whose last look could not be tested, by reason; empty when there is none. */
  readonly notEstimable: Readonly<Record<string, number>>;
}

/** The analytic answer beside a simulated one, or why there is none. */
export type AnalyticTwin =
  | { readonly kind: "analytic"; readonly power: number; readonly method: string; readonly exact: boolean }
  | { readonly kind: "none"; readonly reason: string };

/** One setting of `vary` for one trial: the condition's values by path, and its result. */
export interface Cell {
  readonly trial: string;
  readonly condition: Readonly<Record<string, number | string>>;
  readonly hypothesis: "alternative" | "null";
  readonly patients: number;
  readonly characteristics: OperatingCharacteristics;
  readonly analytic: AnalyticTwin;
}
