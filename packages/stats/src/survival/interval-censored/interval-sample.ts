import { holds, type Requirement } from "../../arguments.ts";
import { firstBad } from "../sample.ts";

/**
 * Times known only to lie in (left, right]: one entry per patient in each column. `right` Infinity is right-censored at `left`;
 * `left` 0 is left-censored; equal ends are an event at exactly that time.
 */
export interface IntervalSample {
  readonly left: ArrayLike<number>;
  readonly right: ArrayLike<number>;
}

export function checkIntervals({ left, right }: IntervalSample): Requirement[] {
  const count = left.length;
  return [
    holds(count > 0, "left", "there are no patients"),
    holds(
      right.length === count,
      "right",
      `${right.length} entries for ${count} left ends`,
      "columns must be of equal length",
    ),
    firstBad(left, (value) => Number.isFinite(value) && value >= 0, "left", "must be finite and at least 0"),
    firstBad(right, (value) => typeof value === "number" && value > 0, "right", "must be above 0, or Infinity"),
    outOfOrder(left, right),
  ];
}

function outOfOrder(left: ArrayLike<number>, right: ArrayLike<number>): Requirement {
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    if (right[i]! < left[i]!) {
      return {
        kind: "outOfRange",
        path: ["right", i],
        message: `${right[i]} is before left, ${left[i]}`,
        hint: "must be at least left",
      };
    }
  }
  return undefined;
}
