import { log } from "@rekindle/stats";
import type { MeanPrior } from "./mean-prior.ts";

const LOG_2PI = 1.8378770664093453;

/** Effects with their sampling variances, as columns. */
export interface EffectColumns {
  readonly values: Float64Array;
  readonly variances: Float64Array;
}

/** The normal law of the mean given tau, and what the studies say of this tau. */
export interface NormalConditional {
  readonly mean: number;
  readonly variance: number;
  /** Log of the likelihood of tau, integrated over the mean's prior. */
  readonly logLikelihood: number;
}

/** Given tau everything is normal: Röver (2020), doi:10.18637/jss.v093.i06, section 2.4. */
export function normalConditional(
  { values, variances }: EffectColumns,
  prior: MeanPrior,
  tau: number,
): NormalConditional {
  const [start, precision] = prior.kind === "normal" ? [prior.mean, 1 / (prior.sd * prior.sd)] : [values[0]!, 0];
  const tau2 = tau * tau;
  let [weights, sum, logs] = [precision, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const total = variances[i]! + tau2;
    weights += 1 / total;
    sum += (values[i]! - start) / total;
    logs += log(total);
  }
  const mean = start + sum / weights;
  let squares = precision === 0 ? 0 : (mean - start) * (mean - start) * precision;
  for (let i = 0; i < values.length; i++) {
    const d = values[i]! - mean;
    squares += (d * d) / (variances[i]! + tau2);
  }
  const ofMean = precision === 0 ? LOG_2PI : log(precision);
  return {
    mean,
    variance: 1 / weights,
    logLikelihood: -0.5 * (values.length * LOG_2PI + logs + squares + log(weights) - ofMean),
  };
}
