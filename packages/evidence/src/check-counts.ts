import { InvalidInput, type Issue } from "@rekindle/stats";
import type { BinomialCounts } from "./select/counts.ts";

/** Far above any number of patients, and small enough that every beta quantile of a pool can be had. */
const MOST_PATIENTS = 1e12;
const MOST_TOGETHER = 9e14;

type Path = readonly (string | number)[];

/** Throws with every fault of the rows: at least one, whole counts, 0 <= events <= n, 1 <= n <= 1e12, ids used once. */
export function checkCounts(rows: readonly BinomialCounts[]): void {
  checkRows(rows, (row, index) => countFaults(row, [index]));
  const total = rows.reduce((sum, row) => sum + row.n, 0);
  if (total > MOST_TOGETHER) {
    const message = `the studies together have n = ${total}`;
    throw new InvalidInput([{ kind: "outOfRange", path: [], message, hint: `at most ${MOST_TOGETHER}` }]);
  }
}

/** Throws with every fault of rows of any shape: at least one, ids used once, and what `faultsOf` finds. */
export function checkRows<Row extends { readonly id: string }>(
  rows: readonly Row[],
  faultsOf: (row: Row, index: number) => readonly Issue[],
): void {
  if (!Array.isArray(rows)) throw new InvalidInput([notAList()]);
  if (rows.length === 0) throw new InvalidInput([empty()]);
  const seen = new Map<unknown, number>();
  const issues = rows.flatMap((row: Row, index): readonly Issue[] => {
    if (typeof row !== "object" || row === null) return [notARow(index)];
    return [...faultsOf(row, index), ...repeated(row.id, index, seen)];
  });
  if (issues.length > 0) throw new InvalidInput(issues);
}

/** What is wrong with events and n. */
export function countFaults(
  { events, n }: { readonly events: number; readonly n: number },
  path: Path,
): readonly Issue[] {
  if (!isWhole(n) || n < 1 || n > MOST_PATIENTS) {
    const hint = `n must be a whole number from 1 to ${MOST_PATIENTS}`;
    return [{ kind: "outOfRange", path: [...path, "n"], message: `n is ${String(n)}`, hint }];
  }
  if (isWhole(events) && events >= 0 && events <= n) return [];
  const hint = `events must be a whole number between 0 and n = ${n}`;
  return [{ kind: "outOfRange", path: [...path, "events"], message: `events is ${String(events)}`, hint }];
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function repeated(id: unknown, index: number, seen: Map<unknown, number>): readonly Issue[] {
  const before = seen.get(id);
  seen.set(id, before ?? index);
  if (before === undefined) return [];
  const hint = `row ${before} has it already; a patient counts once`;
  return [{ kind: "duplicateId", path: [index, "id"], message: `study ${JSON.stringify(id)} is given twice`, hint }];
}

function notAList(): Issue {
  return { kind: "wrongType", path: [], message: "studies are not a list", hint: "pass a list of rows" };
}

function empty(): Issue {
  return { kind: "empty", path: [], message: "there are no studies", hint: "at least one is needed" };
}

function notARow(index: number): Issue {
  return {
    kind: "wrongType",
    path: [index],
    message: "is not a row",
    hint: "a row has an id, a label and its numbers",
  };
}
