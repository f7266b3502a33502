import type { Requirement } from "../arguments.ts";
import { checkCount, type EventCount } from "./one-proportion.ts";

/** Events and patients of two arms; effects are experimental minus control, or over control. */
export interface TwoByTwo {
  readonly experimental: EventCount;
  readonly control: EventCount;
}

export function checkTable(table: TwoByTwo): Requirement[] {
  return [...checkCount(table.experimental, "experimental."), ...checkCount(table.control, "control.")];
}
