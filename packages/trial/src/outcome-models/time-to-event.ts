import { createStream, fillOpenUniforms, log, openStream, type Seed, streamFamily } from "@rekindle/stats";
import { z } from "zod";
import { createVisitCalendar, firstVisitFrom, lastVisitBy, type VisitCalendar } from "../engine/visit-calendar.ts";
import type { OutcomeColumns, OutcomeModel } from "../outcome-model.ts";
import { namespaceField, repeatedNames, strataDrawer, type WeightedStratum } from "./strata.ts";

/** Fields of every outcome model of times, beside its strata. */
export const timeToEventFields = {
  /** Names the population: models with the same namespace and seed share their patients. */
  namespace: namespaceField,
  /** Hazard of being lost to follow-up, the same on both arms. */
  dropoutHazardPerDay: z.number().min(0).default(0),
  /** Days of assessment, increasing; events are then seen at the first visit after they happen. Empty: seen at once. */
  visitDays: z.array(z.number().positive()).default([]),
} as const;

interface TimeToEvent {
  readonly namespace: string;
  readonly strata: readonly WeightedStratum[];
  readonly dropoutHazardPerDay: number;
  readonly visitDays: readonly number[];
}

/** Strata that are called the same, and visit days that do not increase. */
export function checkTimeToEvent(
  { strata, visitDays }: Pick<TimeToEvent, "strata" | "visitDays">,
  context: z.RefinementCtx,
): void {
  for (const name of repeatedNames(strata)) {
    context.addIssue({ code: "custom", path: ["strata"], message: `two strata are called ${JSON.stringify(name)}` });
  }
  requireIncreasing(visitDays, { path: ["visitDays"], what: "visit days", context });
}

/** Days that do not increase. */
export function requireIncreasing(
  days: readonly number[],
  {
    path,
    what,
    context,
  }: { readonly path: readonly string[]; readonly what: string; readonly context: z.RefinementCtx },
): void {
  days.forEach((day, k) => {
    if (k > 0 && !(day > days[k - 1]!))
      context.addIssue({
        code: "custom",
        path: [...path, k],
        message: `day ${day} after day ${days[k - 1]}; ${what} increase`,
      });
  });
}

/** Turns the first `patients` uniforms of `timeDays`, in place, into the times at which survival on each patient's arm has fallen to them. */
export type TimesOfUniforms = (columns: OutcomeColumns, patients: number, arm: Uint8Array) => void;

/** Outcome model of times to event that are read off uniforms, with exponential times to loss and perhaps visits. */
export function timeToEventModel(recipe: TimeToEvent, seed: Seed, timesOf: TimesOfUniforms): OutcomeModel {
  const { strata, dropoutHazardPerDay, visitDays, namespace } = recipe;
  const fillStrata = strataDrawer(strata, { seed, namespace });
  const events = streamFamily(seed, namespace, "events");
  const losses = streamFamily(seed, namespace, "losses");
  const stream = createStream();
  let lost = new Float64Array(0);
  const meanLoss = 1 / dropoutHazardPerDay;
  const visits = createVisitCalendar(visitDays);
  return {
    strata: strata.map((each) => each.name),
    fills: ["stratum", "timeDays", "event"],
    visitDays,
    fillStrata,
    fill: ({ replicate, patients, arm }, columns) => {
      const { timeDays, event, stratum } = columns;
      fillStrata(replicate, patients, stratum);
      openStream(stream, events, replicate);
      fillOpenUniforms(stream, timeDays, patients);
      timesOf(columns, patients, arm);
      event.fill(1, 0, patients);
      if (dropoutHazardPerDay > 0) {
        if (lost.length < patients) lost = new Float64Array(patients);
        openStream(stream, losses, replicate);
        fillOpenUniforms(stream, lost, patients);
        for (let i = 0; i < patients; i++) lost[i] = -log(lost[i]!) * meanLoss;
      } else if (lost.length < patients) lost = new Float64Array(patients).fill(Infinity);
      if (visitDays.length > 0) seeAtVisits(columns, patients, lost, visits);
      else if (dropoutHazardPerDay > 0) seeAtOnce(columns, patients, lost);
    },
  };
}

/** An event is seen the day it happens, unless the patient was lost before. */
function seeAtOnce({ timeDays, event }: OutcomeColumns, patients: number, lost: Float64Array): void {
  for (let i = 0; i < patients; i++) {
    const time = timeDays[i]!;
    const leaves = lost[i]!;
    event[i] = time <= leaves ? 1 : 0;
    timeDays[i] = Math.min(time, leaves);
  }
}

/** An event is seen at the first visit from its day on, unless the patient was lost before that visit. */
function seeAtVisits(
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
