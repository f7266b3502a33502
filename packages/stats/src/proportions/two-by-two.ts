import { issuesOfEach, requireLists, requireMappings } from "../argument-shapes.ts";
import { holds, type Requirement } from "../arguments.ts";
import { checkCount, type EventCount } from "./one-proportion.ts";

/** Events and patients of two arms; effects are experimental minus control, or over control. */
export interface TwoByTwo {
  readonly experimental: EventCount;
  readonly control: EventCount;
}

/** That a table has arms to read, and there are options. @throws InvalidInput otherwise. */
export function requireTable(table: TwoByTwo, options: object): void {
  requireMappings({ table, options });
  requireMappings({ experimental: table.experimental, control: table.control });
}

/** The same of each stratum; a hole in the list is none. */
export function requireStrata(strata: readonly TwoByTwo[], options: object): void {
  requireLists({ strata });
  requireMappings({ options });
  for (const [h, table] of Array.from(strata).entries()) {
    requireMappings({ [`strata.${h}`]: table });
    requireMappings({ [`strata.${h}.experimental`]: table.experimental, [`strata.${h}.control`]: table.control });
  }
}

export function checkTable(table: TwoByTwo): Requirement[] {
  return [...checkCount(table.experimental, "experimental."), ...checkCount(table.control, "control.")];
}

/** One table for each stratum. */
export function checkStrata(strata: readonly TwoByTwo[]): Requirement[] {
  return [
    holds(strata.length > 0, "strata", "there are no strata"),
    ...issuesOfEach(strata, (table, i) =>
      checkTable(table).map((issue) => (issue === undefined ? issue : { ...issue, path: [i, ...issue.path] })),
    ),
  ];
}
