import { exp, log } from "@rekindle/stats";
import { refuse, unless } from "../refuse.ts";
import { coursePoints, enrolledTotal, requireCourse, type SurvivalCourse } from "./survival-course.ts";
import { searchRoot } from "../search-root.ts";

/** What to expect of a trial on one calendar day. */
export interface ExpectedSurvival {
  /** Patients enrolled in all, both arms. */
  readonly patients: number;
  readonly events: number;
  readonly controlEvents: number;
  readonly experimentalEvents: number;
  /** Geometric mean of the hazard ratio over the expected events of both arms. */
  readonly averageHazardRatio: number;
  /** Information on the log hazard ratio under the alternative: per piece of the hazard ratio, 1 / (1/events + 1/events). */
  readonly information: number;
  /** The same under the null hypothesis: events by the shares of the arms. */
  readonly nullInformation: number;
}

export interface CourseRequest {
  /** Calendar day of the analysis, from the start of enrolment. */
  readonly analysisDay: number;
  /** Experimental patients per control patient; 1 when left out. */
  readonly allocationRatio?: number;
}

/**
 * Expected events and average hazard ratio on a calendar day. Source: P. Mukhopadhyay, W. Huang, P. Metcalfe et al.,
 * "Statistical and practical considerations in designing of immuno-oncology trials", J. Biopharm. Stat. 30 (2020) 1130-1146; the
 * information as in the R package gsDesign2 (1.1.8), whose numbers it reproduces.
 * @throws InvalidInput for a course or a request that makes no sense, or where no event is expected by that day.
 * @example
 * averageHazardRatio(
 *   {
 *     enrolment: [{ forDays: 12, patientsPerDay: 20 }],
 *     control: [{ fromDay: 0, hazardPerDay: Math.LN2 / 10 }],
 *     hazardRatio: [{ fromDay: 0, hazardRatio: 1 }, { fromDay: 4, hazardRatio: 0.6 }],
 *   },
 *   { analysisDay: 36 },
 * ).averageHazardRatio // 0.7000…
 */
export function averageHazardRatio(course: SurvivalCourse, request: CourseRequest): ExpectedSurvival {
  requireCourse(course, request);
  requireRatio(request);
  return expectSurvival(course, request);
}

/** The calendar day by which so many events are expected, or how many ever are. */
export type DayOfEvents =
  | { readonly kind: "reached"; readonly day: number }
  | { readonly kind: "neverReached"; readonly events: number };

/**
 * Calendar day on which the expected number of events of a course reaches `events`.
 * @throws InvalidInput as `averageHazardRatio`, and for events not above 0.
 */
export function dayOfCourseEvents(
  course: SurvivalCourse,
  request: { readonly events: number; readonly allocationRatio?: number },
): DayOfEvents {
  const { events } = request;
  requireCourse(course, { analysisDay: 1 });
  requireRatio(request);
  refuse(unless(events > 0 && events < Infinity, ["events"], `${events} events`, "above 0"));
  const by = (analysisDay: number): number => expectSurvival(course, { ...request, analysisDay }).events;
  let late = course.enrolment.reduce((sum, { forDays }) => sum + forDays, 0);
  while (by(late) < events) {
    late *= 2;
    if (late > 1e7) return { kind: "neverReached", events: by(late) };
  }
  const root = searchRoot((day) => (day === 0 ? 0 : by(day)) - events, {
    from: 0,
    to: late,
    tolerance: 1e-10,
    sought: "the day",
  });
  return { kind: "reached", day: root };
}

export function requireRatio({ allocationRatio: ratio = 1 }: { readonly allocationRatio?: number }): void {
  refuse(unless(ratio > 0 && ratio < Infinity, ["allocationRatio"], `allocation ratio ${ratio}`, "above 0"));
}

function expectSurvival(
  course: SurvivalCourse,
  { analysisDay, allocationRatio: r = 1 }: CourseRequest,
): ExpectedSurvival {
  const patients = enrolledTotal(course);
  const pieces = course.hazardRatio.map(() => [0, 0]);
  for (const { day, width, present, control, experimental } of coursePoints(course, {
    analysisDay,
    until: analysisDay,
  })) {
    const piece = pieces[course.hazardRatio.findLastIndex(({ fromDay }) => fromDay <= day)]!;
    const weight = (width * present * patients) / (1 + r);
    piece[0]! += weight * control.hazard * control.survival;
    piece[1]! += weight * r * experimental.hazard * experimental.survival;
  }
  let controlEvents = 0;
  let experimentalEvents = 0;
  let logs = 0;
  let information = 0;
  pieces.forEach(([mine = 0, theirs = 0], i) => {
    controlEvents += mine;
    experimentalEvents += theirs;
    logs += (mine + theirs) * log(course.hazardRatio[i]!.hazardRatio);
    if (mine > 0) information += 1 / (1 / mine + 1 / theirs);
  });
  const events = controlEvents + experimentalEvents;
  return {
    patients,
    events,
    controlEvents,
    experimentalEvents,
    averageHazardRatio: events > 0 ? exp(logs / events) : 1,
    information,
    nullInformation: (events * r) / ((1 + r) * (1 + r)),
  };
}
