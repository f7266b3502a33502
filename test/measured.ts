import { beforeEach } from "vitest";

/** What tests show, for VALIDATION.md: `describe(title, { meta: { validates } }, ...)`, or the same on `it`. */
export interface Validates {
  /** What must hold, in the words of a statistician: "Clopper-Pearson intervals". */
  readonly requirement: string;
  /** The public functions that are compared. */
  readonly functions: readonly string[];
  /** Where the expected numbers come from: package and version that was run, table or page seen, closed form. */
  readonly source: string;
}

/** How a number was compared, and in which unit its distance is counted. */
export type ComparisonKind = "relative" | "absolute" | "ulps" | "printed" | "standardErrors";

export interface Comparison {
  readonly count: number;
  readonly largest: number;
}

declare module "vitest" {
  interface TaskMeta {
    validates?: Validates;
    comparisons?: Partial<Record<ComparisonKind, Comparison>>;
  }
}

let comparisons: Partial<Record<ComparisonKind, Comparison>> = {};

beforeEach(({ task }) => {
  comparisons = {};
  task.meta.comparisons = comparisons;
});

/** Remembers one comparison of the running test for the validation page. */
export function noteComparison(kind: ComparisonKind, distance: number): void {
  const before = comparisons[kind] ?? { count: 0, largest: 0 };
  // A comparison under `.not` is not evidence of agreement; neither is one that failed, which fails its test.
  comparisons[kind] = { count: before.count + 1, largest: Math.max(before.largest, distance) };
}
