import { log } from "@rekindle/stats";
import { z } from "zod";
import { type TauPriorLaw, tauPriorLaw, tauPriorSchema } from "./tau-prior.ts";

/** Priors of tau for effects with known sampling variances: also those that are made from these variances. */
export const effectsTauPriorSchema = z.discriminatedUnion("kind", [
  ...tauPriorSchema.options,
  /** Root of the Fisher information of tau, which is no law. */
  z.strictObject({ kind: z.literal("jeffreys") }),
  /** Geometric mean of the studies' tau / (variance + tau²), which is no law. */
  z.strictObject({ kind: z.literal("bergerDeely") }),
  /** Uniform law of the weight of a typical study's prior mean, with the harmonic mean of the variances. */
  z.strictObject({ kind: z.literal("uniformShrinkage") }),
  /** s / (s + tau)², s² the harmonic mean of the variances. */
  z.strictObject({ kind: z.literal("duMouchel") }),
  /** Uniform law of I², with the typical variance of Higgins & Thompson. */
  z.strictObject({ kind: z.literal("uniformI2") }),
]);

export type EffectsTauPrior = Readonly<z.output<typeof effectsTauPriorSchema>>;

/** The density of a prior of tau for studies with these sampling variances; undefined where it needs more studies. */
export function effectsTauPriorLaw(prior: EffectsTauPrior, variances: Float64Array): TauPriorLaw | undefined {
  switch (prior.kind) {
    case "jeffreys":
      return { logDensity: (tau) => jeffreys(tau, variances), isProper: false, tail: 1 };
    case "bergerDeely":
      return { logDensity: (tau) => bergerDeely(tau, variances), isProper: false, tail: 1 };
    case "uniformShrinkage":
      return uniformShare(harmonicMean(variances));
    case "duMouchel":
      return duMouchel(Math.sqrt(harmonicMean(variances)));
    case "uniformI2":
      return variances.length < 2 ? undefined : uniformShare(typicalVariance(variances));
    default:
      return tauPriorLaw(prior);
  }
}

function jeffreys(tau: number, variances: Float64Array): number {
  const nearest = variances.reduce((least, v) => Math.min(least, v), Infinity) + tau * tau;
  let sum = 0;
  for (const v of variances) {
    const r = nearest / (v + tau * tau);
    sum += r * r;
  }
  return log(tau) - log(nearest) + 0.5 * log(sum);
}

function bergerDeely(tau: number, variances: Float64Array): number {
  let sum = 0;
  for (const v of variances) sum += log(v + tau * tau);
  return log(tau) - sum / variances.length;
}

/** tau² / (variance + tau²) is uniform. */
function uniformShare(variance: number): TauPriorLaw {
  const constant = Math.LN2 + log(variance);
  const logDensity = (tau: number): number => constant + log(tau) - 2 * log(variance + tau * tau);
  return { logDensity, isProper: true, tail: 3, centre: Math.sqrt(variance) };
}

function duMouchel(s: number): TauPriorLaw {
  return { logDensity: (tau) => log(s) - 2 * log(s + tau), isProper: true, tail: 2, centre: s };
}

function harmonicMean(variances: Float64Array): number {
  return variances.length / variances.reduce((sum, v) => sum + 1 / v, 0);
}

function typicalVariance(variances: Float64Array): number {
  const sum = variances.reduce((total, v) => total + 1 / v, 0);
  const squares = variances.reduce((total, v) => total + 1 / (v * v), 0);
  return ((variances.length - 1) * sum) / (sum * sum - squares);
}
