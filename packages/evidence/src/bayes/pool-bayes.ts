import { checkWith, log, orThrow } from "@rekindle/stats";
import { z } from "zod";
import { type BinomialTable, binomialTable } from "../binomial-normal/binomial-table.ts";
import { ownRateMoments } from "../binomial-normal/likelihood.kernel.ts";
import { checkCounts } from "../check-counts.ts";
import { expit } from "../measures/logit-proportion.ts";
import { checkMixture } from "../mixture.ts";
import type { BinomialCounts } from "../select/counts.ts";
import { describePrior } from "./describe-prior.ts";
import { fourierLaw } from "./fourier-law.ts";
import { guardedLaw } from "./guarded-law.ts";
import type { Law } from "./law.ts";
import { type MeanPrior, meanPriorSchema } from "./mean-prior.ts";
import { type PosteriorGrid, posteriorGrid } from "./posterior-grid.ts";
import { type PosteriorSummary, summarise } from "./posterior-summary.ts";
import { type Tails, tailsOf } from "./propriety.ts";
import { tauLaw } from "./tau-law.ts";
import { type TauPriorLaw, tauPriorLaw, tauPriorSchema } from "./tau-prior.ts";

const bayesSchema = z.strictObject({
  /** Prior of the logit of the median study's rate. */
  mean: meanPriorSchema,
  tau: tauPriorSchema,
  level: z.exactOptional(z.number().gt(0).lt(1)),
  mixture: z.exactOptional(z.enum(["refused", "labelled"])),
});

export type BayesOptions = Readonly<z.output<typeof bayesSchema>>;

/** A study's rate, drawn towards the others. */
export interface ShrunkStudy {
  readonly id: string;
  readonly label: string;
  readonly observed: number;
  readonly mean: number;
  readonly standardDeviation: number;
}

/** The posterior of the binomial-normal model, or why there is none. */
export type BayesianPool =
  | {
      readonly kind: "estimated";
      readonly method: string;
      /** Logit of the median study's rate. */
      readonly logit: PosteriorSummary;
      /** Rate of the median study. */
      readonly rate: PosteriorSummary;
      readonly tau: PosteriorSummary;
      /** Rate of a new study: the meta-analytic predictive (MAP) law. */
      readonly newStudy: PosteriorSummary;
      readonly studies: readonly ShrunkStudy[];
      /** Log of the marginal likelihood relative to a rate per study, for Bayes factors between priors; absent where a prior is no law. */
      readonly logEvidence?: number;
      /** Densities, distribution functions and quantiles, on the logit scale. */
      readonly laws: { readonly logit: Law; readonly tau: Law; readonly newStudy: Law };
      /** The law of the logit of a new study's rate, for fitting priors to it. */
      readonly predictive: Law;
      readonly warnings: readonly string[];
    }
  | { readonly kind: "notEstimable"; readonly reason: string };

/**
 * Pools counts by the binomial-normal model with priors, by deterministic quadrature: no simulation, the same digits on every run.
 *
 * events_i ~ Binomial(n_i, expit(theta_i)), theta_i ~ N(mu, tau²), mu normal or flat, tau by any prior of `TauPrior`. The steps of the
 * quadrature are halved until the evidence agrees to 1e-11. Priors that are no law are taken where the studies make the posterior one.
 * Schmidli et al. (2014), doi:10.1111/biom.12242.
 * @param counts rows of { id, label, events, n }; one study is enough for priors that are laws.
 * @throws InvalidInput on impossible counts, unknown options, or a mixture of denominators or timings.
 * @example
 * const pooled = poolBayes(counts, { mean: { kind: "normal", mean: 0, sd: 2 }, tau: { kind: "halfNormal", scale: 1 } });
 * pooled.kind === "estimated" && pooled.newStudy.mean; // expected rate of a new study
 */
