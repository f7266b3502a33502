import { openProportion, type Requirement } from "../arguments.ts";

/** Two limits; the level is the intended coverage. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

export function checkLevel(level: number): Requirement {
  return openProportion("level", level);
}
