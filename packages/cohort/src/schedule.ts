import type { Issue } from "@rekindle/stats";

/** When the disease is assessed. At least one of `followUpDays` and `responseAtDay` is given. */
export interface Schedule {
  /** Days between visits; the first is one interval after randomisation. */
  readonly visitEveryDays: number;
  /** Progression is followed up to and including this day; left out if only the response is wanted. */
  readonly followUpDays?: number | undefined;
  /** Day of the scan at which the response is read, a visit of its own; left out if only progression is wanted. */
  readonly responseAtDay?: number | undefined;
}

/** More visits than this are refused: a mistake of unit is likelier than a wish. */
const MAX_VISITS = 2000;

/** Days of assessment, increasing: the grid, and the day of the response. */
export function visitDaysOf(schedule: Schedule): readonly number[] {
  const { visitEveryDays, followUpDays, responseAtDay } = schedule;
  const end = followUpDays ?? responseAtDay ?? 0;
  const grid = Array.from({ length: Math.floor(end / visitEveryDays) }, (_, k) => (k + 1) * visitEveryDays);
  return [...new Set(responseAtDay === undefined ? grid : [...grid, responseAtDay])].toSorted((a, b) => a - b);
}

/** What is contradictory in a schedule of sound numbers. */
export function scheduleIssues(schedule: Schedule): readonly Issue[] {
  const { visitEveryDays, followUpDays, responseAtDay } = schedule;
  const end = followUpDays ?? responseAtDay;
  if (end === undefined) {
    const hint = "give followUpDays for progression, responseAtDay for the response, or both";
    return [{ kind: "missing", path: ["followUpDays"], message: "nothing is assessed", hint }];
  }
  if (responseAtDay !== undefined && responseAtDay > end) {
    const message = `the response at day ${responseAtDay} is after the end of follow-up at day ${end}`;
    return [{ kind: "contradiction", path: ["responseAtDay"], message, hint: `at most ${end}` }];
  }
  if (end / visitEveryDays > MAX_VISITS) {
    const message = `visits every ${visitEveryDays} days up to day ${end} are more than ${MAX_VISITS}`;
    return [{ kind: "tooMany", path: ["visitEveryDays"], message, hint: `at least ${end / MAX_VISITS}` }];
  }
  if (visitEveryDays <= end || responseAtDay !== undefined) return [];
  const message = `the first visit at day ${visitEveryDays} is after the end of follow-up at day ${end}`;
  return [{ kind: "contradiction", path: ["visitEveryDays"], message, hint: `at most ${end}` }];
}
