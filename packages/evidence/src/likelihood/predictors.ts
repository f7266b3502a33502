import { exp, log, log1p } from "@rekindle/stats";
import type { PredictorLikelihood } from "./study-integral.kernel.ts";

/** x events of n at logit eta, relative to the observed rate. */
export function binomialPredictor(x: number, n: number): PredictorLikelihood {
  const saturated = (x > 0 ? x * log(x / n) : 0) + (x < n ? (n - x) * log((n - x) / n) : 0);
  return {
    count: { events: x, n },
    at: (eta, out) => {
      const small = exp(-Math.abs(eta));
      const log1 = log1p(small);
      const p = eta > 0 ? 1 / (1 + small) : small / (1 + small);
      const q = eta > 0 ? small / (1 + small) : 1 / (1 + small);
      out[0] = -x * (Math.max(-eta, 0) + log1) - (n - x) * (Math.max(eta, 0) + log1) - saturated;
      out[1] = x * q - (n - x) * p;
      out[2] = -n * p * q;
    },
  };
}

/**
 * a events in the first of two groups of n1 and n2 given their total, at log odds ratio eta: Fisher's noncentral hypergeometric law,
 * tabulated once. The value is the log probability.
 */
export function hypergeometricPredictor(a: number, n1: number, n2: number, total: number): PredictorLikelihood {
  const least = Math.max(0, total - n2);
  const most = Math.min(n1, total);
  const logWeights = new Float64Array(most - least + 1);
  for (let i = 1; i < logWeights.length; i++) {
    const k = least + i;
    logWeights[i] = logWeights[i - 1]! + log(((n1 - k + 1) * (total - k + 1)) / (k * (n2 - total + k)));
  }
  return {
    at: (eta, out) => {
      let highest = -Infinity;
      for (let i = 0; i < logWeights.length; i++) highest = Math.max(highest, logWeights[i]! + (least + i - a) * eta);
      let [sum, first, second] = [0, 0, 0];
      for (let i = 0; i < logWeights.length; i++) {
        const height = logWeights[i]! + (least + i - a) * eta - highest;
        if (height < -45) continue;
        const weight = exp(height);
        const gap = least + i - a;
        sum += weight;
        first += weight * gap;
        second += weight * gap * gap;
      }
      const mean = first / sum;
      out[0] = logWeights[a - least]! - highest - log(sum);
      out[1] = -mean;
      out[2] = mean * mean - second / sum;
    },
  };
}
