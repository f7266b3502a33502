import { checkWith, orThrow, pow } from "@rekindle/stats";
import { z } from "zod";
import { chooseParts } from "../inverse-variance/choices.ts";
import { problemOf } from "../inverse-variance/fit-mean.ts";
import { randomEffectsFit } from "../inverse-variance/random-effects.ts";
import type { Effect, GivenEffects } from "../measures/measure.ts";
import { checkedRows, poolEffects } from "../pool-effects.ts";
import { type EffectPoolOptions, effectPoolSchema } from "../pool-options.ts";
import type { PooledEffect } from "../pooled-effect.ts";
import type { Tau2Estimator } from "../tau2/tau2-estimator.ts";
import { fewStudies } from "./few-studies.ts";
import { estimateMissing, type MissingEstimator, missingEstimators } from "./missing-studies.ts";
import { weightedLine } from "./weighted-line.ts";

const trimSchema = z.strictObject({
  estimator: z.exactOptional(z.enum(missingEstimators)),
  side: z.exactOptional(z.enum(["left", "right"])),
  /** The estimator of tau2 while trimming; that of the pool unless given. */
  trimTau2: effectPoolSchema.shape.tau2,
  pool: z.exactOptional(z.unknown()),
});

export interface TrimAndFillOptions {
  /** `L0` by default. */
  readonly estimator?: MissingEstimator;
  /** Where studies are missing: of small effects `left`, of large ones `right`; by default by the slope of effects on standard errors. */
  readonly side?: "left" | "right";
  /** While trimming, `{ kind: "commonEffect" }` say; that of the pool unless given. */
  readonly trimTau2?: { readonly kind: string };
  /** How to pool before and after. */
  readonly pool?: EffectPoolOptions;
}

/** The number of missing studies and the pool with them filled in. */
export type TrimAndFill = {
  readonly method: string;
  readonly observed: PooledEffect;
  readonly warnings: readonly string[];
} & (
  | {
      readonly kind: "estimated";
      readonly estimator: MissingEstimator;
      readonly side: "left" | "right";
      readonly missing: number;
      /** Absent where the formula's variance is negative, as it can be of few studies. */
      readonly missingStandardError?: number;
      /** Of the test that none is missing on that side; only with R0. */
      readonly missingPValue?: number;
      /** The mirror images that were filled in. */
      readonly filled: readonly Effect[];
      /** All effects, observed and filled. */
      readonly effects: GivenEffects;
      readonly adjusted: PooledEffect;
    }
  | { readonly kind: "notEstimable"; readonly reason: string }
);

const MOST_ROUNDS = 100;

/**
 * Trim and fill: the most extreme studies on one side are trimmed until the rest is symmetric, and their mirror images are filled in. A
 * sensitivity analysis and no estimate: asymmetry has other causes, and the method takes heterogeneity for it. Which of equal effects is
 * trimmed first depends on the order in which they are listed.
 *
 * Duval & Tweedie (2000), doi:10.1111/j.0006-341x.2000.00455.x and doi:10.1080/01621459.2000.10473905.
 * @returns `notEstimable` for fewer than three studies and where the number of missing studies has no estimate or does not settle.
 * @throws InvalidInput on effects that are not finite, variances that are not above 0, and unknown options.
 * @example
 * const adjusted = trimAndFill(effects, { estimator: "L0", pool: { tau2: { kind: "DL" } } });
 */
