import { openProportion, requireAll, type Requirement } from "../arguments.ts";

/** Two limits; the level is the intended coverage. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** The two-sided tail probability that goes with a level such as 0.95. */
export function alphaOf(level: number): number {
  requireAll(checkLevel(level));
  return 1 - level;
}

export function checkLevel(level: number): Requirement {
  return openProportion("level", level);
}
