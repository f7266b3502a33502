import { checkWith, orThrow, studentT } from "@rekindle/stats";
import { z } from "zod";
import { limitsAround } from "../inverse-variance/fit-mean.ts";
import { canonicalOrder } from "../linear/weighted-fit.ts";
import type { Effect } from "../measures/measure.ts";
import { checkedRows } from "../pool-effects.ts";
import { effectPoolSchema } from "../pool-options.ts";
import type { Interval } from "../pooled.ts";
import { fewStudies } from "./few-studies.ts";
import { weightedLine } from "./weighted-line.ts";

const petPeeseSchema = z.strictObject({
  level: effectPoolSchema.shape.level,
  /** Two-sided level of the test that takes PEESE in place of PET; 0.1 by default. */
  alpha: z.exactOptional(z.number().gt(0).lt(1)),
});

export type PetPeeseOptions = Readonly<z.output<typeof petPeeseSchema>>;

/** The effect at a standard error of 0, on the scale of the effects. */
export interface PrecisionEstimate {
  readonly value: number;
  readonly standardError: number;
  readonly interval: Interval;
  readonly statistic: number;
  /** Two-sided. */
  readonly pValue: number;
}

/** PET, PEESE and which of them is taken, or why there is neither. */
export type PetPeese =
  | {
      readonly kind: "estimated";
      /** From a slope on the standard error. */
      readonly pet: PrecisionEstimate;
      /** From a slope on its square. */
      readonly peese: PrecisionEstimate;
      readonly chosen: "pet" | "peese";
      readonly method: string;
      readonly studies: number;
      readonly warnings: readonly string[];
    }
  | { readonly kind: "notEstimable"; readonly reason: string; readonly warnings: readonly string[] };

/**
 * The effect expected of an infinitely precise study: by a slope on the standard error (PET), or where that effect differs from 0, on its
 * square (PEESE), each weighted by 1 / variance with a dispersion and t(k − 2). Stanley & Doucouliagos (2014), doi:10.1002/jrsm.1095.
 * @returns `notEstimable` with fewer than three studies and where all standard errors are equal.
 * @throws InvalidInput on effects that are not finite and variances that are not above 0.
 * @example
 * const { chosen, pet, peese } = poolPetPeese(effects);
 */
export function poolPetPeese(effects: { readonly rows: readonly Effect[] }, options: PetPeeseOptions = {}): PetPeese {
  const { level = 0.95, alpha = 0.1 } = orThrow(checkWith(petPeeseSchema, options));
  const listed = checkedRows(effects);
  const rows = canonicalOrder(listed).map((index) => listed[index]!);
  const warnings = fewStudies(rows.length);
  if (rows.length < 3) return { kind: "notEstimable", reason: "a slope needs at least three studies", warnings };
  const pet = atZero(rows, (row) => Math.sqrt(row.variance), level);
  const peese = atZero(rows, (row) => row.variance, level);
  if (typeof pet === "string") return { kind: "notEstimable", reason: pet, warnings };
  if (typeof peese === "string") return { kind: "notEstimable", reason: peese, warnings };
  return {
    kind: "estimated",
    pet,
    peese,
    chosen: pet.pValue < alpha ? "peese" : "pet",
    method: `PET-PEESE: PEESE where PET's test of no effect has p < ${alpha}, t(${rows.length - 2})`,
    studies: rows.length,
    warnings,
  };
}

function atZero(
  rows: readonly Effect[],
  predictor: (row: Effect) => number,
  level: number,
): PrecisionEstimate | string {
  const line = weightedLine(
    rows.map(predictor),
    rows.map((row) => row.value),
    rows.map((row) => 1 / row.variance),
  );
  if (line === undefined) return "every study has the same standard error";
  if (!(line.Q > 0)) return "the effects lie on a line exactly";
  const law = { df: line.df };
  const standardError = Math.sqrt((line.interceptVariance * line.Q) / line.df);
  const rule = { kind: "applies", quantile: law } as const;
  const limits = limitsAround(line.intercept, standardError, rule, "weighted regression", level);
  // The rule above always applies.
  if (limits.kind === "notEstimable") return limits.reason;
  const statistic = line.intercept / standardError;
  return {
    value: line.intercept,
    standardError,
    interval: { lower: limits.lower, upper: limits.upper, level, method: limits.method },
    statistic,
    pValue: Math.min(1, 2 * studentT(law).sf(Math.abs(statistic))),
  };
}
