import { digamma, exp, log, log1p, logGamma, trigamma } from "@rekindle/stats";
import type { ComponentPrior } from "./mixture-prior.ts";

/** A component of a mixture as the fit sees it, on the scale of the law: logits, log rates, or values as they stand. */
export interface Component {
  readonly prior: ComponentPrior;
  /** Log density of the point. */
  logDensity(point: number): number;
}

/** A family of components: how to make one from weighted points. */
export type Family = (points: Float64Array, weights: Float64Array) => Component;

const HALF_LOG_2PI = 0.9189385332046727;

/** The normal law with the weighted mean and variance of the logits. */
export const logitNormalFamily: Family = (logits, weights) => normalComponent("logitNormal", logits, weights);

/** The same of values as they stand. */
export const normalFamily: Family = (values, weights) => normalComponent("normal", values, weights);

function normalComponent(kind: "normal" | "logitNormal", points: Float64Array, weights: Float64Array): Component {
  const { mean, variance } = weightedMoments(points, weights);
  // a component cannot be narrower than the cells that the law was cut into
  const cell = points[1]! - points[0]!;
  const sd = Math.sqrt(Math.max(variance, cell * cell));
  return {
    prior: { kind, mean, sd },
    logDensity: (x) => -0.5 * ((x - mean) / sd) * ((x - mean) / sd) - log(sd) - HALF_LOG_2PI,
  };
}

/** The gamma law of highest weighted likelihood for log rates: its shape solves log(shape) − digamma(shape) = log(mean) − mean log. */
export const gammaFamily: Family = (logRates, weights) => {
  let [total, sum, logs] = [0, 0, 0];
  for (let i = 0; i < logRates.length; i++) {
    total += weights[i]!;
    sum += weights[i]! * exp(logRates[i]!);
    logs += weights[i]! * logRates[i]!;
  }
  const mean = sum / total;
  const gap = Math.max(1e-12, log(mean) - logs / total);
  let shape = (3 - gap + Math.sqrt((gap - 3) * (gap - 3) + 24 * gap)) / (12 * gap);
  for (let i = 0; i < 100; i++) {
    const move = (log(shape) - digamma(shape) - gap) / (1 / shape - trigamma(shape));
    shape = Math.max(shape / 4, shape - move);
    if (Math.abs(move) < 1e-13 * shape) break;
  }
  const rate = shape / mean;
  const constant = shape * log(rate) - logGamma(shape);
  return {
    prior: { kind: "gamma", shape, rate },
    logDensity: (logRate) => constant + shape * logRate - rate * exp(logRate),
  };
};

/** The beta law of highest weighted likelihood: Newton steps on its two equations in digammas. */
export const betaFamily: Family = (logits, weights) => {
  let [total, logP, logQ] = [0, 0, 0];
  for (let i = 0; i < logits.length; i++) {
    const x = logits[i]!;
    total += weights[i]!;
    logP += weights[i]! * logExpit(x);
    logQ += weights[i]! * logExpit(-x);
  }
  const { a, b } = solveBeta(logP / total, logQ / total, logits, weights);
  const constant = logGamma(a + b) - logGamma(a) - logGamma(b);
  return {
    prior: { kind: "beta", a, b },
    logDensity: (logit) => constant + a * logExpit(logit) + b * logExpit(-logit),
  };
};

/** log of 1 / (1 + exp(−x)). */
export function logExpit(x: number): number {
  return x > 0 ? -log1p(exp(-x)) : x - log1p(exp(x));
}

function solveBeta(logP: number, logQ: number, logits: Float64Array, weights: Float64Array): { a: number; b: number } {
  const { mean, variance } = weightedMoments(logits, weights);
  // Moments of the logit of a beta: variance ≈ 1/a + 1/b, odds ≈ a/b.
  const odds = exp(mean);
  let a = (1 + odds) / Math.max(variance, 1e-6);
  let b = a / odds;
  for (let i = 0; i < 100; i++) {
    const [ta, tb, tab] = [trigamma(a), trigamma(b), trigamma(a + b)];
    const [fa, fb] = [digamma(a) - digamma(a + b) - logP, digamma(b) - digamma(a + b) - logQ];
    const determinant = (ta - tab) * (tb - tab) - tab * tab;
    const da = ((tb - tab) * fa + tab * fb) / determinant;
    const db = ((ta - tab) * fb + tab * fa) / determinant;
    const shrink = Math.max(1, (2 * Math.abs(da)) / a, (2 * Math.abs(db)) / b);
    a -= da / shrink;
    b -= db / shrink;
    if (Math.abs(da) < 1e-12 * a && Math.abs(db) < 1e-12 * b) break;
  }
  return { a, b };
}

function weightedMoments(
  values: Float64Array,
  weights: Float64Array,
): { readonly mean: number; readonly variance: number } {
  let [total, sum, square] = [0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    total += weights[i]!;
    sum += weights[i]! * values[i]!;
  }
  const mean = sum / total;
  for (let i = 0; i < values.length; i++) square += weights[i]! * (values[i]! - mean) * (values[i]! - mean);
  return { mean, variance: square / total };
}
