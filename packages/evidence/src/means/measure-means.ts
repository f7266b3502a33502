import { checkWith, exp, InvalidInput, type Issue, log, orThrow } from "@rekindle/stats";
import { z } from "zod";
import { checkRows } from "../check-counts.ts";
import { armFaultsBy, numberFaults, wholeFaults } from "../faults.ts";
import type { Effect, GivenEffects } from "../measures/measure.ts";
import { hedgesFactor } from "./hedges-factor.ts";

/** Mean, standard deviation and patients of one arm. */
export interface MeanArm {
  readonly mean: number;
  readonly sd: number;
  readonly n: number;
}

/** Two arms of one study. */
export interface MeanComparison {
  readonly id: string;
  readonly label: string;
  readonly experimental: MeanArm;
  readonly control: MeanArm;
}

export const meanMeasureSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("meanDifference"),
    /** `separate` (default): a standard deviation per arm; `pooled`: one for both. */
    variance: z.exactOptional(z.enum(["separate", "pooled"])),
  }),
  z.strictObject({
    kind: z.literal("standardisedMeanDifference"),
    /** `largeSample` (default): 1/n1 + 1/n2 + g²/(2 N); `unbiased`: Hedges's (1983) unbiased estimator. */
    variance: z.exactOptional(z.enum(["largeSample", "unbiased"])),
  }),
  z.strictObject({ kind: z.literal("logRatioOfMeans") }),
]);

export type MeanMeasureOptions = Readonly<z.output<typeof meanMeasureSchema>>;

/**
 * Compares means of two arms, experimental minus (or over) control.
 *
 * `meanDifference` is metafor's MD (`pooled` its vtype HO), `standardisedMeanDifference` is Hedges's g with the exact factor J (SMD, vtype
 * LS or UB), `logRatioOfMeans` is ROM, for means above 0. Hedges (1981, 1983); Hedges, Gurevitch & Curtis (1999).
 * @param rows { id, label, experimental: { mean, sd, n }, control: { mean, sd, n } }.
 * @throws InvalidInput on n below 2, on a standard deviation that is not above 0, on means that have no ratio, and unknown options.
 * @example
 * const arms = { experimental: { mean: 3, sd: 1, n: 20 }, control: { mean: 2, sd: 1, n: 20 } };
 * measureMeans([{ id: "a", label: "A", ...arms }], { kind: "meanDifference" }).rows[0].variance; // 0.1
 */
export function measureMeans(rows: readonly MeanComparison[], options: MeanMeasureOptions): GivenEffects {
  const asked = orThrow(checkWith(meanMeasureSchema, options));
  const isRatio = asked.kind === "logRatioOfMeans";
  const faults = (arm: MeanArm, path: readonly (string | number)[]): readonly Issue[] => [
    ...numberFaults(arm.mean, isRatio ? "aboveZero" : "finite", [...path, "mean"]),
    ...numberFaults(arm.sd, "aboveZero", [...path, "sd"]),
    ...wholeFaults(arm.n, 2, [...path, "n"]),
  ];
  checkRows(rows, ({ experimental, control }, index) => [
    ...armFaultsBy(experimental, [index, "experimental"], "{ mean, sd, n }", faults),
    ...armFaultsBy(control, [index, "control"], "{ mean, sd, n }", faults),
  ]);
  const { words, effect, ...measure } = measureFor(asked);
  const effects = rows.map(({ id, label, experimental, control }): Effect => {
    return { id, label, ...effect(experimental, control), corrected: false };
  });
  const issues = effects.flatMap(({ value, variance }, index) =>
    Number.isFinite(value) && Number.isFinite(variance) && variance > 0 ? [] : [tooFar(rows[index]!.label, index)],
  );
  if (issues.length > 0) throw new InvalidInput(issues);
  return { measure, method: `${measure.label}, ${words}`, rows: effects };
}

type Pair = (one: MeanArm, other: MeanArm) => { readonly value: number; readonly variance: number };

function measureFor(asked: MeanMeasureOptions) {
  const same = (value: number): number => value;
  const named = (label: string, scale: string) => ({ kind: asked.kind, label, scale, naturalScale: scale });
  if (asked.kind === "meanDifference") {
    const isPooled = asked.variance === "pooled";
    const effect: Pair = (one, other) => ({
      value: one.mean - other.mean,
      variance: isPooled
        ? pooledVariance(one, other) * (1 / one.n + 1 / other.n)
        : (one.sd * one.sd) / one.n + (other.sd * other.sd) / other.n,
    });
    const words = isPooled ? "one standard deviation for both arms" : "a standard deviation per arm";
    return { ...named("mean differences", "mean difference"), words, effect, toNatural: same };
  }
  if (asked.kind === "standardisedMeanDifference") {
    const isUnbiased = asked.variance === "unbiased";
    const words = `exact J, ${isUnbiased ? "unbiased variance" : "large-sample variance"}`;
    const label = "standardised mean differences (Hedges's g)";
    return {
      ...named(label, "standardised mean difference"),
      words,
      effect: (one: MeanArm, other: MeanArm) => hedgesG(one, other, isUnbiased),
      toNatural: same,
    };
  }
  const effect: Pair = (one, other) => ({
    value: log(one.mean / other.mean),
    variance: relative(one) + relative(other),
  });
  return {
    ...named("log ratios of means", "log ratio of means"),
    naturalScale: "ratio of means",
    words: "delta method",
    effect,
    toNatural: (value: number) => exp(value),
  };
}

function pooledVariance(one: MeanArm, other: MeanArm): number {
  return ((one.n - 1) * one.sd * one.sd + (other.n - 1) * other.sd * other.sd) / (one.n + other.n - 2);
}

function hedgesG(one: MeanArm, other: MeanArm, isUnbiased: boolean) {
  const m = one.n + other.n - 2;
  const J = hedgesFactor(m);
  const value = (J * (one.mean - other.mean)) / Math.sqrt(pooledVariance(one, other));
  const share = isUnbiased ? 1 - (m - 2) / (m * J * J) : 1 / (2 * (one.n + other.n));
  return { value, variance: 1 / one.n + 1 / other.n + share * value * value };
}

/** Squared standard error of a log mean. */
function relative({ mean, sd, n }: MeanArm): number {
  const cv = sd / mean;
  return (cv * cv) / n;
}

function tooFar(label: string, index: number) {
  const hint = "means and standard deviations must be of sizes whose squares are numbers";
  return { kind: "outOfRange", path: [index], message: `${label} has no finite effect with a variance above 0`, hint };
}
