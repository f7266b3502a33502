import { checkWith, log, orThrow } from "@rekindle/stats";
import { z } from "zod";
import { binomialTable } from "../binomial-normal/binomial-table.ts";
import { ownRateMoments } from "../binomial-normal/likelihood.kernel.ts";
import { checkCounts } from "../check-counts.ts";
import { expit } from "../measures/logit-proportion.ts";
import { checkMixture } from "../mixture.ts";
import type { BinomialCounts } from "../select/counts.ts";
import { fourierLaw } from "./fourier-law.ts";
import { type Law, quantileOf, shortestInterval } from "./law.ts";
import { type PosteriorGrid, posteriorGrid } from "./posterior-grid.ts";
import { tauLaw } from "./tau-law.ts";
import { tauPriorSchema } from "./tau-prior.ts";

export const bayesSchema = z.strictObject({
  /** Prior of the logit of the median study's rate. */
  mean: z.strictObject({ kind: z.literal("normal"), mean: z.number(), sd: z.number().positive() }),
  tau: tauPriorSchema,
  level: z.exactOptional(z.number().gt(0).lt(1)),
  mixture: z.exactOptional(z.enum(["refused", "labelled"])),
});

export type BayesOptions = Readonly<z.output<typeof bayesSchema>>;

/** A posterior law in numbers. */
export interface PosteriorSummary {
  /** Absent where it does not exist, as for tau with heavy tails and few studies. */
  readonly mean?: number;
  readonly standardDeviation?: number;
  readonly median: number;
  /** Equal tails. */
  readonly central: { readonly lower: number; readonly upper: number; readonly level: number };
  /** The shortest interval, on this scale. */
  readonly shortest: { readonly lower: number; readonly upper: number; readonly level: number };
}

/** A study's rate, drawn towards the others. */
export interface ShrunkStudy {
  readonly id: string;
  readonly label: string;
  readonly observed: number;
  readonly mean: number;
  readonly standardDeviation: number;
}

/** The posterior of the binomial-normal model. */
export interface BayesianPool {
  readonly method: string;
  /** Logit of the median study's rate. */
  readonly logit: PosteriorSummary;
  /** Rate of the median study. */
  readonly rate: PosteriorSummary;
  readonly tau: PosteriorSummary;
  /** Rate of a new study: the meta-analytic predictive (MAP) law. */
  readonly newStudy: PosteriorSummary;
  readonly studies: readonly ShrunkStudy[];
  /** Log of the marginal likelihood relative to a rate per study; for Bayes factors between priors. */
  readonly logEvidence: number;
  /** The law of the logit of a new study's rate, for fitting priors to it. */
  readonly predictive: Law;
  readonly warnings: readonly string[];
}

/**
 * Pools counts by the binomial-normal model with priors, by deterministic quadrature: no simulation, the same digits on every run.
 *
 * events_i ~ Binomial(n_i, expit(theta_i)), theta_i ~ N(mu, tau²), mu normal, tau half-normal, half-Cauchy or half-t. The steps of the
 * quadrature are halved until the evidence and the means agree to 1e-10. Schmidli et al. (2014), doi:10.1111/biom.12242.
 * @param counts rows of { id, label, events, n }; one study is enough.
 * @throws InvalidInput on impossible counts, unknown options, or a mixture of denominators or timings.
 * @example
 * const pooled = poolBayes(counts, { mean: { kind: "normal", mean: 0, sd: 2 }, tau: { kind: "halfNormal", scale: 1 } });
 * pooled.newStudy.mean; // expected rate of a new study
 */
