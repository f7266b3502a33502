/** Visit days with a table by whole day, so that the visit before or after any time is found without searching. */
export interface VisitCalendar {
  readonly days: Float64Array;
  /** Number of visits on or before each whole day. */
  readonly visitsBy: Int32Array;
}

export function createVisitCalendar(days: readonly number[]): VisitCalendar {
  const last = days.at(-1) ?? 0;
  const visitsBy = new Int32Array(Math.floor(last) + 1);
  let passed = 0;
  for (let day = 0; day < visitsBy.length; day++) {
    while (passed < days.length && days[passed]! <= day) passed++;
    visitsBy[day] = passed;
  }
  return { days: Float64Array.from(days), visitsBy };
}

/** Number of visits at or before a time. */
function visitsPassed(calendar: VisitCalendar, time: number): number {
  const { days, visitsBy } = calendar;
  if (time >= days[days.length - 1]!) return days.length;
  let passed = visitsBy[time | 0]!;
  while (days[passed]! <= time) passed++;
  return passed;
}

/** The last visit at or before a time; 0 (randomisation) if there is none; the time itself without visits. */
export function lastVisitBy(calendar: VisitCalendar, time: number): number {
  if (calendar.days.length === 0) return time;
  const passed = visitsPassed(calendar, time);
  return passed === 0 ? 0 : calendar.days[passed - 1]!;
}

/** The first visit at or after a time; Infinity if there is none; the time itself without visits. */
export function firstVisitFrom(calendar: VisitCalendar, time: number): number {
  const { days } = calendar;
  if (days.length === 0) return time;
  if (time > days[days.length - 1]!) return Infinity;
  const passed = visitsPassed(calendar, time);
  return passed > 0 && days[passed - 1] === time ? time : days[passed]!;
}
