import { exp, log, log1p, logGamma } from "@rekindle/stats";
import { z } from "zod";

const scale = z.number().positive();

/** Priors of the between-study standard deviation tau, on [0, ∞), that ask nothing of the studies. */
export const tauPriorSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("halfNormal"), scale }),
  z.strictObject({ kind: z.literal("halfCauchy"), scale }),
  z.strictObject({ kind: z.literal("halfT"), df: z.number().positive(), scale }),
  z.strictObject({ kind: z.literal("halfLogistic"), scale }),
  z.strictObject({ kind: z.literal("exponential"), rate: z.number().positive() }),
  /** log(tau) is normal. Turner's priors are given for tau²: halve both of their numbers. */
  z.strictObject({ kind: z.literal("logNormal"), meanLog: z.number(), sdLog: z.number().positive() }),
  /** tau² is inverse gamma. */
  z.strictObject({ kind: z.literal("inverseGamma"), shape: z.number().positive(), scale }),
  /** Up to `upper`; without it flat on [0, ∞), which is no law: the studies must make the posterior one. */
  z.strictObject({ kind: z.literal("uniform"), upper: z.exactOptional(z.number().positive()) }),
  /** Flat in the square root of tau, which is no law. */
  z.strictObject({ kind: z.literal("squareRoot") }),
]);

export type TauPrior = Readonly<z.output<typeof tauPriorSchema>>;

/** A prior of tau as quadrature needs it. */
export interface TauPriorLaw {
  /** Log density; up to a constant where `isProper` is false. */
  logDensity(tau: number): number;
  readonly isProper: boolean;
  /** The p of a density that falls as tau^-p; Infinity for one that falls faster. */
  readonly tail: number;
  /** Where the law ends. */
  readonly upper?: number;
  /** Around here the law has much of its mass, where that can be said. */
  readonly centre?: number;
}

const LOG_HALF_PI = 0.4515827052894549;
const HALF_LOG_2PI = 0.9189385332046727;

/** The density of a prior with its tail. */
export function tauPriorLaw(prior: TauPrior): TauPriorLaw {
  switch (prior.kind) {
    case "halfNormal":
      return scaled(prior.scale, Infinity, (r) => -0.5 * LOG_HALF_PI - 0.5 * r * r);
    case "halfCauchy":
      return scaled(prior.scale, 2, (r) => -LOG_HALF_PI - log1pSquare(r));
    case "halfT":
      return halfT(prior.df, prior.scale);
    case "halfLogistic":
      return scaled(prior.scale, Infinity, (r) => Math.LN2 - r - 2 * log1p(exp(-r)));
    case "exponential":
      return scaled(1 / prior.rate, Infinity, (r) => -r);
    case "logNormal":
      return logNormal(prior.meanLog, prior.sdLog);
    case "inverseGamma":
      return inverseGamma(prior.shape, prior.scale);
    case "uniform":
      return uniform(prior.upper);
    default:
      return { logDensity: (tau) => -0.5 * log(tau), isProper: false, tail: 0.5 };
  }
}

/** A law of tau / scale. */
function scaled(by: number, tail: number, logDensity: (r: number) => number): TauPriorLaw {
  const shift = log(by);
  return { logDensity: (tau) => logDensity(tau / by) - shift, isProper: true, tail, centre: by };
}

function halfT(df: number, by: number): TauPriorLaw {
  const constant = Math.LN2 + logGamma((df + 1) / 2) - logGamma(df / 2) - 0.5 * log(df * Math.PI);
  return scaled(by, df + 1, (r) => constant - ((df + 1) / 2) * log1pSquare(r / Math.sqrt(df)));
}

/** log(1 + r²) */
function log1pSquare(r: number): number {
  return r > 1e100 ? 2 * log(r) : log1p(r * r);
}

function logNormal(mean: number, sd: number): TauPriorLaw {
  const constant = -HALF_LOG_2PI - log(sd);
  const logDensity = (tau: number): number => {
    const logTau = log(tau);
    const r = (logTau - mean) / sd;
    return constant - logTau - 0.5 * r * r;
  };
  return { logDensity, isProper: true, tail: Infinity, centre: exp(mean) };
}

function inverseGamma(shape: number, by: number): TauPriorLaw {
  const constant = Math.LN2 + shape * log(by) - logGamma(shape);
  const logDensity = (tau: number): number => constant - (2 * shape + 1) * log(tau) - by / (tau * tau);
  return { logDensity, isProper: true, tail: 2 * shape + 1, centre: Math.sqrt(by / (shape + 1)) };
}

function uniform(upper: number | undefined): TauPriorLaw {
  if (upper === undefined) return { logDensity: () => 0, isProper: false, tail: 0 };
  const height = -log(upper);
  return { logDensity: () => height, isProper: true, tail: Infinity, upper };
}
