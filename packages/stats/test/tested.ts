import type { TestOutcome, TwoByTwo } from "../src/index.ts";

/** What a test found; a test that could not be made fails the one that asked for it. */
export function tested<T>(outcome: TestOutcome<T>): T {
  if (outcome.kind !== "tested") throw new Error(outcome.reason);
  return outcome;
}

/** A table as references write it: experimental first. */
export function tableOf({ x1, n1, x2, n2 }: Readonly<Record<"x1" | "n1" | "x2" | "n2", number>>): TwoByTwo {
  return { experimental: { events: x1, n: n1 }, control: { events: x2, n: n2 } };
}
