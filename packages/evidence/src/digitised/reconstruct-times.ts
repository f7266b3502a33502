import { InvalidInput, type Issue } from "@rekindle/stats";
import { isRecord, wholeFaults } from "../faults.ts";
import { cleanAtRisk, type NumberAtRisk } from "./clean-at-risk.ts";
import { type CleanCurve, cleanClicks, type CurveClick } from "./clean-clicks.ts";
import { closestCensored, type CurveInterval, type Walk, walkInterval } from "./walk-interval.ts";

/** What is read off one arm of a published figure. */
export interface DigitisedCurve {
  /** In any order, in one unit of time; one at the foot of each step at least, and one where the curve ends. */
  readonly clicks: readonly CurveClick[];
  /** The table under the curve; at least the patients at time 0. */
  readonly atRisk: readonly NumberAtRisk[];
  /** All events of the arm, where they are reported. */
  readonly events?: number;
}

/** An interval between numbers at risk, as reported and as reconstructed. */
export interface ReconstructedInterval {
  readonly from: number;
  readonly to: number;
  /** At its start. */
  readonly reported: number;
  readonly patients: number;
  readonly events: number;
  readonly censored: number;
}

/** Times of patients that give the curve, ready for `kaplanMeier` and `coxRegression`. */
export interface ReconstructedTimes {
  /** In increasing order, in the unit of the clicks. */
  readonly times: Float64Array;
  /** 1 for an event, 0 for censoring. */
  readonly events: Uint8Array;
  readonly intervals: readonly ReconstructedInterval[];
  /** Between the Kaplan-Meier estimate of these patients and the clicks. */
  readonly largestDifference: number;
  readonly method: string;
  readonly warnings: readonly string[];
}

/**
 * Individual times behind a digitised Kaplan-Meier curve: between two numbers at risk, censored patients leave at even distances, and as
 * many as make the numbers meet; after the last, censoring goes on at its average rate, or as much as makes the total of events. Those who
 * are left at the last click are censored there. Guyot, Ades, Ouwens & Welton (2012), doi:10.1186/1471-2288-12-9.
 *
 * Survival and medians come out well; a hazard ratio only with numbers at risk or the total of events. The result warns where there is
 * neither, where the numbers contradict each other, and where the curve that comes out is more than 0.05 and half a patient away.
 * Censoring within an interval is a convention, no observation.
 * @throws InvalidInput on clicks outside [0, 1] or that rise by more than 0.03, numbers at risk that rise or lack time 0, and more events
 *   than patients.
 * @example
 * const { times, events } = reconstructTimes({ clicks, atRisk: [{ time: 0, patients: 138 }, { time: 365, patients: 42 }], events: 112 });
 */
export function reconstructTimes(curve: DigitisedCurve): ReconstructedTimes {
  checkCurve(curve);
  const clean = cleanClicks(curve.clicks);
  const rows = cleanAtRisk(curve.atRisk);
  const end = clean.time.at(-1)!;
  if (!(end > 0)) {
    const message = "every click is at time 0";
    throw new InvalidInput([{ kind: "empty", path: ["clicks"], message, hint: "a curve needs some length" }]);
  }
  if (curve.events !== undefined && curve.events > rows[0]!.patients) {
    const message = `events is ${curve.events} of ${rows[0]!.patients} patients`;
    throw new InvalidInput([{ kind: "outOfRange", path: ["events"], message, hint: "at most the patients" }]);
  }
  // A curve that falls at its end has someone at risk there; a table with 0 counts who is left after it.
  const falls = clean.survival.at(-1)! < (clean.survival.at(-2) ?? 1);
  const within = rows.filter(({ time, patients }) => time < end || (time === end && !(falls && patients === 0)));
  const beyond = rows.filter(({ time, patients }) => time > end && patients > 0);
  const warnings = [
    ...clean.warnings,
    ...beyond.map(({ time, patients }) => `${patients} at risk at time ${time} are left out: the curve ends at ${end}`),
    ...(within.length === 1 && curve.events === undefined
      ? [
          "neither numbers at risk after time 0 nor the total of events are given: censoring before the end is taken to be none, and a hazard ratio from these times is not to be trusted",
        ]
      : []),
  ];
  const walked: { readonly interval: CurveInterval; readonly walk: Walk; readonly reported: number }[] = [];
  let state = { patients: rows[0]!.patients, survival: 1 };
  let eventsSoFar = 0;
  for (const [i, { time: from, patients: reported }] of within.entries()) {
    const next = within[i + 1];
    const interval = cut(clean, from, next?.time ?? end, next === undefined ? "closed" : "open");
    const start = state;
    const walkWith = (censored: number) => walkInterval(interval, start, censored);
    const sofar = walked.reduce((sum, { walk }) => sum + walk.censored.length, 0);
    const censored =
      next === undefined
        ? lastCensored({ walkWith, patients: start.patients, from, end, sofar, wanted: missing(curve, eventsSoFar) })
        : closestCensored(start.patients, (count) => walkWith(count).patients - next.patients);
    const walk = walkWith(censored);
    eventsSoFar += walk.totalEvents;
    walked.push({ interval, walk, reported });
    state = walk;
    if (next !== undefined && walk.patients !== next.patients)
      warnings.push(
        `${next.patients} at risk at time ${next.time} do not go with the curve, which leaves ${walk.patients}`,
      );
  }
  if (curve.events !== undefined && eventsSoFar !== curve.events)
    warnings.push(`${curve.events} events do not go with the curve and the numbers at risk, which give ${eventsSoFar}`);
  const collected = collect(walked, state.patients, end);
  const off = collected.largestDifference;
  if (off > 0.05 + 0.5 / rows[0]!.patients)
    warnings.push(`the curve of the reconstructed patients is up to ${off.toFixed(3)} away from the clicks`);
  return { ...collected, method: methodOf(within.length, curve.events), warnings };
}

