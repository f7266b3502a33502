import { checkWith, log, orThrow } from "@rekindle/stats";
import { z } from "zod";
import type { ChiSquaredTest } from "../../comparisons/mantel-haenszel.ts";
import { problemOf } from "../../inverse-variance/fit-mean.ts";
import { randomEffectsFit } from "../../inverse-variance/random-effects.ts";
import type { GivenEffects } from "../../measures/measure.ts";
import { checkedRows } from "../../pool-effects.ts";
import { effectPoolSchema } from "../../pool-options.ts";
import type { Interval, PooledEstimate } from "../../pooled.ts";
import { fullLikelihood } from "../../tau2/maximum-likelihood.ts";
import { fewStudies } from "../few-studies.ts";
import { climbSteps, type StepModel } from "./climb-steps.ts";
import { checkSteps, describeIntervals, describeMean, ratioTest } from "./describe-selection.ts";
import { stepLikelihood, type StepProblem, stepProblem } from "./step-likelihood.ts";

const selectionSchema = z.strictObject({
  /** Inner bounds of the p-value intervals in increasing order; [0.025] by default. */
  steps: z.exactOptional(z.array(z.number().gt(0).lt(1)).min(1)),
  /** `greater` (default), `less` or `twoSided`: of which effects small p-values are the more likely to be seen. */
  alternative: z.exactOptional(z.enum(["greater", "less", "twoSided"])),
  /** Given chances of being seen for each interval, relative to the first, which is 1; estimated where they are not given. */
  weights: z.exactOptional(z.array(z.number().positive())),
  /** `none` for a common effect; `estimated` by default. */
  spread: z.exactOptional(z.enum(["estimated", "none"])),
  level: effectPoolSchema.shape.level,
});

type Loose = z.output<typeof selectionSchema>;
export type SelectionModelOptions = { readonly [Key in keyof Loose]: Readonly<Loose[Key]> };

/** An interval of p-values with its relative chance of being seen. */
export interface SelectionInterval {
  readonly above: number;
  readonly upTo: number;
  readonly studies: number;
  readonly weight: number;
  /** Absent where the weight is given, and that of the first interval is 1. */
  readonly standardError?: number;
  /** Wald, cut at 0. */
  readonly interval?: Interval;
}

/** A pool that allows for results being seen by their p-value, or why there is none. */
export type SelectionModel = { readonly method: string; readonly warnings: readonly string[] } & (
  | {
      readonly kind: "estimated";
      /** On the scale of the effects. */
      readonly mean: PooledEstimate;
      readonly natural: PooledEstimate;
      readonly standardError?: number;
      /** Two-sided, of a mean of 0. */
      readonly pValue?: number;
      readonly tau2: { readonly value: number; readonly standardError?: number };
      readonly intervals: readonly SelectionInterval[];
      /** Likelihood ratio against equal weights; absent where they are given. */
      readonly selection?: ChiSquaredTest;
      /** Likelihood ratio against no spread, under the same selection; absent without spread. */
      readonly heterogeneity?: ChiSquaredTest;
      readonly logLikelihood: number;
      /** The pool without selection, by maximum likelihood. */
      readonly unadjusted: { readonly mean: number; readonly tau2: number; readonly logLikelihood: number };
    }
  | { readonly kind: "notEstimable"; readonly reason: string }
);

/**
 * A pool by maximum likelihood in which the chance of a result being seen is a step function of its p-value, with the weights estimated
 * (Vevea & Hedges 1995, doi:10.1007/BF02294384) or given (Vevea & Woods 2005, Psychol. Methods 10, 428). Standard errors from the observed
 * information. With fewer than ten studies per interval the weights are hardly known; given weights are then the more honest question:
 * how would the mean change if selection were this strong.
 * @returns `notEstimable` where an interval whose weight is to be estimated has no study, or the likelihood no maximum.
 * @throws InvalidInput on steps that do not increase within (0, 1), weights that are not one per interval with 1 first, and effects
 *   without variances.
 * @example
 * poolSelectionModel(effects, { steps: [0.025, 0.5] }).mean;
 * poolSelectionModel(effects, { steps: [0.05], weights: [1, 0.5] }).mean; // half of the others unseen
 */
