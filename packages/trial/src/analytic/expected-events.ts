import { exp, expm1, type Issue } from "@rekindle/stats";
import { refuse, unless } from "../refuse.ts";

/** One arm of a trial with exponential times and uniform enrolment. */
export interface ExponentialArm {
  readonly patients: number;
  readonly hazardPerDay: number;
  readonly dropoutHazardPerDay: number;
}

/** Uniform enrolment over a period, and how long each patient is followed at most. */
export interface FollowUp {
  readonly enrolmentDays: number;
  readonly followUpDays: number;
}

/**
 * Expected number of events of an arm by a calendar day: patients are enrolled uniformly over `enrolmentDays` and followed until
 * event, loss, `followUpDays` or the day. Closed form; Lachin, Foulkes, Biometrics 42 (1986) 507-519, doi:10.2307/2531201,
 * equation 4.6, with a longest follow-up added.
 * @throws InvalidInput for negative or missing numbers; `followUpDays` may be Infinity.
 */
export function expectedEvents(arm: ExponentialArm, options: FollowUp & { readonly day: number }): number {
  const { enrolmentDays, followUpDays, day } = options;
  refuse([
    ...armIssues(arm),
    ...followUpIssues(options),
    ...unless(Number.isFinite(day), ["day"], `day ${day}`, "a finite number"),
  ]);
  const rate = arm.hazardPerDay + arm.dropoutHazardPerDay;
  if (!(rate > 0) || !(day > 0)) return 0;
  const share = arm.hazardPerDay / rate;
  const end = Math.min(day, enrolmentDays);
  // Patients enrolled before `full` have been followed as long as they ever will.
  const full = Math.min(Math.max(day - followUpDays, 0), end);
  const complete = full * -expm1(-rate * followUpDays);
  const growing = end - full - (exp(-rate * (day - end)) - exp(-rate * (day - full))) / rate;
  return (arm.patients * share * (complete + growing)) / enrolmentDays;
}

/** Expected number of events of all arms. */
export function expectedTrialEvents(
  arms: readonly ExponentialArm[],
  options: FollowUp & { readonly day: number },
): number {
  return arms.reduce((sum, arm) => sum + expectedEvents(arm, options), 0);
}

/** The calendar day by which so many events are expected. */
export type ExpectedDay =
  | { readonly kind: "reached"; readonly day: number }
  | { readonly kind: "neverReached"; readonly expectedEvents: number };

/** Day on which the expected number of events reaches `events`, by bisection to the last bit. */
export function dayOfExpectedEvents(
  arms: readonly ExponentialArm[],
  options: FollowUp & { readonly events: number },
): ExpectedDay {
  const { enrolmentDays, followUpDays, events } = options;
  refuse(unless(events > 0 && events < Infinity, ["events"], `${events} events`, "above 0"));
  const by = (day: number) => expectedTrialEvents(arms, { enrolmentDays, followUpDays, day });
  let late = enrolmentDays + followUpDays;
  if (late === Infinity) {
    late = 2 * enrolmentDays;
    const all = arms.reduce(
      (sum, { patients, hazardPerDay: h, dropoutHazardPerDay: d }) => sum + (patients * h) / (h + d),
      0,
    );
    if (all <= events) return { kind: "neverReached", expectedEvents: all };
    while (by(late) < events) late *= 2;
  }
  if (by(late) < events) return { kind: "neverReached", expectedEvents: by(late) };
  let early = 0;
  for (;;) {
    const middle = 0.5 * (early + late);
    if (middle <= early || middle >= late) return { kind: "reached", day: late };
    if (by(middle) < events) early = middle;
    else late = middle;
  }
}

function armIssues(arm: ExponentialArm): Issue[] {
  return (["patients", "hazardPerDay", "dropoutHazardPerDay"] as const).flatMap((name) => {
    return unless(arm[name] >= 0 && arm[name] < Infinity, [name], `${name} ${arm[name]}`, "0 or more");
  });
}

function followUpIssues({ enrolmentDays, followUpDays }: FollowUp): Issue[] {
  const isPeriod = enrolmentDays > 0 && enrolmentDays < Infinity;
  return [
    ...unless(isPeriod, ["enrolmentDays"], `enrolment of ${enrolmentDays} days`, "above 0"),
    ...unless(followUpDays >= 0, ["followUpDays"], `follow-up of ${followUpDays} days`, "0 or more, or Infinity"),
  ];
}
