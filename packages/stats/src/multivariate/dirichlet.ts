import { holds, positive, requireAll, whole } from "../arguments.ts";
import { log } from "../elementary/log.ts";
import { binomial } from "../distributions/binomial.ts";
import { beta } from "../distributions/beta.ts";
import { logGamma } from "../special/log-gamma.ts";
import type { VectorDistribution } from "./multivariate-normal.ts";

/**
 * The Dirichlet distribution on shares that sum to 1. A draw uses two words for each coordinate but the last, by stick breaking.
 * @throws InvalidInput for fewer than two weights, or weights not above 0.
 * @example dirichlet({ weights: [1, 1, 1] }).logPdf([0.2, 0.3, 0.5]) // log 2
 */
export function dirichlet(parameters: { readonly weights: readonly number[] }): VectorDistribution {
  const { weights } = parameters;
  requireAll(
    holds(weights.length >= 2, "weights", `${weights.length} weights`, "needs at least two"),
    ...weights.map((weight) => positive("weights", weight)),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const constant = logGamma(total) - weights.reduce((sum, weight) => sum + logGamma(weight), 0);
  const sticks = weights.slice(0, -1).map((weight, i) => {
    return beta({ a: weight, b: weights.slice(i + 1).reduce((sum, later) => sum + later, 0) });
  });
  return {
    logPdf: (x) => {
      requireAll(holds(x.length === weights.length, "x", `${x.length} coordinates`, `must be ${weights.length}`));
      const sum = x.reduce((a, b) => a + b, 0);
      if (Math.abs(sum - 1) > 1e-9 || x.some((share) => share < 0)) return -Infinity;
      // A weight of 1 leaves its share out, also at 0.
      return weights.reduce((value, weight, i) => value + (weight === 1 ? 0 : (weight - 1) * log(x[i]!)), constant);
    },
    mean: () => weights.map((weight) => weight / total),
    covariance: () =>
      weights.map((a, i) =>
        weights.map((b, j) => ((i === j ? a / total : 0) - (a / total) * (b / total)) / (total + 1)),
      ),
    sample: (stream, out) => {
      let rest = 1;
      for (const [i, stick] of sticks.entries()) {
        const share = stick.sample(stream);
        out[i] = rest * share;
        rest *= 1 - share;
      }
      out[sticks.length] = rest;
    },
  };
}

/**
 * The multinomial distribution: counts that sum to n. A draw uses two words for each coordinate but the last, one binomial after
 * another; `logPdf` is the log probability of exactly x.
 * @throws InvalidInput for n not whole or negative, or probabilities that are negative or do not sum to 1 within 1e-9.
 */
export function multinomial(parameters: {
  readonly n: number;
  readonly probabilities: readonly number[];
}): VectorDistribution {
  const { n, probabilities } = parameters;
  const total = probabilities.reduce((sum, p) => sum + p, 0);
  requireAll(
    whole("n", n, 0),
    holds(
      probabilities.length > 0 && probabilities.every((p) => p >= 0),
      "probabilities",
      "a probability is negative or there is none",
    ),
    holds(Math.abs(total - 1) <= 1e-9, "probabilities", `they sum to ${total}`, "must sum to 1"),
  );
  return {
    logPdf: (x) => {
      requireAll(
        holds(x.length === probabilities.length, "x", `${x.length} coordinates`, `must be ${probabilities.length}`),
      );
      const isPossible = x.every((k) => Number.isInteger(k) && k >= 0) && x.reduce((a, b) => a + b, 0) === n;
      if (!isPossible) return -Infinity;
      // A chain of binomials keeps the digits that sums of log-gammas lose.
      let left = n;
      let share = 1;
      let value = 0;
      for (const [i, k] of x.entries()) {
        if (i + 1 === x.length) break;
        const p = Math.min(1, share > 0 ? probabilities[i]! / share : 0);
        value += binomial({ n: left, p }).logPdf(k);
        left -= k;
        share -= probabilities[i]!;
      }
      return left > 0 && !(probabilities.at(-1)! > 0) ? -Infinity : value;
    },
    mean: () => probabilities.map((p) => n * p),
    covariance: () => probabilities.map((p, i) => probabilities.map((q, j) => n * ((i === j ? p : 0) - p * q))),
    sample: (stream, out) => {
      let left = n;
      let share = 1;
      for (let i = 0; i + 1 < probabilities.length; i++) {
        const p = Math.min(1, share > 0 ? probabilities[i]! / share : 0);
        const k = binomial({ n: left, p }).sample(stream);
        out[i] = k;
        left -= k;
        share -= probabilities[i]!;
      }
      out[probabilities.length - 1] = left;
    },
  };
}