export function poolSelectionModel(effects: GivenEffects, options: SelectionModelOptions = {}): SelectionModel {
  const asked = orThrow(checkWith(selectionSchema, options));
  const { steps = [0.025], alternative = "greater", weights, spread = "estimated", level = 0.95 } = asked;
  checkSteps(steps, weights);
  const { y, v } = problemOf(checkedRows(effects));
  const k = y.length;
  const problem = stepProblem(y, v, steps, alternative);
  const counts = countsOf(problem);
  const few = counts.filter((count) => count < 10).length;
  const warnings = [
    ...fewStudies(k),
    ...(weights === undefined && few > 0 && k >= 10
      ? [`${few} of ${counts.length} intervals of p-values have fewer than ten studies: their weights are hardly known`]
      : []),
  ];
  const method = `selection model, steps of p at ${steps.join(", ")} (${alternative}), weights ${weights === undefined ? "by maximum likelihood" : "as given"}, ${spread === "none" ? "common effect" : "tau2 by maximum likelihood"}`;
  const none = (reason: string): SelectionModel => ({ kind: "notEstimable", reason, method, warnings });
  const bounds = [0, ...steps, 1];
  const parameters = 1 + (spread === "none" ? 0 : 1) + (weights === undefined ? steps.length : 0);
  if (k < parameters) return none(`${k} studies cannot tell ${parameters} parameters apart`);
  const empty = counts.indexOf(0);
  if (weights === undefined && empty !== -1) {
    return none(
      `no study has a p-value above ${bounds[empty]} and up to ${bounds[empty + 1]}, so its weight is unknown`,
    );
  }
  // On a scale of their own, so that tolerances mean the same for effects of any size.
  const unit = Math.sqrt(v.toSorted()[Math.floor(k / 2)]!);
  const scaled: StepProblem = { ...problem, y: problem.y.map((x) => x / unit), v: v.map((x) => x / (unit * unit)) };
  const plain = plainFit(scaled, spread);
  if (plain.kind === "notConverged") return none(plain.reason);
  const model: StepModel = { problem: scaled, spread, ...(weights === undefined ? {} : { weights }) };
  const search = climbSteps(model, plain);
  if (search.kind === "notConverged") return none(search.reason);
  const { fit } = search;
  const without = spread === "none" ? undefined : climbSteps({ ...model, spread: "none" }, plain);
  const sign = alternative === "less" ? -1 : 1;
  const shift = k * log(unit);
  const error = rootOf(fit.variances[0]);
  const mean = sign * fit.mean * unit;
  return {
    kind: "estimated",
    method,
    warnings,
    ...describeMean(effects, { mean, standardError: error === undefined ? undefined : error * unit, level }),
    tau2: {
      value: fit.tau2 * unit * unit,
      ...(fit.variances[1] === undefined ? {} : { standardError: rootOf(fit.variances[1])! * unit * unit }),
    },
    intervals: describeIntervals(fit, { bounds, counts, level }),
    ...(weights === undefined ? { selection: ratioTest(fit.logLikelihood - plain.logLikelihood, steps.length) } : {}),
    ...(without?.kind === "converged"
      ? { heterogeneity: ratioTest(fit.logLikelihood - without.fit.logLikelihood, 1) }
      : {}),
    logLikelihood: fit.logLikelihood - shift - k * HALF_LOG_2PI,
    unadjusted: {
      mean: sign * plain.mean * unit,
      tau2: plain.tau2 * unit * unit,
      logLikelihood: plain.logLikelihood - shift - k * HALF_LOG_2PI,
    },
  };
}

/** log(2π) / 2. */
const HALF_LOG_2PI = 0.9189385332046727;

type Plain =
  | { readonly kind: "fitted"; readonly mean: number; readonly tau2: number; readonly logLikelihood: number }
  | { readonly kind: "notConverged"; readonly reason: string };

/** The maximum without selection. */
function plainFit(problem: StepProblem, spread: "estimated" | "none"): Plain {
  const { y, v, cuts } = problem;
  const linear = { y, v, columns: [new Float64Array(y.length).fill(1)] };
  const estimated =
    spread === "none" || y.length < 2 ? ({ kind: "estimated", tau2: 0 } as const) : fullLikelihood.estimate(linear);
  if (estimated.kind === "notConverged") return estimated;
  const { tau2 } = estimated;
  const mean = randomEffectsFit(linear, tau2)!.fit.coefficients[0]!;
  const equal = new Float64Array(cuts.length + 1).fill(1);
  return { kind: "fitted", mean, tau2, logLikelihood: stepLikelihood(problem, mean, tau2, equal).value };
}

function countsOf({ interval, cuts }: StepProblem): readonly number[] {
  const counts = Array.from({ length: cuts.length + 1 }, () => 0);
  for (const index of interval) counts[index]!++;
  return counts;
}

function rootOf(variance: number | undefined): number | undefined {
  return variance === undefined ? undefined : Math.sqrt(variance);
}
