import { checkWith, InvalidInput, type Issue, orThrow, standardNormalIsf } from "@rekindle/stats";
import { checkRows } from "./check-counts.ts";
import { isRecord } from "./faults.ts";
import { chooseParts } from "./inverse-variance/choices.ts";
import { fitMean, type MeanFit, problemOf, type ScaleInterval, testBy } from "./inverse-variance/fit-mean.ts";
import { cochranQ, inconsistency } from "./inverse-variance/heterogeneity.ts";
import type { Effect, GivenEffects, Scale } from "./measures/measure.ts";
import { type EffectPoolOptions, effectPoolSchema } from "./pool-options.ts";
import type { PooledEstimate } from "./pooled.ts";
import type { PooledEffect, PooledEffectStudy } from "./pooled-effect.ts";

/**
 * Pools effects of any kind by inverse variance: comparisons of `measureComparisons`, or values with sampling variances from elsewhere
 * (`givenEffects`). Results are on the scale of the effects and, beside it, on the natural scale.
 * @param options `tau2`, `interval`, `prediction` and `level` as in `pool`; `parts` adds outside ones.
 * @throws InvalidInput on effects that are not finite, variances that are not above 0, and unknown kinds.
 * @example
 * const pooled = poolEffects(measureComparisons(rows, { kind: "logRiskRatio" }), { tau2: { kind: "DL" } });
 * pooled.natural.mean; // a risk ratio with its interval
 */
export function poolEffects(effects: GivenEffects, options: EffectPoolOptions = {}): PooledEffect {
  const { parts = {}, ...recipe } = options;
  const rows = checkedRows(effects);
  const choices = chooseParts(orThrow(checkWith(effectPoolSchema, recipe)), parts);
  const { measure } = effects;
  const { kind, label, scale, naturalScale } = measure;
  const method = `inverse variance, ${effects.method}, ${choices.estimator.label}`;
  const base = { measure: { kind, label, scale, naturalScale } };
  const one = rows.length === 1;
  const fit: MeanFit = one
    ? fitMean(rows, {
        ...chooseParts({ tau2: { kind: "commonEffect" }, interval: { kind: "wald" } }, {}),
        level: choices.level,
      })
    : fitMean(rows, choices);
  const studies = rows.map((row, i) =>
    studyOf(row, measure, choices.level, fit.kind === "notEstimable" ? 0 : fit.shares[i]!),
  );
  if (fit.kind === "notEstimable") {
    const heterogeneity = cochranQ(problemOf(rows));
    return {
      ...base,
      method,
      studies,
      mean: fit,
      prediction: fit,
      natural: { mean: fit, prediction: fit },
      heterogeneity,
      warnings: [],
    };
  }
  const estimate = (interval: ScaleInterval, toScale: (value: number) => number): PooledEstimate => {
    if (interval.kind === "notEstimable") return interval;
    const [first, second] = [toScale(interval.lower), toScale(interval.upper)];
    const limits = { lower: first, upper: second, level: choices.level, method: interval.method };
    return { kind: "estimated", value: toScale(fit.mean), interval: limits };
  };
  const same = (value: number): number => value;
  const natural = (value: number): number => measure.toNatural(value);
  const test = testBy(fit.mean, fit.standardError, fit.rule);
  return {
    ...base,
    method: one
      ? `${effects.method}; one study, so its own Wald interval`
      : `${method}, ${fit.interval.kind === "limits" ? fit.interval.method : choices.around.label}`,
    studies,
    mean: estimate(fit.interval, same),
    prediction: estimate(fit.prediction, same),
    natural: { mean: estimate(fit.interval, natural), prediction: estimate(fit.prediction, natural) },
    standardError: fit.standardError,
    ...(test === undefined ? {} : { test }),
    ...(one
      ? {}
      : {
          tau2: fit.tau2,
          heterogeneity: cochranQ(problemOf(rows)),
          ...inconsistency(problemOf(rows), fit.tau2.value),
        }),
    warnings: [],
  };
}

/**
 * Effects that were measured elsewhere, for `poolEffects`.
 * @param rows values with sampling variances (metafor's `yi` and `vi`).
 * @param scale how the values are called; `toNatural` is the identity unless given.
 * @example
 * givenEffects([{ id: "a", label: "A", value: -0.89, variance: 0.33 }], { scale: "log risk ratio" });
 */
export function givenEffects(
  rows: readonly { readonly id: string; readonly label: string; readonly value: number; readonly variance: number }[],
  { scale, naturalScale = scale, toNatural = (value) => value }: Partial<Scale> & { readonly scale: string },
): GivenEffects {
  const measure: Scale = { kind: "given", label: scale, scale, naturalScale, toNatural };
  return { measure, method: `${scale}, as given`, rows: rows.map((row) => ({ ...row, corrected: false })) };
}

/** Far beyond any effect, and small enough that no sum of products of weights and squares over- or underflows. */
const FURTHEST = 1e100;

/** Throws with every effect and variance that is not a number in range. */
export function checkEffects(rows: readonly Effect[]): void {
  checkRows(rows, ({ value, variance }, index): readonly Issue[] => [
    ...(Number.isFinite(value) && Math.abs(value) <= FURTHEST
      ? []
      : [
          {
            kind: "outOfRange",
            path: [index, "value"],
            message: `value is ${String(value)}`,
            hint: `must be finite and between -${FURTHEST} and ${FURTHEST}`,
          },
        ]),
    ...(Number.isFinite(variance) && variance >= 1 / FURTHEST && variance <= FURTHEST
      ? []
      : [
          {
            kind: "outOfRange",
            path: [index, "variance"],
            message: `variance is ${String(variance)}`,
            hint: `must be finite and above 0, from ${1 / FURTHEST} to ${FURTHEST}`,
          },
        ]),
  ]);
}

/** The rows of effects, checked.
 * @throws InvalidInput as `checkEffects`, and for what has no rows. */
export function checkedRows(effects: { readonly rows: readonly Effect[] }): readonly Effect[] {
  if (!isRecord(effects)) {
    const hint = "pass what measureEffects, measureComparisons or givenEffects return";
    throw new InvalidInput([{ kind: "wrongType", path: [], message: "are no effects", hint }]);
  }
  checkEffects(effects.rows);
  return effects.rows;
}

function studyOf(
  { id, label, value, variance }: Effect,
  measure: Scale,
  level: number,
  weight: number,
): PooledEffectStudy {
  const standardError = Math.sqrt(variance);
  const half = standardNormalIsf((1 - level) / 2) * standardError;
  const [lower, upper] = [value - half, value + half];
  const natural = { value: measure.toNatural(value), lower: measure.toNatural(lower), upper: measure.toNatural(upper) };
  return { id, label, value, standardError, interval: { lower, upper, level, method: "Wald, z" }, natural, weight };
}
