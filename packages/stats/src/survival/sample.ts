import { holds, type Requirement } from "../arguments.ts";

/** Right-censored times: one entry per patient in each column. */
export interface SurvivalSample {
  /** Time from entry to event or censoring, at least 0, in any one unit. */
  readonly times: ArrayLike<number>;
  /** 1 for an event, 0 for censoring. */
  readonly events: ArrayLike<number>;
}

function isTime(time: number): boolean {
  return time >= 0 && time < Infinity;
}

export function checkSample({ times, events }: SurvivalSample): Requirement[] {
  const count = times.length;
  return [
    holds(count > 0, "times", "there are no patients"),
    holds(
      events.length === count,
      "events",
      `${events.length} entries for ${count} times`,
      "columns must be of equal length",
    ),
    firstBad(times, isTime, "times", "must be finite and at least 0"),
    firstBad(events, (event) => event === 0 || event === 1, "events", "must be 0 (censored) or 1 (event)"),
  ];
}

/** The first entry that breaks a rule, as an issue with its index. */
export function firstBad(
  column: ArrayLike<number>,
  isGood: (value: number) => boolean,
  name: string,
  rule: string,
): Requirement {
  for (let i = 0; i < column.length; i++) {
    const value = column[i]!;
    if (!isGood(value)) return { kind: "outOfRange", path: [name, i], message: `${value} is out of range`, hint: rule };
  }
  return undefined;
}

/** Indices of the patients in order of time, events before censorings at the same time. */
export function orderByTime({ times, events }: SurvivalSample): Uint32Array {
  const order = new Uint32Array(times.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  return order.toSorted((a, b) => times[a]! - times[b]! || events[b]! - events[a]! || a - b);
}