function missing({ events }: DigitisedCurve, sofar: number): number | undefined {
  return events === undefined ? undefined : Math.max(0, events - sofar);
}

/** Steps 7 and 8 of Guyot et al.: after the last number at risk. */
function lastCensored(last: {
  readonly walkWith: (censored: number) => Walk;
  readonly patients: number;
  readonly from: number;
  readonly end: number;
  readonly sofar: number;
  readonly wanted: number | undefined;
}): number {
  const { walkWith, patients, from, end, sofar, wanted } = last;
  if (wanted !== undefined) return closestCensored(patients, (count) => walkWith(count).totalEvents - wanted);
  if (!(from > 0)) return 0;
  return Math.min(patients, Math.round((sofar / from) * (end - from)));
}

/** The clicks from `from` to `to`; the last interval keeps the click that ends the curve. */
function cut({ time, survival }: CleanCurve, from: number, to: number, last: "open" | "closed"): CurveInterval {
  const inside = (at: number): boolean => at >= from && (at < to || (last === "closed" && at === to));
  return {
    from,
    to,
    time: time.filter(inside),
    survival: survival.filter((_, i) => inside(time[i]!)),
  };
}

function collect(
  walked: readonly { readonly interval: CurveInterval; readonly walk: Walk; readonly reported: number }[],
  remaining: number,
  end: number,
): Omit<ReconstructedTimes, "method" | "warnings"> {
  const patients: { readonly time: number; readonly event: 0 | 1 }[] = [];
  for (const { interval, walk } of walked) {
    for (const [i, dead] of walk.events.entries())
      for (let j = 0; j < dead; j++) patients.push({ time: interval.time[i]!, event: 1 });
    for (const time of walk.censored) patients.push({ time, event: 0 });
  }
  for (let j = 0; j < remaining; j++) patients.push({ time: end, event: 0 });
  // Events before censorings at the same time, as in a Kaplan-Meier estimate.
  const sorted = patients.toSorted((a, b) => a.time - b.time || b.event - a.event);
  return {
    times: Float64Array.from(sorted, ({ time }) => time),
    events: Uint8Array.from(sorted, ({ event }) => event),
    intervals: walked.map(({ interval, walk, reported }, i) => ({
      from: interval.from,
      to: interval.to,
      reported,
      patients: i === 0 ? reported : walked[i - 1]!.walk.patients,
      events: walk.totalEvents,
      censored: walk.censored.length + (i === walked.length - 1 ? remaining : 0),
    })),
    largestDifference: walked.reduce((most, { walk }) => Math.max(most, walk.largestDifference), 0),
  };
}

function methodOf(intervals: number, events: number | undefined): string {
  const what = [
    ...(intervals > 1 ? [`${intervals} numbers at risk`] : ["the patients at time 0"]),
    ...(events === undefined ? [] : ["the total of events"]),
  ];
  return `times reconstructed from a digitised curve (Guyot 2012) with ${what.join(" and ")}`;
}

function checkCurve(curve: DigitisedCurve): void {
  if (!isRecord(curve)) {
    const hint = "pass { clicks, atRisk, events }";
    throw new InvalidInput([{ kind: "wrongType", path: [], message: "is no digitised curve", hint }]);
  }
  const { clicks, atRisk, events } = curve as unknown as Record<string, unknown>;
  const unknown = Object.keys(curve).filter((key) => !["clicks", "atRisk", "events"].includes(key));
  const issues: readonly Issue[] = [
    ...(Array.isArray(clicks) && clicks.length > 0
      ? []
      : [{ kind: "missing", path: ["clicks"], message: "there are no clicks", hint: "a list of { time, survival }" }]),
    ...(Array.isArray(atRisk)
      ? []
      : [{ kind: "missing", path: ["atRisk"], message: "is missing", hint: "a list of { time, patients }" }]),
    ...(events === undefined ? [] : wholeFaults(events, 0, ["events"])),
    ...unknown.map((key) => ({
      kind: "unknownKey",
      path: [key],
      message: "is not a field of a digitised curve",
      hint: "allowed: clicks, atRisk, events",
    })),
  ];
  if (issues.length > 0) throw new InvalidInput(issues);
}