export function poolBayes(counts: readonly BinomialCounts[], options: BayesOptions): BayesianPool {
  checkCounts(counts);
  const { mean, tau, level = 0.95, mixture } = orThrow(checkWith(bayesSchema, options));
  const warnings = checkMixture(counts, mixture ?? "refused");
  const grid = converged((step) => posteriorGrid(binomialTable(counts), mean, tau, step));
  const { slices } = grid;
  const combs = slices.map(({ mu, masses, step }) => ({ points: mu, masses, step, spread: 0 }));
  const ofMu = fourierLaw(combs);
  const ofNew = fourierLaw(combs.map((comb, i) => ({ ...comb, spread: slices[i]!.tau })));
  return {
    method: `Bayesian binomial-normal model, deterministic quadrature; mean ${describe(mean)}, tau ${describe(tau)}`,
    logit: summarise(ofMu, level),
    rate: summariseRate(ofMu, level, momentsOver(grid, medianRate)),
    tau: summarise(tauLaw(grid), level),
    newStudy: summariseRate(ofNew, level, momentsOver(grid, newRate)),
    studies: counts.map((row) => shrink(row, grid)),
    logEvidence: grid.logEvidence,
    predictive: ofNew,
    warnings,
  };
}

function describe(prior: Readonly<Record<string, number | string>>): string {
  const { kind, ...numbers } = prior;
  return `${kind}(${Object.values(numbers).join(", ")})`;
}

/** Halves the step until the evidence no longer moves. */
function converged(gridAt: (step: number) => PosteriorGrid): PosteriorGrid {
  let step = 0.2;
  let grid = gridAt(step);
  for (let i = 0; i < 4; i++) {
    step /= 2;
    const finer = gridAt(step);
    const gap = Math.abs(finer.logEvidence - grid.logEvidence);
    grid = finer;
    if (gap < 1e-11) break;
  }
  return grid;
}

/** Writes the first and second moment of a quantity at (mu, tau). */
type Moments = (mu: number, tau: number, out: Float64Array) => void;

function momentsOver({ slices }: PosteriorGrid, moments: Moments): readonly [number, number] {
  const out = new Float64Array(2);
  let [first, second] = [0, 0];
  for (const { tau, mu, masses } of slices) {
    for (let j = 0; j < mu.length; j++) {
      const mass = masses[j]!;
      if (mass < 1e-14) continue;
      moments(mu[j]!, tau, out);
      first += mass * out[0]!;
      second += mass * out[1]!;
    }
  }
  return [first, second];
}

/** A rate at the median study: it has no spread of its own. */
function medianRate(mu: number, _tau: number, out: Float64Array): void {
  const p = expit(mu);
  out[0] = p;
  out[1] = p * p;
}

/** A study of no patients has the rates that a new study may have. */
function newRate(mu: number, tau: number, out: Float64Array): void {
  ownRateMoments(0, 0, mu, tau, out);
}

function shrink(row: BinomialCounts, grid: PosteriorGrid): ShrunkStudy {
  const { id, label, events, n } = row;
  const [mean, square] = momentsOver(grid, (mu, tau, out) => ownRateMoments(events, n, mu, tau, out));
  return { id, label, observed: events / n, mean, standardDeviation: Math.sqrt(Math.max(0, square - mean * mean)) };
}

function summarise(law: Law, level: number): PosteriorSummary {
  const tail = (1 - level) / 2;
  const [lower, upper] = shortestInterval(law, level);
  const { mean, standardDeviation } = law;
  return {
    ...(mean === undefined ? {} : { mean }),
    ...(standardDeviation === undefined ? {} : { standardDeviation }),
    median: quantileOf(law, 0.5),
    central: { lower: quantileOf(law, tail), upper: quantileOf(law, 1 - tail), level },
    shortest: { lower, upper, level },
  };
}

/** The same for the rate, whose law is that of the logit seen through expit. */
function summariseRate(logit: Law, level: number, [mean, square]: readonly [number, number]): PosteriorSummary {
  const standardDeviation = Math.sqrt(Math.max(0, square - mean * mean));
  const cdf = (p: number): number => (p <= 0 ? 0 : p >= 1 ? 1 : logit.cdf(log(p / (1 - p))));
  const rates = { mean, standardDeviation, cdf, support: [expit(logit.support[0]), expit(logit.support[1])] } as const;
  const tail = (1 - level) / 2;
  const at = (p: number): number => expit(quantileOf(logit, p));
  const [lower, upper] = shortestInterval(rates, level);
  return {
    mean,
    standardDeviation,
    median: at(0.5),
    central: { lower: at(tail), upper: at(1 - tail), level },
    shortest: { lower, upper, level },
  };
}
