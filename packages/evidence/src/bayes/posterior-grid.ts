import { exp, log } from "@rekindle/stats";
import type { BinomialTable } from "../binomial-normal/binomial-table.ts";
import { binomialNormalLikelihood } from "../binomial-normal/likelihood.kernel.ts";
import type { MeanPrior } from "./mean-prior.ts";
import { halfLineMap, intervalMap, type TauMap } from "./tau-map.ts";
import type { TauPriorLaw } from "./tau-prior.ts";

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
  readonly map: TauMap;
  readonly stepOfU: number;
  /** Log of the marginal likelihood, relative to a rate per study. */
  readonly logEvidence: number;
  /** Share of the mass, of the mean and of the mean square of tau that its last slice has: what the tail beyond may still hold. */
  readonly tailShares: readonly [number, number, number];
}

/** The conditional posterior of mu given tau, with the log of its integral. */
interface Slice {
  readonly comb: Pick<TauSlice, "mu" | "masses" | "step">;
  readonly logSum: number;
  readonly mode: number;
}

interface GridOptions {
  readonly mean: MeanPrior;
  readonly tau: TauPriorLaw;
  /** The highest power of tau whose mean is asked for and exists. */
  readonly power: number;
  readonly stepOfU: number;
  /** Slices of coarser grids by their u, so that a halved step computes only what is new. */
  readonly known: Map<number, Slice>;
}

/** Terms below exp(-40) of the largest are left out. */
const NEGLIGIBLE = 40;
/** Without a law of the mean, mu is of the size of tau, and beyond this the logits of single studies lose their digits in it. */
const WIDEST_FLAT = 1e6;
const HALF_LOG_2PI = 0.9189385332046727;

/**
 * The posterior of the binomial-normal model by a product of trapezoidal rules: in u (see `TauMap`), and for each tau in mu, around the
 * mode and with a step that follows the width there. Both integrands are analytic and fall off, so that both rules converge
 * exponentially in their steps.
 */
export function posteriorGrid(
  table: BinomialTable,
  { mean, tau: prior, power, stepOfU, known }: GridOptions,
): PosteriorGrid {
  const map = prior.upper === undefined ? halfLineMap(Math.min(1, prior.centre ?? 1)) : intervalMap(prior.upper);
  const raw: { slice: TauSlice; logSum: number; weighted: number }[] = [];
  let [top, weightedTop] = [-Infinity, -Infinity];
  let start = mean.kind === "normal" ? mean.mean : crudeLogit(table);
  const last = Math.round((map.to - map.from) / stepOfU);
  const isKept = (logSum: number, weighted: number): boolean =>
    logSum > top - NEGLIGIBLE || weighted > weightedTop - NEGLIGIBLE;
  for (let index = 0; index <= last; index++) {
    const u = map.from + index * stepOfU;
    const tau = map.tauOf(u);
    if (!(tau > 1e-30 && tau < (mean.kind === "flat" ? WIDEST_FLAT : 1e100))) continue;
    const logPrior = prior.logDensity(tau) + map.logSlope(u) + log(stepOfU);
    const key = Math.round(u * 1e6);
    const slice = known.get(key) ?? sliceAt(table, mean, tau, start);
    known.set(key, slice);
    const logSum = slice.logSum + logPrior;
    const weighted = logSum + power * log(tau);
    start = slice.mode;
    top = Math.max(top, logSum);
    weightedTop = Math.max(weightedTop, weighted);
    if (isKept(logSum, weighted)) raw.push({ slice: { u, tau, ...slice.comb }, logSum, weighted });
    else if (tau > 3 * (prior.centre ?? 1)) break;
  }
  const kept = raw.filter(({ logSum, weighted }) => isKept(logSum, weighted));
  const total = kept.reduce((sum, { logSum }) => sum + exp(logSum - top), 0);
  const slices = kept.map(({ slice, logSum }): TauSlice => {
    const share = exp(logSum - top) / total;
    return { ...slice, masses: slice.masses.map((mass) => mass * share) };
  });
  const share = (q: number): number => tailShare(slices, q);
  return { slices, map, stepOfU, logEvidence: top + log(total), tailShares: [share(0), share(1), share(2)] };
}

function tailShare(slices: readonly TauSlice[], power: number): number {
  const terms = slices.map(
    ({ tau, masses }) => masses.reduce((a, b) => a + b, 0) * (power === 0 ? 1 : power === 1 ? tau : tau * tau),
  );
  return terms.at(-1)! / terms.reduce((a, b) => a + b, 0);
}

function crudeLogit({ totalEvents, totalN }: BinomialTable): number {
  return log((totalEvents + 0.5) / (totalN - totalEvents + 0.5));
}

/** The conditional posterior of mu, with masses that sum to 1, and the log of its integral. */
function sliceAt(table: BinomialTable, prior: MeanPrior, tau: number, start: number): Slice {
  const mode = modeOf(table, prior, tau, start);
  const precision = precisionOf(prior);
  const step = Math.min(0.4 / Math.sqrt(Math.max(precision, precision - mode.dMuMu)), 0.2 * (1 + tau));
  const logDensity = (mu: number): number => {
    const { value } = binomialNormalLikelihood(table, mu, tau);
    if (prior.kind === "flat") return value;
    const r = (mu - prior.mean) / prior.sd;
    return value - 0.5 * r * r - log(prior.sd) - HALF_LOG_2PI;
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
function modeOf(table: BinomialTable, prior: MeanPrior, tau: number, start: number) {
  const precision = precisionOf(prior);
  const centre = prior.kind === "normal" ? prior.mean : 0;
  let mu = start;
  let at = binomialNormalLikelihood(table, mu, tau);
  for (let i = 0; i < 60; i++) {
    const slope = at.dMu - precision * (mu - centre);
    const move = Math.max(-3 - tau, Math.min(3 + tau, slope / (precision - Math.min(0, at.dMuMu))));
    mu += move;
    at = binomialNormalLikelihood(table, mu, tau);
    if (Math.abs(move) < 1e-6 * (1 + Math.abs(mu))) break;
  }
  return at;
}

function precisionOf(prior: MeanPrior): number {
  return prior.kind === "normal" ? 1 / (prior.sd * prior.sd) : 0;
}
