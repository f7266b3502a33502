import { log } from "@rekindle/stats";

/** Two effects of one study; one of them may be missing. */
export interface EffectPair {
  readonly first?: { readonly value: number; readonly variance: number };
  readonly second?: { readonly value: number; readonly variance: number };
  readonly covariance?: number;
}

/** Lower Cholesky factor of the covariance between studies: [[s1, 0], [lean, s2]]. */
export interface Spread {
  readonly s1: number;
  readonly lean: number;
  readonly s2: number;
}

export interface PairFit {
  readonly means: readonly [number, number];
  /** Variance of the first mean, covariance, variance of the second. */
  readonly covariance: readonly [number, number, number];
  readonly logLikelihood: number;
}

const LOG_2PI = 1.8378770664093453;

/** The generalised least squares means at a covariance between studies, with the (restricted) log-likelihood of all effects. */
export function pairLikelihood(pairs: readonly EffectPair[], { s1, lean, s2 }: Spread, method: "REML" | "ML"): PairFit {
  const between = [s1 * s1, s1 * lean, lean * lean + s2 * s2] as const;
  // precisions, and their products with the effects, added up over studies
  let [p11, p12, p22, b1, b2, logs, count] = [0, 0, 0, 0, 0, 0, 0];
  const inverses = pairs.map(({ first, second, covariance = 0 }) => {
    const v11 = first === undefined ? Infinity : first.variance + between[0];
    const v22 = second === undefined ? Infinity : second.variance + between[2];
    if (first === undefined || second === undefined) {
      logs += log(first === undefined ? v22 : v11);
      return [1 / v11, 0, 1 / v22] as const;
    }
    const v12 = covariance + between[1];
    const determinant = v11 * v22 - v12 * v12;
    logs += log(determinant);
    return [v22 / determinant, -v12 / determinant, v11 / determinant] as const;
  });
  for (const [i, { first, second }] of pairs.entries()) {
    const [w11, w12, w22] = inverses[i]!;
    const [y1, y2] = [first?.value ?? 0, second?.value ?? 0];
    p11 += w11;
    p12 += w12;
    p22 += w22;
    b1 += w11 * y1 + w12 * y2;
    b2 += w12 * y1 + w22 * y2;
    count += Number(first !== undefined) + Number(second !== undefined);
  }
  const determinant = p11 * p22 - p12 * p12;
  const means = [(p22 * b1 - p12 * b2) / determinant, (p11 * b2 - p12 * b1) / determinant] as const;
  let squares = 0;
  for (const [i, { first, second }] of pairs.entries()) {
    const [w11, w12, w22] = inverses[i]!;
    const d1 = first === undefined ? 0 : first.value - means[0];
    const d2 = second === undefined ? 0 : second.value - means[1];
    squares += w11 * d1 * d1 + 2 * w12 * d1 * d2 + w22 * d2 * d2;
  }
  const restricted = method === "REML" ? log(determinant) - logOfDesign(pairs) : 0;
  const free = method === "REML" ? count - 2 : count;
  return {
    means,
    covariance: [p22 / determinant, -p12 / determinant, p11 / determinant],
    logLikelihood: -0.5 * (free * LOG_2PI + logs + squares + restricted),
  };
}

/** log |X'X|, so that the restricted likelihood does not depend on how the design is coded. */
function logOfDesign(pairs: readonly EffectPair[]): number {
  const firsts = pairs.filter(({ first }) => first !== undefined).length;
  const seconds = pairs.filter(({ second }) => second !== undefined).length;
  return log(firsts) + log(seconds);
}
