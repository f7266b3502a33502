import { checkWith, exp, InvalidInput, log, orThrow } from "@rekindle/stats";
import { z } from "zod";
import type { Effect, Effects, GivenEffects } from "../measures/measure.ts";
import { checkEffects } from "../pool-effects.ts";
import { effectsTauPriorLaw, effectsTauPriorSchema, type EffectsTauPrior } from "./effects-tau-prior.ts";
import { guardedLaw } from "./guarded-law.ts";
import type { Law } from "./law.ts";
import { type MeanPrior, meanPriorSchema } from "./mean-prior.ts";
import { type EffectColumns, type NormalConditional, normalConditional } from "./normal-conditional.ts";
import { normalMixtureLaw } from "./normal-mixture-law.ts";
import { describePrior } from "./describe-prior.ts";
import { type PosteriorSummary, summarise, summariseCentrally } from "./posterior-summary.ts";
import { type Tails, tailsOf } from "./propriety.ts";
import { type TauGrid, tauGrid } from "./tau-grid.ts";
import { tauLaw } from "./tau-law.ts";
import type { TauPriorLaw } from "./tau-prior.ts";

const effectsBayesSchema = z.strictObject({
  mean: meanPriorSchema,
  tau: effectsTauPriorSchema,
  level: z.exactOptional(z.number().gt(0).lt(1)),
});

export interface EffectsBayesOptions {
  /** Prior of the mean effect, on the scale of the effects. */
  readonly mean: MeanPrior;
  /** Prior of the standard deviation between studies. */
  readonly tau: EffectsTauPrior;
  /** Of every interval; 0.95 by default. */
  readonly level?: number;
}

/** A study's own effect, drawn towards the others. */
export interface ShrunkEffect extends Omit<PosteriorSummary, "shortest"> {
  readonly id: string;
  readonly label: string;
  readonly observed: number;
  readonly standardError: number;
}

/** A quantity on its natural scale: quantiles can be carried over, means cannot. */
interface NaturalSummary {
  readonly median: number;
  readonly central: PosteriorSummary["central"];
}

/** The posterior of the normal-normal model, or why there is none. */
export type BayesianEffectPool =
  | {
      readonly kind: "estimated";
      readonly method: string;
      /** The mean effect, on the scale of the effects. */
      readonly mean: PosteriorSummary;
      readonly tau: PosteriorSummary;
      /** The effect of a new study. */
      readonly newStudy: PosteriorSummary;
      readonly natural: { readonly mean: NaturalSummary; readonly newStudy: NaturalSummary };
      readonly studies: readonly ShrunkEffect[];
      /** Log of the marginal likelihood of the effects; absent where a prior is no law. */
      readonly logEvidence?: number;
      /** Marginal likelihood under the null over that under the priors, where both are defined. */
      readonly bayesFactors: {
        /** For a mean of 0 against the prior of the mean. */
        readonly zeroMean?: number;
        /** For tau = 0 against the prior of tau. */
        readonly zeroTau?: number;
      };
      /** Densities, distribution functions and quantiles. */
      readonly laws: {
        readonly mean: Law;
        readonly tau: Law;
        readonly newStudy: Law;
        readonly studies: readonly Law[];
      };
      /** The law of the effect of a new study, for fitting priors to it. */
      readonly predictive: Law;
    }
  | { readonly kind: "notEstimable"; readonly reason: string };

/**
 * Bayesian random-effects meta-analysis of effects with known sampling variances, by exact quadrature: no simulation, the same digits on
 * every run.
 *
 * Given tau all is normal, so only tau is integrated, with a trapezoidal rule whose step is halved until nothing moves. Priors that are no
 * law are taken where the studies make the posterior one. Röver, Journal of Statistical Software 93 (2020) 6, doi:10.18637/jss.v093.i06.
 * @param effects of `measureEffects`, `measureComparisons` or `givenEffects`; one study is enough for priors that are laws.
 * @throws InvalidInput on effects that are not finite, variances that are not above 0, and unknown or impossible priors.
 * @example
 * const posterior = poolEffectsBayes(effects, { mean: { kind: "normal", mean: 0, sd: 4 }, tau: { kind: "halfNormal", scale: 0.5 } });
 * posterior.kind === "estimated" && posterior.mean.shortest; // where the mean is with probability 0.95
 */
export function poolEffectsBayes(effects: GivenEffects | Effects, options: EffectsBayesOptions): BayesianEffectPool {
  const { mean, tau, level = 0.95 } = orThrow(checkWith(effectsBayesSchema, options));
  requireEffects(effects);
  const rows: readonly Effect[] = effects.rows;
  checkEffects(rows);
  const sorted = rows.toSorted((a, b) => a.value - b.value || a.variance - b.variance);
  const columns = {
    values: Float64Array.from(sorted, (row) => row.value),
    variances: Float64Array.from(sorted, (row) => row.variance),
  };
  const prior = effectsTauPriorLaw(tau, columns.variances);
  if (prior === undefined) return refuse("one study has no I2: this prior of tau needs two");
  const tails = tailsOf(prior, mean, rows.length);
  if (!tails.isProper) return refuse(improper(rows.length));
  const grid = gridOf(columns, mean, prior, tails);
  if (grid === undefined) return refuse("the integral over tau did not settle");
  const slices = [...grid.tau].map((each) => normalConditional(columns, mean, each));
  const laws = lawsOf(grid, slices, rows, { tails, mean, upper: prior.upper });
  const natural = naturalOf(effects);
  const [ofMean, ofNew] = [summarise(laws.mean, level), summarise(laws.newStudy, level)];
  return {
    kind: "estimated",
    method: `Bayesian normal-normal model, exact quadrature; ${effects.method}; mean ${describePrior(mean)}, tau ${describePrior(tau)}`,
    mean: ofMean,
    tau: summarise(laws.tau, level),
    newStudy: ofNew,
    natural: { mean: carry(ofMean, natural), newStudy: carry(ofNew, natural) },
    studies: rows.map((row, i) => ({
      id: row.id,
      label: row.label,
      observed: row.value,
      standardError: Math.sqrt(row.variance),
      ...summariseCentrally(laws.studies[i]!, level),
    })),
    ...(prior.isProper && mean.kind === "normal" ? { logEvidence: grid.logTotal } : {}),
    bayesFactors: bayesFactors(columns, mean, prior, { laws, logTotal: grid.logTotal }),
    laws: {
      mean: guardedLaw(laws.mean),
      tau: guardedLaw(laws.tau),
      newStudy: guardedLaw(laws.newStudy),
      studies: laws.studies.map(guardedLaw),
    },
    predictive: guardedLaw(laws.newStudy),
  };
}

