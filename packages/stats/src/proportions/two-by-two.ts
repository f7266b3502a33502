import { holds, type Requirement } from "../arguments.ts";
import { checkCount, type EventCount } from "./one-proportion.ts";

/** Events and patients of two arms; effects are experimental minus control, or over control. */
export interface TwoByTwo {
  readonly experimental: EventCount;
  readonly control: EventCount;
}

export function checkTable(table: TwoByTwo): Requirement[] {
  return [...checkCount(table.experimental, "experimental."), ...checkCount(table.control, "control.")];
}

/** One table for each stratum. */
export function checkStrata(strata: readonly TwoByTwo[]): Requirement[] {
  return [
    holds(strata.length > 0, "strata", "there are no strata"),
    ...strata.flatMap((table, i) =>
      checkTable(table).map((issue) => (issue === undefined ? issue : { ...issue, path: [i, ...issue.path] })),
    ),
  ];
}
