import type { BinomialCounts } from "../src/index.ts";

/** Rows from pairs of events and n. */
export function rowsOf(...pairs: readonly (readonly [number, number])[]): readonly BinomialCounts[] {
  return pairs.map(([events, n], i) => ({ id: `s${i + 1}`, label: `Study ${i + 1}`, events, n }));
}

export function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}

/** A count of a made-up study, complete unless told otherwise. */
export function count(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    endpoint: "restoration",
    scope: "study",
    genotype: "unselected",
    events: 3,
    n: 10,
    denominator: "evaluable",
    timing: { kind: "notApplicable" },
    tier: "A",
    verified: "abstract",
    sources: ["paper"],
    ...changes,
  };
}

export function study(id: string, counts: readonly unknown[], changes: Readonly<Record<string, unknown>> = {}) {
  return {
    id,
    label: `Study ${id}`,
    citation: { authors: "A", year: 2020, journal: "J" },
    design: { kind: "prospective", description: "single arm" },
    setting: "metastaticRair",
    counts: [...counts],
    ...changes,
  };
}

export function madeUpLibrary(
  studies: readonly unknown[],
  changes: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return {
    schema: 1,
    title: "Made up",
    compiled: "2026-01-31",
    anchor: "paper",
    extraction: "for tests",
    units: {},
    verificationLevels: { fullText: "a", abstract: "b", reviewTable: "c", secondary: "d", none: "e" },
    conventions: {},
    sources: { paper: { cite: "A paper" } },
    studies,
    ...changes,
  };
}