export function trimAndFill(effects: GivenEffects, options: TrimAndFillOptions = {}): TrimAndFill {
  const asked = orThrow(checkWith(trimSchema, options));
  const poolOptions = options.pool ?? {};
  const { parts = {}, ...recipe } = poolOptions;
  const rows = checkedRows(effects);
  const { estimator: ofPool } = chooseParts(orThrow(checkWith(effectPoolSchema, recipe)), parts);
  const trimmer = asked.trimTau2 === undefined ? ofPool : chooseParts({ tau2: asked.trimTau2 }, parts).estimator;
  const { estimator = "L0" } = asked;
  const observed = poolEffects(effects, poolOptions);
  const sided = asked.side === undefined ? sideBySlope(rows, trimmer) : { side: asked.side, words: "as asked" };
  const { side } = sided;
  const method = `trim and fill, ${estimator}, ${side} side ${sided.words}, trimmed by ${trimmer.label}`;
  const base = { method, observed, warnings: fewStudies(rows.length) };
  if (rows.length < 3) return { ...base, kind: "notEstimable", reason: "trim and fill needs at least three studies" };
  const sign = side === "left" ? 1 : -1;
  // From left to right as if the missing were on the left; of equal effects the first listed comes first, as in metafor.
  const sorted = rows.map((row) => ({ ...row, value: sign * row.value })).toSorted((a, b) => a.value - b.value);
  const trimmed = trim(sorted, trimmer, estimator);
  if (trimmed.kind === "notEstimable") return { ...base, ...trimmed };
  const { centre, missing } = trimmed;
  const filled = sorted.slice(sorted.length - missing).map(
    (row, i): Effect => ({
      id: `filled ${i + 1}: ${row.id}`,
      label: `Filled ${row.label}`,
      value: sign * (2 * centre - row.value),
      variance: row.variance,
      corrected: row.corrected,
    }),
  );
  const all: GivenEffects = {
    ...effects,
    method: `${effects.method}, with ${missing} filled by trim and fill`,
    rows: [...effects.rows, ...filled],
  };
  return {
    ...base,
    kind: "estimated",
    estimator,
    side,
    missing,
    ...(Number.isFinite(trimmed.standardError) ? { missingStandardError: trimmed.standardError } : {}),
    // With none missing, R0 + 1 is the length of a run of heads.
    ...(estimator === "R0" ? { missingPValue: pow(0.5, missing + 1) } : {}),
    filled,
    effects: all,
    adjusted: missing === 0 ? observed : poolEffects(all, poolOptions),
  };
}

type Trimmed =
  | { readonly kind: "trimmed"; readonly missing: number; readonly standardError: number; readonly centre: number }
  | { readonly kind: "notEstimable"; readonly reason: string };

function trim(sorted: readonly Effect[], trimmer: Tau2Estimator, estimator: MissingEstimator): Trimmed {
  let missing = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const kept = sorted.slice(0, sorted.length - missing);
    const centre = meanOf(kept, trimmer);
    if (typeof centre === "string") return { kind: "notEstimable", reason: centre };
    const found = estimateMissing(
      Float64Array.from(sorted, (row) => row.value - centre),
      estimator,
    );
    if (found === undefined) return { kind: "notEstimable", reason: `${estimator} has no value for these effects` };
    const next = Math.max(0, Math.round(found.value));
    if (next >= sorted.length) return { kind: "notEstimable", reason: `${estimator} would trim every study` };
    if (next === missing) return { kind: "trimmed", missing, standardError: found.standardError(found.value), centre };
    missing = next;
  }
  return { kind: "notEstimable", reason: "the number of missing studies does not settle" };
}

function meanOf(rows: readonly Effect[], trimmer: Tau2Estimator): number | string {
  if (rows.length === 1) return rows[0]!.value;
  const problem = problemOf(rows);
  const estimated = trimmer.estimate(problem);
  if (estimated.kind === "notConverged") return estimated.reason;
  return randomEffectsFit(problem, estimated.tau2)!.fit.coefficients[0]!;
}

/** Studies are missing where small studies are not: on the right if effects fall with the standard error. */
function sideBySlope(rows: readonly Effect[], trimmer: Tau2Estimator): { side: "left" | "right"; words: string } {
  const none = { side: "left", words: "as the slope on standard errors cannot be had" } as const;
  const x = rows.map((row) => Math.sqrt(row.variance));
  const y = Float64Array.from(rows, (row) => row.value);
  const v = Float64Array.from(rows, (row) => row.variance);
  const line = weightedLine(
    x,
    y,
    v.map((value) => 1 / value),
  );
  if (line === undefined || rows.length < 3) return none;
  const columns = [new Float64Array(rows.length).fill(1), line.standardised];
  const estimated = trimmer.estimate({ y, v, columns });
  if (estimated.kind === "notConverged") return none;
  const { tau2 } = estimated;
  const { slope } = weightedLine(
    x,
    y,
    v.map((value) => 1 / (value + tau2)),
  )!;
  return { side: slope < 0 ? "right" : "left", words: "by the slope on standard errors" };
}
