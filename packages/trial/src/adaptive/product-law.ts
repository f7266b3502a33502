import { log } from "@rekindle/stats";

/*
 * The law of minus the log of a product of uniform p-values while a trial goes on. Its density is e^-s times a piecewise polynomial:
 * each stage integrates the one before. So levels of Fisher's combination come out exactly, without a grid.
 */

/** Σ coefficients[i] (s - from)^i on [from, to). */
interface Piece {
  readonly from: number;
  readonly to: number;
  readonly coefficients: readonly number[];
}

export type ProductLaw = readonly Piece[];

/** After the first stage, with a p-value between the two limits. */
export function firstStage(reject: number, futility: number): ProductLaw {
  const [from, to] = [-log(futility), -log(reject)];
  return from < to ? [{ from, to, coefficients: [1] }] : [];
}

/** After one more stage: the product still above `reject`, its own p-value at most `futility`. */
export function nextStage(law: ProductLaw, reject: number, futility: number): ProductLaw {
  const delay = -log(futility);
  const end = -log(reject);
  const pieces: Piece[] = [];
  let whole = 0;
  for (const { from, to, coefficients } of law) {
    const integral = [whole, ...coefficients.map((c, i) => c / (i + 1))];
    const stop = Math.min(to + delay, end);
    if (stop > from + delay) pieces.push({ from: from + delay, to: stop, coefficients: integral });
    whole = valueAt(integral, to - from);
  }
  const last = law.at(-1);
  if (last !== undefined && last.to + delay < end)
    pieces.push({ from: last.to + delay, to: end, coefficients: [whole] });
  return pieces;
}

/** ∫ of the polynomial: times a limit of the next product, the probability that it falls below that limit. */
export function massOf(law: ProductLaw): number {
  return law.reduce((sum, { from, to, coefficients }) => {
    return sum + valueAt([0, ...coefficients.map((c, i) => c / (i + 1))], to - from);
  }, 0);
}

function valueAt(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, c) => sum * x + c, 0);
}
