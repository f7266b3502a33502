import { chiSquared, InvalidInput, standardNormalSf } from "@rekindle/stats";
import type { ChiSquaredTest } from "../../comparisons/mantel-haenszel.ts";
import { limitsAround } from "../../inverse-variance/fit-mean.ts";
import type { GivenEffects } from "../../measures/measure.ts";
import type { PooledEstimate } from "../../pooled.ts";
import type { StepFit } from "./climb-steps.ts";
import type { SelectionInterval } from "./pool-selection-model.ts";

const z = { kind: "applies", quantile: "normal" } as const;

/** The mean with its Wald interval and test, on both scales. */
export function describeMean(
  { measure }: GivenEffects,
  {
    mean,
    standardError,
    level,
  }: { readonly mean: number; readonly standardError: number | undefined; readonly level: number },
) {
  if (standardError === undefined) {
    const flat = { kind: "notEstimable", reason: "the likelihood is flat about its maximum" } as const;
    return { mean: flat, natural: flat };
  }
  const limits = limitsAround(mean, standardError, z, "Wald", level);
  const onScale = (toScale: (value: number) => number): PooledEstimate => {
    if (limits.kind === "notEstimable") return limits;
    const interval = { lower: toScale(limits.lower), upper: toScale(limits.upper), level, method: limits.method };
    return { kind: "estimated", value: toScale(mean), interval };
  };
  return {
    mean: onScale((value) => value),
    natural: onScale((value) => measure.toNatural(value)),
    standardError,
    pValue: Math.min(1, 2 * standardNormalSf(Math.abs(mean / standardError))),
  };
}

/** One row per interval of p-values. */
export function describeIntervals(
  fit: StepFit,
  {
    bounds,
    counts,
    level,
  }: { readonly bounds: readonly number[]; readonly counts: readonly number[]; readonly level: number },
): readonly SelectionInterval[] {
  return fit.weights.map((weight, j) => {
    const row = { above: bounds[j]!, upTo: bounds[j + 1]!, studies: counts[j]!, weight };
    const variance = fit.variances[2 + j];
    if (variance === undefined) return row;
    const standardError = Math.sqrt(variance);
    const limits = limitsAround(weight, standardError, z, "Wald", level);
    if (limits.kind === "notEstimable") return { ...row, standardError };
    const interval = { lower: Math.max(0, limits.lower), upper: limits.upper, level, method: limits.method };
    return { ...row, standardError, interval };
  });
}

/** Twice a difference of log-likelihoods. */
export function ratioTest(difference: number, df: number): ChiSquaredTest {
  const statistic = Math.max(0, 2 * difference);
  return { statistic, df, pValue: chiSquared({ df }).sf(statistic) };
}

/** Refuses steps that do not increase and weights that do not belong to them. */
export function checkSteps(steps: readonly number[], weights: readonly number[] | undefined): void {
  const falling = steps.findIndex((step, i) => i > 0 && !(step > steps[i - 1]!));
  if (falling !== -1) {
    const message = `steps[${falling}] is ${steps[falling]} after ${steps[falling - 1]}`;
    throw new InvalidInput([{ kind: "outOfRange", path: ["steps", falling], message, hint: "must increase" }]);
  }
  if (weights === undefined) return;
  if (weights.length !== steps.length + 1) {
    const message = `weights has ${weights.length} entries for ${steps.length + 1} intervals`;
    throw new InvalidInput([{ kind: "wrongLength", path: ["weights"], message, hint: "one per interval of p" }]);
  }
  if (weights[0] === 1) return;
  const message = `weights[0] is ${weights[0]}`;
  const hint = "must be 1: weights are relative to that of the smallest p-values";
  throw new InvalidInput([{ kind: "outOfRange", path: ["weights", 0], message, hint }]);
}
