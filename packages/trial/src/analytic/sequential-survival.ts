import type { AnalysisPlan } from "../design.ts";
import { logRankDrift } from "./drift.ts";
import { dayOfExpectedEvents, type ExponentialArm, type FollowUp } from "./expected-events.ts";
import { type DriftCharacteristics, driftCharacteristics } from "./sequential-characteristics.ts";

/** A group-sequential survival trial in calendar time, as far as expectations go. */
export interface SequentialSurvival extends DriftCharacteristics {
  /** Events planned at each look. */
  readonly events: readonly number[];
  /** Day by which that many events are expected. */
  readonly calendarDay: readonly number[];
  readonly expectedEvents: number;
  readonly expectedDurationDays: number;
}

export type SequentialSurvivalResult =
  | ({ readonly kind: "planned" } & SequentialSurvival)
  | { readonly kind: "neverReached"; readonly events: number; readonly expectedEvents: number };

/**
 * Power, expected events and expected duration of a group-sequential log-rank design by Schoenfeld's approximation: looks are taken
 * on the days by which their events are expected, with exponential times and uniform enrolment.
 * @param arms control, then experimental; their hazards give the hazard ratio, their patients the allocation.
 * @param options.maximumEvents events at the last look; the others follow from the information rates.
 */
export function sequentialSurvival(
  plan: AnalysisPlan,
  arms: readonly [control: ExponentialArm, experimental: ExponentialArm],
  options: FollowUp & { readonly maximumEvents: number },
): SequentialSurvivalResult {
  const { maximumEvents, ...followUp } = options;
  const [control, experimental] = arms;
  const allocationRatio = experimental.patients / control.patients;
  const drift = logRankDrift(experimental.hazardPerDay / control.hazardPerDay, {
    events: maximumEvents,
    allocationRatio,
  });
  const characteristics = driftCharacteristics(plan, { drift });
  const events = plan.looks.map((look) => look.informationRate * maximumEvents);
  const calendarDay: number[] = [];
  for (const count of events) {
    const found = dayOfExpectedEvents(arms, { ...followUp, events: count });
    if (found.kind === "neverReached") return { ...found, events: count };
    calendarDay.push(found.day);
  }
  const expectedDurationDays = calendarDay.reduce((sum, day, k) => {
    return sum + characteristics.reached[k]! * (day - (calendarDay[k - 1] ?? 0));
  }, 0);
  const expectedEvents = characteristics.expectedInformation * maximumEvents;
  return { kind: "planned", ...characteristics, events, calendarDay, expectedEvents, expectedDurationDays };
}
