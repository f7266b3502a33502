import type { z } from "zod";

/** When a look is taken. Days count from the opening of enrolment. */
export type LookTime =
  /** This share of the planned patients has reached the day of the endpoint (or the end of follow-up). */
  | { readonly kind: "patientsFollowed"; readonly fraction: number }
  /** This many events have been seen, in both arms together. */
  | { readonly kind: "events"; readonly events: number }
  | { readonly kind: "calendarDay"; readonly day: number };

/** One planned analysis, interim or final. A boundary that is absent is a decision this look cannot take. */
export interface Look {
  readonly when: LookTime;
  /** Planned share of the maximum information, in (0, 1]; 1 at the last look. */
  readonly informationRate: number;
  /** Reject the null hypothesis if z, which favours the experimental arm when positive, is at least this. */
  readonly efficacyBoundary?: number;
  /** Stop without rejecting if z is at most this. */
  readonly futilityBoundary?: number;
  /** Reject the null hypothesis in favour of the control arm if z is at most this: the other side of a two-sided test. */
  readonly harmBoundary?: number;
  /** Type I error spent up to and including this look; of both sides together in a two-sided design. */
  readonly alphaSpent: number;
}

/** What an endpoint test said at a look. */
export type TestResult =
  | { readonly kind: "tested"; readonly z: number; readonly estimate: number; readonly information: number }
  | { readonly kind: "notEstimable"; readonly reason: string };

/** Why a trial stops: `efficacy` and `harm` reject the null hypothesis, `final` is the last look without rejection. */
export type StopReason = "efficacy" | "harm" | "futility" | "final" | "notEstimable";

export type Decision = { readonly kind: "continue" } | { readonly kind: "stop"; readonly reason: StopReason };

/** All the engine ever knows about a design. `decide` sees the whole history, so an adaptive design has the same shape as a fixed one. */
export interface AnalysisPlan {
  readonly looks: readonly Look[];
  /** Overall type I error the plan was made for: one-sided if `sided` is 1, of both sides together if it is 2. */
  readonly alpha: number;
  readonly sided: 1 | 2;
  /** `lastLook`: `decide` compares the last look with its boundaries and reads nothing else; only then are there analytic twins. */
  readonly decidesBy: "lastLook" | "history";
  /** The design in one sentence, for a protocol. */
  readonly sentence: string;
  /** What follows from the looks so far; the last entry of `history` is the look just taken. The entries are only valid during the call. */
  decide(history: readonly TestResult[]): Decision;
}

/** A part: its `kind`, the schema of its options, and how options become a plan. */
export interface DesignPart<Schema extends z.ZodType = z.ZodType> {
  readonly kind: string;
  readonly options: Schema;
  plan(options: z.output<Schema>): AnalysisPlan;
}

/** Keeps the types of a part together. */
export function defineDesign<Schema extends z.ZodType>(part: DesignPart<Schema>): DesignPart<Schema> {
  return part;
}
