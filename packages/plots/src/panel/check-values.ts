import { InvalidInput, type Issue, nearestName } from "@rekindle/stats";

/** A rule for one field of the rows of a plot. */
export interface FieldRule<Row> {
  readonly field: Extract<keyof Row, string>;
  readonly holds: (value: number) => boolean;
  readonly rule: string;
}

/** Beyond it differences and widths of axes would overflow. */
export const LARGEST = 1e100;

export const finite = <Row>(field: Extract<keyof Row, string>): FieldRule<Row> => atMost(field, LARGEST);

/** A number no further from 0 than this. */
export const atMost = <Row>(field: Extract<keyof Row, string>, most: number): FieldRule<Row> => ({
  field,
  holds: (value) => Math.abs(value) <= most,
  rule: most === LARGEST ? "a finite number" : `a number from −${most} to ${most}`,
});
export const positive = <Row>(field: Extract<keyof Row, string>): FieldRule<Row> => ({
  field,
  holds: (value) => value > 1 / LARGEST && value <= LARGEST,
  rule: "a finite number above 0",
});
export const notNegative = <Row>(field: Extract<keyof Row, string>): FieldRule<Row> => ({
  field,
  holds: (value) => value >= 0 && value <= LARGEST,
  rule: "a finite number, 0 or above",
});
export const share = <Row>(field: Extract<keyof Row, string>): FieldRule<Row> => ({
  field,
  holds: (value) => value >= 0 && value <= 1,
  rule: "a proportion in [0, 1]",
});

/** What is wrong with the rows of a plot; a field that is absent is not judged. */
export function rowIssues<Row extends object>(
  name: string,
  rows: readonly Row[],
  rules: readonly FieldRule<Row>[],
  atLeast = 1,
): Issue[] {
  if (rows.length < atLeast)
    return [
      notDrawable(
        [name],
        `${name} has ${rows.length} rows`,
        `at least ${atLeast} ${atLeast === 1 ? "is" : "are"} needed`,
      ),
    ];
  return rows.flatMap((row, index) =>
    rules.flatMap(({ field, holds, rule }) => {
      const value: unknown = row[field];
      if (value === undefined || (typeof value === "number" && holds(value))) return [];
      return [
        notDrawable([name, index, field], `${field} is ${typeof value === "number" ? value : typeof value}`, rule),
      ];
    }),
  );
}

/** One finding if the condition does not hold. */
export function unless(condition: boolean, path: readonly (string | number)[], message: string, rule: string): Issue[] {
  return condition ? [] : [notDrawable(path, message, rule)];
}

export function notDrawable(path: readonly (string | number)[], message: string, hint: string): Issue {
  return { kind: "notDrawable", path, message, hint };
}

/** Throws all findings at once. */
export function refuse(issues: readonly Issue[]): void {
  if (issues.length > 0) throw new InvalidInput([...issues]);
}

const names: Readonly<Record<string, readonly string[]>> = {
  page: ["wide", "narrow"],
  theme: ["light", "dark"],
  titlePlacement: ["figure", "page"],
  effectScale: ["linear", "log", "logit"],
  effectUnit: ["percent", "number"],
  unit: ["percent", "number"],
  scale: ["linear", "log", "logit"],
  labels: ["outside", "all", "shown", "none"],
  contours: ["shown", "none"],
};

/** Options whose values are names, and whose names are not known. */
export function optionIssues(options: object): Issue[] {
  return Object.entries(options).flatMap(([field, value]: readonly [string, unknown]) => {
    const known = Object.hasOwn(names, field) ? names[field]! : undefined;
    return known === undefined || value === undefined ? [] : nameIssues(field, value, known);
  });
}

/** What is wrong with a name, and what may have been meant. */
export function nameIssues(field: string, name: unknown, known: readonly string[]): Issue[] {
  if (name === undefined || (typeof name === "string" && known.includes(name))) return [];
  const near = typeof name === "string" ? nearestName(name, known) : undefined;
  const hint = `${near === undefined ? "" : `did you mean ${near}? `}one of ${known.join(", ")}`;
  return [notDrawable([field], `${field} is ${JSON.stringify(name)}`, hint)];
}
