import { holds, requireAll } from "./arguments.ts";
import { describeValue } from "./describe-value.ts";

/**
 * That each argument is an object with fields, before any field of it is read: callers in JavaScript have no compiler.
 * @throws InvalidInput naming those that are not.
 */
export function requireMappings(named: Readonly<Record<string, unknown>>): void {
  requireAll(
    ...Object.entries(named).map(([name, value]) =>
      holds(typeof value === "object" && value !== null, name, `${describeValue(value)} is no mapping`),
    ),
  );
}

/** That each argument is an array. @throws InvalidInput naming those that are not. */
export function requireLists(named: Readonly<Record<string, unknown>>): void {
  requireAll(
    ...Object.entries(named).map(([name, value]) =>
      holds(Array.isArray(value), name, `${describeValue(value)} is no list`, "pass an array"),
    ),
  );
}

/** That each argument is an array, a typed array or another object with a length. @throws InvalidInput naming those that are not. */
export function requireColumns(named: Readonly<Record<string, unknown>>): void {
  requireAll(
    ...Object.entries(named).map(([name, value]) =>
      holds(isColumn(value), name, `${describeValue(value)} is no column of numbers`, "pass an array or a typed array"),
    ),
  );
}

function isColumn(value: unknown): boolean {
  if (typeof value !== "object" || value === null || !("length" in value)) return false;
  return Number.isSafeInteger(value.length) && Number(value.length) >= 0;
}
