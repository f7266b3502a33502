import { type Axis, shareOf } from "../axis/axis.ts";

/** A corner of a diamond: a value on the axis, and how far from the middle line, as a share of half the height (up is negative). */
export interface Corner {
  readonly value: number;
  readonly offset: number;
}

/**
 * The corners of the diamond from `lower` over `mean` to `upper`, cut straight where it leaves the axis; none if all of it does.
 * Ends that lie infinitely far on a log or logit axis make parallel sides.
 */
export function diamondCorners(
  { lower, mean, upper }: { readonly lower: number; readonly mean: number; readonly upper: number },
  axis: Pick<Axis, "scale" | "domain">,
): readonly Corner[] {
  const [from, to] = axis.domain;
  if (upper < from || lower > to) return [];
  const at = (value: number) => shareOf(value, axis);
  const heightAt = (value: number): number => {
    const end = value < mean ? lower : upper;
    if (value === mean) return 1;
    if (value === end) return 0;
    const slope = (at(value) - at(end)) / (at(mean) - at(end));
    return Number.isFinite(slope) ? Math.abs(slope) : 1;
  };
  const side = (value: number): readonly Corner[] => {
    const height = heightAt(value);
    return height === 0
      ? [{ value, offset: 0 }]
      : [
          { value, offset: height },
          { value, offset: -height },
        ];
  };
  const left = side(Math.max(lower, from));
  const right = side(Math.min(upper, to)).toReversed();
  const inside = mean > Math.max(lower, from) && mean < Math.min(upper, to);
  return [
    ...left,
    ...(inside ? [{ value: mean, offset: -1 }] : []),
    ...right,
    ...(inside ? [{ value: mean, offset: 1 }] : []),
  ];
}
