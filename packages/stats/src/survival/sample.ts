import { holds, type Requirement } from "../arguments.ts";

/** Right-censored times: one entry per patient in each column. */
export interface SurvivalSample {
  /** Time from entry to event or censoring, at least 0, in any one unit. */
  readonly times: ArrayLike<number>;
  /** 1 for an event, 0 for censoring. */
  readonly events: ArrayLike<number>;
}

function isTime(time: number): boolean {
  return Number.isFinite(time) && time >= 0;
}

export function checkSample(sample: SurvivalSample): Requirement[] {
  if (isGoodSample(sample)) return [];
  const { times, events } = sample;
  const count = times?.length ?? 0;
  return [
    holds(count > 0, "times", "there are no patients"),
    sameLength("events", events, count),
    firstBad(times, isTime, "times", "must be finite and at least 0"),
    firstBad(events, (event) => event === 0 || event === 1, "events", "must be 0 (censored) or 1 (event)"),
  ];
}

/** One loop without calls: the usual case, where nothing is to be said. */
function isGoodSample({ times, events }: SurvivalSample): boolean {
  const count = times?.length;
  if (!(count > 0) || events?.length !== count) return false;
  for (let i = 0; i < count; i++) {
    const time = times[i]!;
    const event = events[i]!;
    if (!(Number.isFinite(time) && time >= 0 && (event === 0 || event === 1))) return false;
  }
  return true;
}

function areGoodGroups(groups: ArrayLike<number>, count: number): boolean {
  if (groups.length !== count) return false;
  for (let i = 0; i < count; i++)
    if ((groups[i]! | 0) !== groups[i] || !(groups[i]! >= 0 && groups[i]! < 1000)) return false;
  return true;
}

/** Groups 0, 1, … and strata of any whole numbers, one entry per patient. */
export function checkGroups(
  { times }: SurvivalSample,
  columns: { readonly groups?: ArrayLike<number>; readonly strata?: ArrayLike<number> },
): Requirement[] {
  const { groups, strata } = columns;
  const count = times?.length ?? 0;
  const issues: Requirement[] = [];
  if (groups !== undefined && !areGoodGroups(groups, count)) {
    issues.push(
      sameLength("groups", groups, count),
      firstBad(groups, isGroup, "groups", "must be 0, 1, 2, … below 1000"),
    );
  }
  if (strata !== undefined) {
    issues.push(
      sameLength("strata", strata, count),
      firstBad(strata, Number.isSafeInteger, "strata", "must be a whole number"),
    );
  }
  return issues;
}

export function sameLength(name: string, column: ArrayLike<number>, count: number): Requirement {
  return holds(
    column?.length === count,
    name,
    `${column?.length ?? "no"} entries for ${count} times`,
    "columns must be of equal length",
  );
}

function isGroup(group: number): boolean {
  return Number.isSafeInteger(group) && group >= 0 && group < 1000;
}

/** One more than the largest group number. */
export function countGroups(groups: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < groups.length; i++) if (groups[i]! > most) most = groups[i]!;
  return most + 1;
}

/** The first entry that breaks a rule, as an issue with its index. */
export function firstBad(
  column: ArrayLike<number>,
  isGood: (value: number) => boolean,
  name: string,
  rule: string,
): Requirement {
  // A column that is missing altogether is told of by its length.
  for (let i = 0; i < (column?.length ?? 0); i++) {
    const value = column[i]!;
    if (!isGood(value)) return { kind: "outOfRange", path: [name, i], message: `${value} is out of range`, hint: rule };
  }
  return undefined;
}
