import { holds, openProportion, requireAll, requireNumber, whole } from "../arguments.ts";

/**
 * Quantiles of a stream of any length in little memory, with a proven bound. A value at height h stands for 2^h values of the
 * stream. A full height is sorted and every second value moves one height up, beginning with the second and the first in turn:
 * the count of values at or below any point then changes by at most 2^h, downwards in the one case and upwards in the other.
 * The sums of these changes are kept, so that the true rank lies within a known distance of the estimated one.
 * Nothing is drawn at random, so parts merged in a fixed order give the same bits (J. I. Munro, M. S. Paterson, "Selection and
 * sorting with limited storage", Theor. Comput. Sci. 12 (1980) 315–323; G. S. Manku, S. Rajagopalan, B. G. Lindsay, "Approximate
 * medians and other quantiles in one pass and with limited memory", SIGMOD 1998).
 */
export interface QuantileSketch {
  /** Values per height; even. Up to so many values the quantiles are exact. */
  readonly capacity: number;
  count: number;
  minimum: number;
  maximum: number;
  /** By how much the estimated number of values at or below a point can fall short of the true one. */
  tooFew: number;
  /** By how much it can exceed the true one. */
  tooMany: number;
  readonly heights: Height[];
}

interface Height {
  /** For how many values of the stream each stored one stands. */
  readonly weight: number;
  readonly values: Float64Array;
  filled: number;
  beginsWithFirst: boolean;
}

/** A quantile of everything added so far. */
export interface SketchedQuantile {
  /** The smallest stored value whose estimated rank reaches p times the count. */
  readonly value: number;
  /** The exact quantile (the smallest value of which a share of at least p lies at or below) is in [lower, upper], for certain. */
  readonly lower: number;
  readonly upper: number;
}

/**
 * An empty sketch. With capacity k and n values the rank is wrong by at most (n / k) ⌈log₂(n / k)⌉, about half of it on either side:
 * 0.5 % of a million values for the default of 1,024.
 * @throws InvalidInput unless the capacity is an even whole number from 2 to 2^24.
 * @example
 * const sketch = createQuantileSketch();
 * for (const x of [3, 1, 2]) addToSketch(sketch, x);
 * sketchedQuantile(sketch, 0.5) // { value: 2, lower: 2, upper: 2 }
 */
export function createQuantileSketch({ capacity = 1024 }: { readonly capacity?: number } = {}): QuantileSketch {
  requireAll(
    whole("capacity", capacity, 2, 16_777_216),
    holds(capacity % 2 === 0, "capacity", `${capacity} is odd`, "must be even"),
  );
  return { capacity, count: 0, minimum: Infinity, maximum: -Infinity, tooFew: 0, tooMany: 0, heights: [] };
}

/** Adds one value in place, without allocation but for a new height. Infinite values are ordered like any other.
 * @throws InvalidInput for NaN. */
export function addToSketch(sketch: QuantileSketch, value: number): void {
  requireNumber(value);
  sketch.count++;
  if (value < sketch.minimum) sketch.minimum = value;
  if (value > sketch.maximum) sketch.maximum = value;
  place(sketch, 0, value);
}

/** Adds all that `part` holds to `sketch`, in place; `part` stays as it is. The order of merging decides the bits, nothing else does.
 * @throws InvalidInput for sketches of different capacity, or one and the same. */
export function mergeIntoSketch(sketch: QuantileSketch, part: QuantileSketch): void {
  requireAll(
    holds(sketch !== part, "part", "a sketch cannot be merged into itself"),
    holds(
      sketch.capacity === part.capacity,
      "part",
      `its capacity of ${part.capacity} is not ${sketch.capacity}`,
      "merge sketches of equal capacity",
    ),
  );
  sketch.count += part.count;
  sketch.minimum = Math.min(sketch.minimum, part.minimum);
  sketch.maximum = Math.max(sketch.maximum, part.maximum);
  sketch.tooFew += part.tooFew;
  sketch.tooMany += part.tooMany;
  part.heights.forEach(({ values, filled }, height) => {
    for (let i = 0; i < filled; i++) place(sketch, height, values[i]!);
  });
}

/** A quantile with certain limits; undefined for an empty sketch.
 * @throws InvalidInput unless p is strictly between 0 and 1. */
export function sketchedQuantile(sketch: QuantileSketch, p: number): SketchedQuantile | undefined {
  requireAll(openProportion("p", p));
  const { count, minimum, maximum, tooFew, tooMany } = sketch;
  if (count === 0) return undefined;
  const rank = Math.max(1, Math.ceil(p * count));
  const { values, weights } = sorted(sketch);
  let lower = minimum;
  let value = maximum;
  let upper = maximum;
  let before = 0;
  for (let i = 0; i < values.length; ) {
    const x = values[i]!;
    let upTo = before;
    for (; i < values.length && values[i] === x; i++) upTo += weights[i]!;
    if (before + tooFew < rank) lower = x;
    if (before < rank && upTo >= rank) value = x;
    if (upTo - tooMany >= rank) {
      upper = x;
      break;
    }
    before = upTo;
  }
  return { value, lower, upper };
}

function place(sketch: QuantileSketch, height: number, value: number): void {
  const at = heightOf(sketch, height);
  if (at.filled === sketch.capacity) halve(sketch, height, at);
  at.values[at.filled++] = value;
}

function heightOf(sketch: QuantileSketch, height: number): Height {
  for (let missing = sketch.heights.length; missing <= height; missing++)
    sketch.heights.push({
      weight: 2 * (sketch.heights.at(-1)?.weight ?? 0.5),
      values: new Float64Array(sketch.capacity),
      filled: 0,
      beginsWithFirst: false,
    });
  return sketch.heights[height]!;
}

function halve(sketch: QuantileSketch, height: number, at: Height): void {
  at.values.sort();
  if (at.beginsWithFirst) sketch.tooMany += at.weight;
  else sketch.tooFew += at.weight;
  const first = at.beginsWithFirst ? 0 : 1;
  at.beginsWithFirst = !at.beginsWithFirst;
  at.filled = 0;
  for (let i = first; i < sketch.capacity; i += 2) place(sketch, height + 1, at.values[i]!);
}

function sorted({ heights }: QuantileSketch): { readonly values: Float64Array; readonly weights: Float64Array } {
  const entries = heights.flatMap(({ weight, values, filled }) =>
    Array.from(values.subarray(0, filled), (value) => ({ value, weight })),
  );
  // Equal values compare as equal, infinite ones too; the weights of equal values are added up by the reader.
  entries.sort((a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : 0));
  return {
    values: Float64Array.from(entries, ({ value }) => value),
    weights: Float64Array.from(entries, ({ weight }) => weight),
  };
}
