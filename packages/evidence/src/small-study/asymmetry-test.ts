import { standardNormalSf, studentT } from "@rekindle/stats";
import { limitsAround } from "../inverse-variance/fit-mean.ts";
import type { IntervalRule } from "../mean-intervals/mean-interval.ts";
import type { PooledEstimate } from "../pooled.ts";
import type { MeanTest } from "../pooled-effect.ts";

/** Whether effects depend on the size of the study, or why that cannot be tested. */
export type AsymmetryTest =
  | {
      readonly kind: "tested";
      /** In words with every convention named. */
      readonly method: string;
      /** Change of the effect per unit of the predictor: what is tested. */
      readonly slope: number;
      readonly standardError: number;
      readonly statistic: number;
      readonly law: MeanTest["law"];
      /** Two-sided. */
      readonly pValue: number;
      /** The effect expected of an infinitely large study; absent for a predictor that does not go to 0 with size. */
      readonly limit?: PooledEstimate;
      /** Left between studies; only of a meta-regression. */
      readonly tau2?: number;
      /** By which a weighted regression multiplies the sampling variances. */
      readonly dispersion?: number;
      readonly studies: number;
      readonly warnings: readonly string[];
    }
  | { readonly kind: "notEstimable"; readonly reason: string; readonly warnings: readonly string[] };

/** A slope with its unscaled variance, and the same of the value at 0. */
export interface TestedLine {
  readonly slope: number;
  readonly slopeVariance: number;
  readonly intercept: number;
  readonly interceptVariance: number;
  /** By which variances are multiplied, and the law of the statistic. */
  readonly rule: Extract<IntervalRule, { readonly kind: "applies" }>;
}

/** The test of a slope, and the effect at a predictor of 0 where that stands for an infinitely large study. */
export function testLine(
  line: TestedLine,
  { method, level, limit }: { readonly method: string; readonly level: number; readonly limit: "shown" | "none" },
) {
  const { varianceFactor, quantile } = line.rule;
  const standardError = Math.sqrt(line.slopeVariance * varianceFactor);
  const statistic = line.slope / standardError;
  const law: MeanTest["law"] = quantile === "normal" ? { kind: "normal" } : { kind: "t", df: quantile.df };
  const tail =
    quantile === "normal" ? standardNormalSf(Math.abs(statistic)) : studentT(quantile).sf(Math.abs(statistic));
  const limits = limitsAround(
    line.intercept,
    Math.sqrt(line.interceptVariance * varianceFactor),
    line.rule,
    "limit",
    level,
  );
  const atZero: PooledEstimate =
    limits.kind === "notEstimable"
      ? limits
      : {
          kind: "estimated",
          value: line.intercept,
          interval: { lower: limits.lower, upper: limits.upper, level, method: limits.method },
        };
  return {
    kind: "tested" as const,
    method,
    slope: line.slope,
    standardError,
    statistic,
    law,
    pValue: Math.min(1, 2 * tail),
    ...(limit === "shown" ? { limit: atZero } : {}),
  };
}
