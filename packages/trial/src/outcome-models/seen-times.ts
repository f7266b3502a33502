import type { z } from "zod";
import { firstVisitFrom, lastVisitBy, type VisitCalendar } from "../engine/visit-calendar.ts";
import type { OutcomeColumns } from "../outcome-model.ts";

/** Visit days of a recipe that do not increase. */
export function requireIncreasing(visitDays: readonly number[], path: string, context: z.RefinementCtx): void {
  visitDays.forEach((day, k) => {
    if (k > 0 && !(day > visitDays[k - 1]!)) {
      const message = `day ${day} after day ${visitDays[k - 1]}; visit days increase`;
      context.addIssue({ code: "custom", path: [path, k], message });
    }
  });
}

/** An event is seen the day it happens, unless the patient was lost before. */
export function seeAtOnce({ timeDays, event }: OutcomeColumns, patients: number, lost: Float64Array): void {
  for (let i = 0; i < patients; i++) {
    const time = timeDays[i]!;
    const leaves = lost[i]!;
    event[i] = time <= leaves ? 1 : 0;
    timeDays[i] = Math.min(time, leaves);
  }
}

/** An event is seen at the first visit from its day on, unless the patient was lost before that visit. */
export function seeAtVisits(
  { timeDays, event }: OutcomeColumns,
  patients: number,
  lost: Float64Array,
  visits: VisitCalendar,
): void {
  for (let i = 0; i < patients; i++) {
    const visit = firstVisitFrom(visits, timeDays[i]!);
    const isSeen = visit <= lost[i]! && visit < Infinity;
    timeDays[i] = isSeen ? visit : lastVisitBy(visits, lost[i]!);
    event[i] = isSeen ? 1 : 0;
  }
}
