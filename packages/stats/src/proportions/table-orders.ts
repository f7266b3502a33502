import type { ConditionalRow } from "./conditional-rows.ts";

/** How far a table x1 / n1 against x2 / n2 is from equality; larger is further. */
export type TableOrder = (x1: number, x2: number) => number;

/**
 * z² of the pooled test with the sign of z, up to a constant. Numerator and denominator are whole and the quotient is rounded once, so
 * that tables which tie do so to the last bit.
 */
export function zPooledOrder(n1: number, n2: number): TableOrder {
  return (x1, x2) => {
    const events = x1 + x2;
    const gap = x1 * n2 - x2 * n1;
    return gap === 0 ? 0 : (gap * Math.abs(gap)) / (events * (n1 + n2 - events));
  };
}

/** The same with each arm's own variance; infinite where both arms have none. */
export function zUnpooledOrder(n1: number, n2: number): TableOrder {
  const cube1 = n1 * n1 * n1;
  const cube2 = n2 * n2 * n2;
  return (x1, x2) => {
    const gap = x1 * n2 - x2 * n1;
    return gap === 0 ? 0 : (gap * Math.abs(gap)) / (x1 * (n1 - x1) * cube2 + x2 * (n2 - x2) * cube1);
  };
}

/** Minus the one-sided p-value of Fisher's test. */
export function fisherOrder(rows: readonly ConditionalRow[]): TableOrder {
  const tails = rows.map(({ probabilities }) => {
    const tail = new Float64Array(probabilities.length);
    let sum = 0;
    for (let i = tail.length - 1; i >= 0; i--) {
      sum += probabilities[i]!;
      tail[i] = sum;
    }
    return tail;
  });
  return (x1, x2) => -tails[x1 + x2]![x1 - rows[x1 + x2]!.least]!;
}

/** Minus the two-sided p-value of Fisher's test by minimum likelihood. */
export function fisherTwoSidedOrder(rows: readonly ConditionalRow[]): TableOrder {
  const values = rows.map(({ probabilities }) => minimumLikelihood(probabilities));
  return (x1, x2) => -values[x1 + x2]![x1 - rows[x1 + x2]!.least]!;
}

/** Σ of the probabilities not above each, equal ones (to a relative 1e-7) counted in. */
function minimumLikelihood(probabilities: Float64Array): Float64Array {
  const order = Array.from(probabilities.keys()).toSorted((a, b) => probabilities[a]! - probabilities[b]!);
  const values = new Float64Array(probabilities.length);
  let sum = 0;
  for (let i = 0; i < order.length; ) {
    const limit = probabilities[order[i]!]! * (1 + 1e-7);
    let end = i;
    while (end < order.length && probabilities[order[end]!]! <= limit) sum += probabilities[order[end++]!]!;
    for (; i < end; i++) values[order[i]!] = sum;
  }
  return values;
}
