import { followPath, withValueAt } from "./written-path.ts";

/** The values that one condition puts in place of those written, by path. */
export type Condition = Readonly<Record<string, number | string>>;

/** A path and the values it takes. */
export interface Variation {
  readonly path: string;
  readonly values: readonly (number | string)[];
}

/**
 * Every combination of the values; the last path changes fastest. One empty condition if nothing varies.
 * @example conditionsOf([{ path: "a", values: [1, 2] }, { path: "b", values: [3, 4] }]) // a1 b3, a1 b4, a2 b3, a2 b4
 */
export function conditionsOf(vary: readonly Variation[]): readonly Condition[] {
  return vary.reduce<readonly Condition[]>(
    (conditions, { path, values }) =>
      conditions.flatMap((condition) => values.map((value) => ({ ...condition, [path]: value }))),
    [{}],
  );
}

/** The scenario as it is under a condition. */
export function underCondition<T>(scenario: T, condition: Condition): T {
  return Object.entries(condition).reduce((changed, [written, value]) => {
    const target = followPath(changed, written);
    if (target.kind === "nowhere") throw new Error(`vary path ${written} leads nowhere in a checked scenario`);
    return withValueAt(changed, target.path, value);
  }, scenario);
}