function requireEffects(effects: unknown): void {
  if (typeof effects === "object" && effects !== null && "rows" in effects && "measure" in effects) return;
  const hint = "what measureEffects, measureComparisons or givenEffects return";
  throw new InvalidInput([
    { kind: "wrongType", path: ["effects"], message: "are not effects with a measure and rows", hint },
  ]);
}

function refuse(reason: string): BayesianEffectPool {
  return { kind: "notEstimable", reason };
}

function improper(studies: number): string {
  return `with ${studies} ${studies === 1 ? "study" : "studies"} these priors have no posterior: take a prior of tau that is a law, or more studies`;
}

function gridOf(columns: EffectColumns, mean: MeanPrior, prior: TauPriorLaw, tails: Tails): TauGrid | undefined {
  const { values, variances } = columns;
  const typical = Math.sqrt(variances.toSorted()[Math.floor((variances.length - 1) / 2)]!);
  const centre = mean.kind === "normal" ? mean.mean : values[0]!;
  const reach = values.reduce((most, y) => Math.max(most, Math.abs(y - centre)), 0);
  const beyond =
    10 * Math.max(reach, typical, prior.centre ?? 0, Math.sqrt(variances.reduce((a, b) => Math.max(a, b))));
  return tauGrid((tau) => normalConditional(columns, mean, tau).logLikelihood + prior.logDensity(tau), prior, {
    scale: Math.min(typical, prior.centre ?? typical),
    beyond,
    power: tails.hasSd ? 2 : tails.hasMean ? 1 : 0,
  });
}

interface LawOptions {
  readonly tails: Tails;
  readonly mean: MeanPrior;
  readonly upper: number | undefined;
}

function lawsOf(
  grid: TauGrid,
  slices: readonly NormalConditional[],
  rows: readonly Effect[],
  { tails, mean, upper }: LawOptions,
) {
  const { masses, tau } = grid;
  const all = { mean: true, sd: true };
  const ofTau = { mean: tails.hasMean, sd: tails.hasSd };
  const mixture = (meanAt: (i: number) => number, varianceAt: (i: number) => number, moments: typeof all): Law =>
    normalMixtureLaw(
      {
        masses,
        means: Float64Array.from(masses, (_, i) => meanAt(i)),
        sds: Float64Array.from(masses, (_, i) => Math.sqrt(varianceAt(i))),
      },
      moments,
    );
  const means = (i: number): number => slices[i]!.mean;
  return {
    mean: mixture(means, (i) => slices[i]!.variance, mean.kind === "normal" ? all : ofTau),
    tau: tauLaw(grid, { ...ofTau, upper }),
    newStudy: mixture(means, (i) => slices[i]!.variance + tau[i]! * tau[i]!, ofTau),
    studies: rows.map(({ value, variance }) => {
      const pull = (i: number): number => variance / (variance + tau[i]! * tau[i]!);
      const own = (i: number): number => (tau[i]! * tau[i]!) / (variance + tau[i]! * tau[i]!);
      return mixture(
        (i) => pull(i) * slices[i]!.mean + own(i) * value,
        (i) => own(i) * variance + pull(i) * pull(i) * slices[i]!.variance,
        all,
      );
    }),
  };
}

/** For the mean by Savage and Dickey's ratio: its prior does not depend on tau. */
function bayesFactors(
  columns: EffectColumns,
  mean: MeanPrior,
  prior: TauPriorLaw,
  { laws, logTotal }: { readonly laws: { readonly mean: Law }; readonly logTotal: number },
) {
  const atZero = exp(normalConditional(columns, mean, 0).logLikelihood - logTotal);
  if (mean.kind === "flat") return prior.isProper ? { zeroTau: atZero } : {};
  const r = mean.mean / mean.sd;
  const zeroMean = exp(log(laws.mean.density(0)) + log(mean.sd) + 0.5 * r * r + 0.9189385332046727);
  return prior.isProper ? { zeroMean, zeroTau: atZero } : { zeroMean };
}

function naturalOf(effects: GivenEffects | Effects): (value: number) => number {
  const { measure, rows } = effects;
  if ("naturalScale" in measure) return (value) => measure.toNatural(value);
  const harmonicMeanN = rows.length / rows.reduce((sum, row) => sum + ("counts" in row ? 1 / row.counts.n : 0), 0);
  return (value) => measure.toNatural(value, { harmonicMeanN });
}

function carry({ median, central }: PosteriorSummary, toNatural: (value: number) => number): NaturalSummary {
  return {
    median: toNatural(median),
    central: { lower: toNatural(central.lower), upper: toNatural(central.upper), level: central.level },
  };
}
