/** A place on a funnel plot: an effect in the units in which the axis is even, and a standard error. */
export interface FunnelCorner {
  readonly value: number;
  readonly standardError: number;
}

/**
 * Corners of the region |value − centre| ≤ z · standardError down to the largest standard error, cut at the ends of the axis; closed
 * by joining the last to the first.
 */
export function funnelCone(
  centre: number,
  z: number,
  largest: number,
  [from, to]: readonly [number, number],
): readonly FunnelCorner[] {
  const side = (end: number, sign: 1 | -1): readonly FunnelCorner[] => {
    const free = centre + sign * z * largest;
    const outside = sign === 1 ? free > end : free < end;
    if (!outside) return [{ value: free, standardError: largest }];
    const meets = Math.max(0, (sign * (end - centre)) / z);
    return [
      { value: end, standardError: Math.min(meets, largest) },
      { value: end, standardError: largest },
    ];
  };
  return [{ value: centre, standardError: 0 }, ...side(to, 1), ...side(from, -1).toReversed()];
}
