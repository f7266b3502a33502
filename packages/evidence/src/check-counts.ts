import { InvalidInput, type Issue } from "@rekindle/stats";
import type { BinomialCounts } from "./select/counts.ts";

/** Throws with every fault of the rows: at least one, whole counts, 0 <= events <= n, n >= 1, ids used once. */
export function checkCounts(rows: readonly BinomialCounts[]): void {
  if (!Array.isArray(rows)) {
    throw new InvalidInput([
      { kind: "wrongType", path: [], message: "counts are not a list", hint: "pass rows of { id, label, events, n }" },
    ]);
  }
  if (rows.length === 0) {
    throw new InvalidInput([
      { kind: "empty", path: [], message: "there are no counts", hint: "at least one study is needed" },
    ]);
  }
  const seen = new Map<string, number>();
  const issues = rows.flatMap((row: BinomialCounts, index) => [...faultsOf(row, index), ...repeated(row, index, seen)]);
  if (issues.length > 0) throw new InvalidInput(issues);
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function faultsOf({ events, n }: BinomialCounts, index: number): readonly Issue[] {
  if (!isWhole(n) || n < 1) {
    return [
      {
        kind: "outOfRange",
        path: [index, "n"],
        message: `n is ${String(n)}`,
        hint: "n must be a whole number, at least 1",
      },
    ];
  }
  if (isWhole(events) && events >= 0 && events <= n) return [];
  const hint = `events must be a whole number between 0 and n = ${n}`;
  return [{ kind: "outOfRange", path: [index, "events"], message: `events is ${String(events)}`, hint }];
}

function repeated({ id }: BinomialCounts, index: number, seen: Map<string, number>): readonly Issue[] {
  const before = seen.get(id);
  seen.set(id, before ?? index);
  if (before === undefined) return [];
  const hint = `row ${before} has it already; a patient counts once`;
  return [{ kind: "duplicateId", path: [index, "id"], message: `study ${JSON.stringify(id)} is given twice`, hint }];
}

/** Whether rows may be pooled together, by what they say about themselves. */
export type Mixture = "refused" | "labelled";

/**
 * Rows that state different denominators or timings are not one quantity.
 * @returns what is mixed, in words, if that is asked to be labelled.
 * @throws InvalidInput if it is to be refused.
 */
export function checkMixture(rows: readonly BinomialCounts[], mixture: Mixture): readonly string[] {
  const denominators = distinct(rows.map((row) => row.denominator));
  const timings = distinct(rows.map(({ timing }) => (timing?.kind === "atDay" ? `day ${timing.day}` : timing?.kind)));
  const mixed = [
    ...(denominators.length > 1 ? [{ name: "denominator", values: denominators }] : []),
    ...(timings.length > 1 ? [{ name: "timing", values: timings }] : []),
  ];
  if (mixture === "labelled") return mixed.map(({ name, values }) => `mixed ${name}s: ${values.join(", ")}`);
  const hint = 'select one, or pass mixture: "labelled" to pool them and say so';
  const issues = mixed.map(({ name, values }): Issue => {
    return { kind: "mixture", path: [name], message: `the counts have ${name}s ${values.join(" and ")}`, hint };
  });
  if (issues.length > 0) throw new InvalidInput(issues);
  return [];
}

function distinct(values: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(values.filter((value) => value !== undefined))];
}
