import { exp } from "../elementary/exp.ts";
import { log } from "../elementary/log.ts";
import { logGammaPrefactor } from "./incomplete-gamma.ts";

/**
 * Σ_j Poisson(j; m) · T(j) for a positive, log-concave product: what the noncentral laws are made of. Every term is positive, so each
 * tail keeps its digits; the sum starts at the largest term, which a far tail moves away from m.
 *
 * `logTail(j)` is the log of one tail at shape a + j; `logStep(j)` of |tail(j + 1) - tail(j)|, the mass between, added in the direction in which the
 * tail grows, so that nothing cancels: a lower tail falls with j and is summed downwards, an upper tail upwards.
 */
export interface MixtureTail {
  readonly grows: "downwards" | "upwards";
  readonly logTail: (j: number) => number;
  readonly logStep: (j: number) => number;
}

/** log of the sum, so that a tail below 1e-308 is still a number. */
export function logPoissonMixture(m: number, law: MixtureTail): number {
  if (m === 0) return law.logTail(0);
  const logTerm = (j: number): number => logWeight(m, j) + law.logTail(j);
  const peak = largest(logTerm, m);
  const top = logTerm(peak);
  if (top === -Infinity) return -Infinity;
  const first = reach(logTerm, peak, top, -1);
  const last = reach(logTerm, peak, top, 1);
  return top + log(sumTerms(law, m, first, last, top));
}

/** The whole j >= 0 with the largest term, by doubling and then ternary steps on a concave sequence. */
function largest(logTerm: (j: number) => number, m: number): number {
  let low = 0;
  let high = Math.max(1, Math.ceil(m));
  while (rises(logTerm, high)) {
    low = high;
    high *= 2;
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (rises(logTerm, middle)) low = middle;
    else high = middle;
  }
  return logTerm(low) >= logTerm(high) ? low : high;
}

function rises(logTerm: (j: number) => number, j: number): boolean {
  const here = logTerm(j);
  const next = logTerm(j + 1);
  return next > here || here === -Infinity;
}

/** The last j in one direction whose term is not yet e^-42 of the largest. */
function reach(logTerm: (j: number) => number, peak: number, top: number, direction: 1 | -1): number {
  let width = 1;
  let end = peak;
  while (end >= 0 && logTerm(end) > top - 42) {
    end += direction * width;
    width *= 1.3;
    width = Math.ceil(width);
  }
  return Math.max(0, end);
}

function sumTerms(law: MixtureTail, m: number, first: number, last: number, top: number): number {
  const isUp = law.grows === "upwards";
  const start = isUp ? first : last;
  const end = isUp ? last : first;
  const direction = isUp ? 1 : -1;
  // The tail relative to its value where the sum starts may span many orders of magnitude, so it is kept by its logarithm there.
  let scale = law.logTail(start);
  let tail = 1;
  if (scale === -Infinity) {
    scale = -745;
    tail = 0;
  }
  let sum = 0;
  for (let j = start; ; j += direction) {
    if (tail > 0) sum += exp(logWeight(m, j) + scale - top) * tail;
    if (j === end) return sum;
    tail += exp(law.logStep(isUp ? j : j - 1) - scale);
    if (tail > 1e200) {
      scale += log(tail);
      tail = 1;
    }
  }
}

/** log of Σ_j Poisson(j; m) · e^logDensity(j), each term computed by itself. */
export function logPoissonAverage(m: number, logDensity: (j: number) => number): number {
  const logTerm = (j: number): number => logWeight(m, j) + logDensity(j);
  const peak = largest(logTerm, m);
  const top = logTerm(peak);
  if (top === -Infinity) return -Infinity;
  let sum = 1;
  for (const direction of [-1, 1]) {
    for (let j = peak + direction; j >= 0; j += direction) {
      const term = exp(logTerm(j) - top);
      sum += term;
      if (term < 1e-18) break;
    }
  }
  return top + log(sum);
}

function logWeight(m: number, j: number): number {
  return j === 0 ? -m : logGammaPrefactor(j, m);
}
