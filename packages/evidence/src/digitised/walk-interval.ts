/** The clicks of one interval between numbers at risk, from `from` (included) to `to` (excluded). */
export interface CurveInterval {
  readonly from: number;
  readonly to: number;
  readonly time: Float64Array;
  readonly survival: Float64Array;
}

/** What a walk along an interval leaves behind. */
export interface Walk {
  /** Events at each click. */
  readonly events: Int32Array;
  readonly censored: Float64Array;
  /** At risk just before the end. */
  readonly patients: number;
  /** The Kaplan-Meier estimate of the reconstructed patients at the end. */
  readonly survival: number;
  readonly totalEvents: number;
  /** Between the reconstructed and the digitised curve, at the clicks. */
  readonly largestDifference: number;
}

/**
 * Walks along the clicks with `censored` patients leaving at even distances, and takes at each click the number of events that brings the
 * estimate closest to the curve. Guyot et al. (2012), doi:10.1186/1471-2288-12-9, steps 2 and 3.
 */
export function walkInterval(
  interval: CurveInterval,
  start: { readonly patients: number; readonly survival: number },
  censored: number,
): Walk {
  const { from, to, time, survival } = interval;
  const events = new Int32Array(time.length);
  const times = new Float64Array(censored);
  let { patients, survival: estimate } = start;
  let left = 0;
  let totalEvents = 0;
  let largestDifference = 0;
  const gap = (to - from) / (censored + 1);
  for (let i = 0; i < time.length; i++) {
    // Someone censored at the time of an event was at risk of it.
    while (left < censored && from + (left + 1) * gap < time[i]! && patients > 0) {
      times[left] = from + (left + 1) * gap;
      left++;
      patients--;
    }
    if (patients > 0 && estimate > 0) {
      const wanted = Math.round(patients * (1 - survival[i]! / estimate));
      const dead = Math.min(patients, Math.max(0, wanted));
      events[i] = dead;
      if (dead > 0) estimate *= (patients - dead) / patients;
      patients -= dead;
      totalEvents += dead;
    }
    largestDifference = Math.max(largestDifference, Math.abs(estimate - survival[i]!));
  }
  while (left < censored && patients > 0) {
    times[left] = from + (left + 1) * gap;
    left++;
    patients--;
  }
  return { events, censored: times.slice(0, left), patients, survival: estimate, totalEvents, largestDifference };
}

/** The number censored with which a falling function comes closest to 0: bisection, then the neighbours. */
export function closestCensored(most: number, distance: (censored: number) => number): number {
  let low = 0;
  let high = most;
  while (low < high) {
    const middle = Math.floor(0.5 * (low + high));
    if (distance(middle) > 0) low = middle + 1;
    else high = middle;
  }
  // Rounding of events makes the function uneven by one or two.
  let best = low;
  let closest = Math.abs(distance(low));
  for (let near = Math.max(0, low - 4); near <= Math.min(most, low + 4) && closest > 0; near++) {
    const found = Math.abs(distance(near));
    if (found < closest) [best, closest] = [near, found];
  }
  return best;
}
