import { holds, requireAll, type Requirement } from "./arguments.ts";
import { describeValue } from "./describe-value.ts";

/**
 * That each argument is an object with fields, before any field of it is read: callers in JavaScript have no compiler.
 * @throws InvalidInput naming those that are not.
 */
export function requireMappings(named: Readonly<Record<string, unknown>>): void {
  requireEach(Object.entries(named), ([name, value]) =>
    holds(typeof value === "object" && value !== null, name, `${describeValue(value)} is no mapping`),
  );
}

/** That each argument is an array. @throws InvalidInput naming those that are not. */
export function requireLists(named: Readonly<Record<string, unknown>>): void {
  requireEach(Object.entries(named), ([name, value]) =>
    holds(Array.isArray(value), name, `${describeValue(value)} is no list`, "pass an array"),
  );
}

/** That each argument is an array, a typed array or another object with a length. @throws InvalidInput naming those that are not. */
export function requireColumns(named: Readonly<Record<string, unknown>>): void {
  requireEach(Object.entries(named), ([name, value]) =>
    holds(isColumn(value), name, `${describeValue(value)} is no column of numbers`, "pass an array or a typed array"),
  );
}

/** More are not told: a column of a million texts is wrong in one way. */
const MOST_ISSUES = 100;

/** The issues of many entries, of which there may be more than a call takes arguments. */
export function issuesOfEach<T>(
  entries: ArrayLike<T>,
  check: (entry: T, index: number) => readonly Requirement[],
): Requirement[] {
  const issues: Requirement[] = [];
  for (let i = 0; i < entries.length && issues.length < MOST_ISSUES; i++) {
    for (const issue of check(entries[i]!, i)) if (issue !== undefined) issues.push(issue);
  }
  return issues;
}

function requireEach(
  entries: readonly (readonly [string, unknown])[],
  check: (entry: readonly [string, unknown]) => Requirement,
): void {
  requireAll(...issuesOfEach(entries, (entry) => [check(entry)]));
}

function isColumn(value: unknown): boolean {
  if (typeof value !== "object" || value === null || !("length" in value)) return false;
  return Number.isSafeInteger(value.length) && Number(value.length) >= 0;
}
