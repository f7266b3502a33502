import { log, standardNormalIsf } from "@rekindle/stats";
import { informationIssues, lengthIssues, refuse, unless } from "../refuse.ts";
import { crossingProbabilities } from "./crossing-probabilities.ts";

/** A family of boundaries c × shape, one-sided or mirrored. */
export interface BoundaryShape {
  /** Increasing, as fractions of the maximum. */
  readonly information: readonly number[];
  /** Relative height of the boundary at each look; Infinity where the look has none. */
  readonly shape: readonly number[];
  readonly sided: 1 | 2;
  /** Boundaries of a one-sided design at or below which the trial stops without rejecting; none when left out. */
  readonly lower?: readonly number[];
}

/**
 * The constant c for which the boundaries c × shape are crossed with probability `alpha` under the null hypothesis.
 * @throws InvalidInput with everything that is wrong with the family or alpha.
 * The secant method on the logarithm of the crossing probability, which is nearly straight in c².
 */
export function scaleBoundaries(family: BoundaryShape, options: { readonly alpha: number }): number {
  const { information, shape, sided } = family;
  refuse([
    ...informationIssues(information),
    ...lengthIssues("shape", shape, information.length),
    ...shape.flatMap((height, k) =>
      unless(height > 0, ["shape", k], `height ${height}`, "above 0; Infinity for no boundary"),
    ),
    ...unless(options.alpha > 0 && options.alpha < 1, ["alpha"], `alpha ${options.alpha}`, "between 0 and 1"),
  ]);
  const gap = (constant: number) => {
    const upper = shape.map((height) => constant * height);
    const lower = upper.map((z, k) => (sided === 2 ? -z : (family.lower?.[k] ?? -Infinity)));
    const crossed = crossingProbabilities({ information, lower, upper }, { drift: 0 });
    return log((crossed.upper.reduce((sum, p) => sum + p, 0) * sided) / options.alpha);
  };
  const alone = standardNormalIsf(options.alpha / sided) / Math.min(...shape);
  let left = alone;
  let leftGap = gap(left);
  let right = left + leftGap / (2 * Math.max(1, left));
  let rightGap = gap(right);
  for (let step = 0; step < 60 && rightGap !== leftGap && Math.abs(right - left) > 1e-13; step++) {
    const next = right - (rightGap * (right - left)) / (rightGap - leftGap);
    left = right;
    leftGap = rightGap;
    right = next;
    rightGap = gap(right);
  }
  return right;
}
