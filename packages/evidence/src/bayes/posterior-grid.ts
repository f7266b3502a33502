import { exp, log } from "@rekindle/stats";
import type { BinomialTable } from "../binomial-normal/binomial-table.ts";
import { binomialNormalLikelihood } from "../binomial-normal/likelihood.kernel.ts";
import { tauNode } from "./tau-nodes.ts";
import { logTauDensity, type TauPrior } from "./tau-prior.ts";

/** Prior of the logit of the median study's rate. */
export interface NormalPrior {
  readonly mean: number;
  readonly sd: number;
}

/** The posterior given one tau: equally spaced values of mu with their shares of the whole posterior. */
export interface TauSlice {
  readonly u: number;
  readonly tau: number;
  readonly mu: Float64Array;
  readonly masses: Float64Array;
  readonly step: number;
}

/** A posterior of (mu, tau) as slices at equal steps of u. */
export interface PosteriorGrid {
  readonly slices: readonly TauSlice[];
  readonly stepOfU: number;
  /** Log of the marginal likelihood, relative to a rate per study. */
  readonly logEvidence: number;
}

/** Terms below exp(-40) of the largest are left out. */
const NEGLIGIBLE = 40;
const HALF_LOG_2PI = 0.9189385332046727;
const MOST_NODES = 2000;

/**
 * The posterior of the binomial-normal model by a product of trapezoidal rules: in u (see `tauNode`), and for each tau in mu, around the
 * mode and with a step that follows the width there. Both integrands are analytic and fall off, so that both rules converge
 * exponentially in their steps.
 */
export function posteriorGrid(table: BinomialTable, mean: NormalPrior, tau: TauPrior, stepOfU: number): PosteriorGrid {
  const raw: { slice: TauSlice; logSum: number }[] = [];
  let highest = -Infinity;
  let start = mean.mean;
  for (let index = 0; index < MOST_NODES; index++) {
    const node = tauNode(index, stepOfU);
    const slice = sliceAt(table, mean, node.tau, start);
    const logSum = slice.logSum + node.logWeight + logTauDensity(tau, node.tau);
    start = slice.mode;
    if (logSum > highest) highest = logSum;
    if (logSum > highest - NEGLIGIBLE) raw.push({ slice: { u: node.u, tau: node.tau, ...slice.comb }, logSum });
    else if (node.u > 0) break;
  }
  const kept = raw.filter(({ logSum }) => logSum > highest - NEGLIGIBLE);
  const total = kept.reduce((sum, { logSum }) => sum + exp(logSum - highest), 0);
  const slices = kept.map(({ slice, logSum }): TauSlice => {
    const share = exp(logSum - highest) / total;
    return { ...slice, masses: slice.masses.map((mass) => mass * share) };
  });
  return { slices, stepOfU, logEvidence: highest + log(total) };
}

/** The conditional posterior of mu, with masses that sum to 1, and the log of its integral. */
function sliceAt(table: BinomialTable, prior: NormalPrior, tau: number, start: number) {
  const mode = modeOf(table, prior, tau, start);
  const precision = 1 / (prior.sd * prior.sd);
  const step = Math.min(0.4 / Math.sqrt(Math.max(precision, precision - mode.dMuMu)), 0.5 * (1 + tau));
  const logDensity = (mu: number): number => {
    const r = (mu - prior.mean) / prior.sd;
    return binomialNormalLikelihood(table, mu, tau).value - 0.5 * r * r - log(prior.sd) - HALF_LOG_2PI;
  };
  const top = logDensity(mode.mu);
  const left = walk(logDensity, mode.mu, -step, top);
  const right = walk(logDensity, mode.mu, step, top);
  const values = [...left.toReversed(), 0, ...right];
  const mu = Float64Array.from(values, (_, i) => mode.mu + (i - left.length) * step);
  const weights = Float64Array.from(values, (value) => exp(value));
  const sum = weights.reduce((a, b) => a + b, 0);
  const masses = weights.map((weight) => weight / sum);
  return { comb: { mu, masses, step }, logSum: top + log(sum * step), mode: mode.mu };
}

/** Log densities relative to the top, step by step, until they are negligible. */
function walk(logDensity: (mu: number) => number, from: number, step: number, top: number): readonly number[] {
  const values: number[] = [];
  for (let i = 1; i < 4000; i++) {
    const value = logDensity(from + i * step) - top;
    values.push(value);
    if (value < -NEGLIGIBLE) break;
  }
  return values;
}

/** Near the maximum of a concave log density. */
function modeOf(table: BinomialTable, prior: NormalPrior, tau: number, start: number) {
  const precision = 1 / (prior.sd * prior.sd);
  let mu = start;
  let at = binomialNormalLikelihood(table, mu, tau);
  for (let i = 0; i < 60; i++) {
    const slope = at.dMu - precision * (mu - prior.mean);
    const move = Math.max(-3 - tau, Math.min(3 + tau, slope / (precision - Math.min(0, at.dMuMu))));
    mu += move;
    at = binomialNormalLikelihood(table, mu, tau);
    if (Math.abs(move) < 1e-6 * (1 + Math.abs(mu))) break;
  }
  return at;
}