export function poolBayes(counts: readonly BinomialCounts[], options: BayesOptions): BayesianPool {
  checkCounts(counts);
  const { mean, tau, level = 0.95, mixture } = orThrow(checkWith(bayesSchema, options));
  const warnings = checkMixture(counts, mixture ?? "refused");
  const prior = tauPriorLaw(tau);
  const existing = binomialTails(counts, mean, prior);
  if (!existing.isProper) return { kind: "notEstimable", reason: IMPROPER };
  const grid = settled(binomialTable(counts), mean, prior, existing);
  if (grid === undefined) return { kind: "notEstimable", reason: "the integral over tau did not settle" };
  if (prior.upper === undefined && grid.tailShares[0] > NEGLIGIBLE_TAIL)
    return { kind: "notEstimable", reason: TOO_HEAVY };
  const tails = reached(existing, grid);
  const { slices } = grid;
  const combs = slices.map(({ mu, masses, step }) => ({ points: mu, masses, step, spread: 0 }));
  const ofMu = withMoments(fourierLaw(combs), mean.kind === "flat" ? tails : EVERY);
  const ofNew = withMoments(fourierLaw(combs.map((comb, i) => ({ ...comb, spread: slices[i]!.tau }))), tails);
  const ofTau = tauLaw(marginalOf(grid), { mean: tails.hasMean, sd: tails.hasSd, upper: prior.upper });
  return {
    kind: "estimated",
    method: `Bayesian binomial-normal model, deterministic quadrature; mean ${describePrior(mean)}, tau ${describePrior(tau)}`,
    logit: summarise(ofMu, level),
    rate: summariseRate(ofMu, level, momentsOver(grid, medianRate)),
    tau: summarise(ofTau, level),
    newStudy: summariseRate(ofNew, level, momentsOver(grid, newRate)),
    studies: counts.map((row) => shrink(row, grid)),
    ...(prior.isProper && mean.kind === "normal" ? { logEvidence: grid.logEvidence } : {}),
    laws: { logit: guardedLaw(ofMu), tau: guardedLaw(ofTau), newStudy: guardedLaw(ofNew) },
    predictive: guardedLaw(ofNew),
    warnings,
  };
}

const IMPROPER =
  "these studies leave no posterior of these priors: take priors that are laws, or more studies between 0 and 100 %";
const TOO_HEAVY = "the posterior of tau falls too slowly to be integrated: take a prior with lighter tails";
const NEGLIGIBLE_TAIL = 1e-11;
const EVERY: Tails = { isProper: true, hasMean: true, hasSd: true };

/** Only studies between 0 and 100 % tell how far apart logits can be; the others allow any spread. */
function binomialTails(counts: readonly BinomialCounts[], mean: MeanPrior, prior: TauPriorLaw): Tails {
  const between = counts.filter(({ events, n }) => events > 0 && events < n).length;
  const none = counts.some(({ events }) => events === 0);
  const full = counts.some(({ events, n }) => events === n);
  if (mean.kind === "flat" && between === 0 && !(none && full)) {
    return { isProper: false, hasMean: false, hasSd: false };
  }
  return tailsOf(prior, mean, between);
}

/** Moments that exist and that the grid reaches. */
function reached(tails: Tails, { tailShares }: PosteriorGrid): Tails {
  return {
    ...tails,
    hasMean: tails.hasMean && tailShares[1] < NEGLIGIBLE_TAIL,
    hasSd: tails.hasSd && tailShares[2] < NEGLIGIBLE_TAIL,
  };
}

function withMoments({ mean, standardDeviation, ...law }: Law, { hasMean, hasSd }: Tails): Law {
  return {
    ...law,
    ...(hasMean && mean !== undefined ? { mean } : {}),
    ...(hasSd && standardDeviation !== undefined ? { standardDeviation } : {}),
  };
}

function marginalOf({ slices, map, stepOfU, logEvidence }: PosteriorGrid) {
  return {
    map,
    step: stepOfU,
    u: Float64Array.from(slices, (slice) => slice.u),
    tau: Float64Array.from(slices, (slice) => slice.tau),
    masses: Float64Array.from(slices, (slice) => slice.masses.reduce((a, b) => a + b, 0)),
    logTotal: logEvidence,
  };
}

/** Halves the step until the evidence no longer moves. */
function settled(table: BinomialTable, mean: MeanPrior, tau: TauPriorLaw, tails: Tails): PosteriorGrid | undefined {
  const power = tails.hasSd ? 2 : tails.hasMean ? 1 : 0;
  const known: Parameters<typeof posteriorGrid>[1]["known"] = new Map();
  let grid = posteriorGrid(table, { mean, tau, power, stepOfU: 0.2, known });
  for (let stepOfU = 0.1; stepOfU > 1e-3; stepOfU /= 2) {
    const finer = posteriorGrid(table, { mean, tau, power, stepOfU, known });
    if (Math.abs(finer.logEvidence - grid.logEvidence) < SETTLED * (1 + Math.abs(finer.logEvidence))) return finer;
    grid = finer;
  }
  return undefined;
}

const SETTLED = 1e-12;

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

/** A summary of the rate, whose law is that of the logit seen through expit. */
function summariseRate(logit: Law, level: number, [mean, square]: readonly [number, number]): PosteriorSummary {
  const rates: Law = {
    mean,
    standardDeviation: Math.sqrt(Math.max(0, square - mean * mean)),
    density: (p) => (p <= 0 || p >= 1 ? 0 : logit.density(log(p / (1 - p))) / (p * (1 - p))),
    cdf: (p) => (p <= 0 ? 0 : p >= 1 ? 1 : logit.cdf(log(p / (1 - p)))),
    quantile: (p) => expit(logit.quantile(p)),
    support: [expit(logit.support[0]), expit(logit.support[1])],
  };
  return summarise(rates, level);
}
