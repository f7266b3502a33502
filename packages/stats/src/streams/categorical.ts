import { holds, notNegative, requireAll } from "../arguments.ts";
import { drawUniform } from "./draws.ts";
import type { Stream } from "./stream.ts";

/** A law on the indices 0 … n − 1. */
export interface Categorical {
  readonly probabilities: readonly number[];
  /** One index; two words, monotone in them. */
  readonly sample: (stream: Stream) => number;
}

/**
 * Index i with probability weights[i] / Σ weights, by inversion: the same index as `drawCategorical`, found in constant time through
 * a table of where to start (Chen and Asau 1974). A weight of 0 is never drawn.
 * @throws InvalidInput for no weights, weights that are negative or not finite, or all 0.
 * @example categorical({ weights: [3, 2, 1] }).sample(stream)
 */
export function categorical(parameters: { readonly weights: readonly number[] }): Categorical {
  const { weights } = parameters;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  requireAll(
    ...weights.map((weight) => notNegative("weights", weight)),
    holds(total > 0 && total < Infinity, "weights", `they sum to ${total}`, "must have a finite sum above 0"),
  );
  const cumulative = new Float64Array(weights.length);
  let sum = 0;
  let last = 0;
  for (const [i, weight] of weights.entries()) {
    sum += weight;
    cumulative[i] = sum / total;
    if (weight > 0) last = i;
  }
  cumulative.fill(1, last);
  const starts = new Int32Array(weights.length);
  for (let cell = 0, index = 0; cell < starts.length; cell++) {
    while (cumulative[index]! <= cell / starts.length) index++;
    starts[cell] = index;
  }
  return {
    probabilities: weights.map((weight) => weight / total),
    sample: (stream) => {
      const u = drawUniform(stream);
      let index = starts[Math.floor(u * starts.length)]!;
      // The product may have been rounded up into the next cell.
      while (index > 0 && u < cumulative[index - 1]!) index--;
      while (u >= cumulative[index]!) index++;
      return index;
    },
  };
}
