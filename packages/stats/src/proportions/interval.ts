import { openProportion, type Requirement } from "../arguments.ts";

/** Two limits; the level is the intended coverage. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** For levels near 0 both limits are the estimate, and rounding may have put them in the wrong order. */
export function ordered({ lower, upper }: Interval): Interval {
  return lower <= upper ? { lower, upper } : { lower: upper, upper: lower };
}

export function checkLevel(level: number): Requirement {
  return openProportion("level", level);
}
