import { checkWith, InvalidInput, log, orThrow, studentT } from "@rekindle/stats";
import { z } from "zod";
import { limitsAround, testBy } from "../inverse-variance/fit-mean.ts";
import { climbFromAll } from "../likelihood/climb.ts";
import { profiledVariance } from "../likelihood/profiled-variance.ts";
import { canonicalOrder } from "../linear/weighted-fit.ts";
import type { IntervalRule } from "../mean-intervals/mean-interval.ts";
import { checkEffects } from "../pool-effects.ts";
import type { PooledEstimate, Tau2 } from "../pooled.ts";
import { type DesignColumn, designColumns, type Moderator, moderatorSchema } from "../regression/moderators.ts";
import type { Coefficient } from "../regression/regression.ts";
import type { Block } from "./blocks.ts";
import { type ClusterRobust, robustCovariance } from "./cluster-robust.ts";
import { fitBlocks, type MultilevelFit, type VarianceMethod, varianceLikelihood } from "./variance-likelihood.ts";

/** One arm (or group) of a study. */
export interface MultilevelRow {
  readonly id: string;
  readonly label: string;
  /** Arms with the same study share its deviation. */
  readonly study: string;
  readonly value: number;
  /** Sampling variance; arms of a study are taken as sampled independently. */
  readonly variance: number;
}

const multilevelSchema = z.strictObject({
  method: z.exactOptional(z.enum(["REML", "ML"])),
  interval: z.exactOptional(z.strictObject({ kind: z.enum(["CR2", "CR1", "CR0", "t", "wald"]) })),
  moderators: z.exactOptional(z.array(moderatorSchema)),
  level: z.exactOptional(z.number().gt(0).lt(1)),
});

export interface MultilevelOptions {
  /** REML by default. */
  readonly method?: VarianceMethod;
  /** `CR2` (default), `CR1`, `CR0`: robust with studies as clusters; `t` with rows − coefficients degrees of freedom; `wald`. */
  readonly interval?: { readonly kind: ClusterRobust | "t" | "wald" };
  readonly moderators?: readonly Moderator[];
  readonly level?: number;
}

/** A multilevel pool, or why there is none. */
export type MultilevelPool =
  | {
      readonly kind: "estimated";
      readonly method: string;
      /** The first is the mean where there are no moderators. */
      readonly coefficients: readonly Coefficient[];
      readonly covariance: readonly (readonly number[])[];
      /** Variance between studies. */
      readonly studyVariance: Tau2;
      /** Variance between arms of one study. */
      readonly armVariance: Tau2;
      /** An arm of a new study; only without moderators. */
      readonly prediction?: PooledEstimate;
      readonly logLikelihood: number;
      readonly studies: number;
      readonly rows: number;
      readonly warnings: readonly string[];
    }
  | { readonly kind: "notEstimable"; readonly reason: string };

/**
 * Pools arms within studies: value = mean + study + arm + sampling error, the random effects normal, by REML or ML, with
 * profile-likelihood intervals of both variances and cluster-robust intervals of the coefficients. metafor's
 * `rma.mv(random = ~ 1 | study/arm)`; Konstantopoulos, Research Synthesis Methods 2 (2011) 61–76.
 * @throws InvalidInput on effects that are not finite, variances not above 0, studies without a name, and unknown options.
 * @example
 * const pooled = poolMultilevel(arms, { interval: { kind: "CR2" } });
 * pooled.kind === "estimated" && pooled.studyVariance.interval;
 */
export function poolMultilevel(rows: readonly MultilevelRow[], options: MultilevelOptions = {}): MultilevelPool {
  checkEffects(rows.map((row) => ({ ...row, corrected: false })));
  checkStudies(rows);
  const asked = orThrow(checkWith(multilevelSchema, options));
  const { method = "REML", level = 0.95 } = asked;
  const kind = asked.interval?.kind ?? "CR2";
  const columns = designColumns(asked.moderators ?? [], rows.length);
  const blocks = blocksOf(rows, columns);
  const p = columns.length;
  if (blocks.length <= p) return refuse(`${blocks.length} studies cannot tell ${p} coefficients apart from chance`);
  if (blocks.length === rows.length)
    return refuse("every study has one arm, so the two variances cannot be told apart");
  const likelihood = varianceLikelihood(blocks, method);
  const scale = Math.sqrt(crudeVariance(rows));
  const starts = [0.2, 1].flatMap((a) => [0.2, 1].map((b) => [a * scale, b * scale]));
  const found = climbFromAll(likelihood, starts);
  if (found.kind === "notConverged") return refuse(found.reason);
  const [s1, s2] = found.at.theta as readonly [number, number];
  const variances = { study: s1 * s1, arm: s2 * s2 };
  const fit = fitBlocks(blocks, variances.study, variances.arm);
  if (fit === undefined) return refuse("the moderators are not independent of one another");
  const { covariance, rules } = covarianceBy(kind, { blocks, fit, variances, rows: rows.length });
  const coefficients = columns.map(({ name }, a) =>
    coefficientOf(name, fit.coefficients[a]!, Math.sqrt(covariance[a]![a]!), rules[a]!, { label: labels[kind], level }),
  );
  const varianceOf = (parameter: number): Tau2 =>
    profiledVariance(likelihood, found.at, { parameter, level, method, farthest: 1e3 * scale });
  return {
    kind: "estimated",
    method: `multilevel model, arms within studies, ${method}; ${labels[kind]} intervals; profile-likelihood intervals of variances`,
    coefficients,
    covariance,
    studyVariance: varianceOf(0),
    armVariance: varianceOf(1),
    ...(p === 1 ? { prediction: predict(fit, covariance, variances, blocks.length, level) } : {}),
    logLikelihood: found.at.value - constantOf(blocks, method),
    studies: blocks.length,
    rows: rows.length,
    warnings:
      kind === "CR2" &&
      rules.some((rule) => rule.kind === "applies" && rule.quantile !== "normal" && rule.quantile.df < 4)
        ? [FEW]
        : [],
  };
}

const FEW = "fewer than 4 degrees of freedom: the t approximation of the cluster-robust interval is poor (Tipton 2015)";
const labels = {
  CR2: "cluster-robust CR2, Satterthwaite",
  CR1: "cluster-robust CR1",
  CR0: "cluster-robust CR0",
  t: "t",
  wald: "Wald",
} as const;

function refuse(reason: string): MultilevelPool {
  return { kind: "notEstimable", reason };
}

function checkStudies(rows: readonly MultilevelRow[]): void {
  const issues = rows.flatMap(({ study }, index) =>
    typeof study === "string" && study !== ""
      ? []
      : [
          {
            kind: "wrongType",
            path: [index, "study"],
            message: `study is ${JSON.stringify(study)}`,
            hint: "the name of its study",
          },
        ],
  );
  if (issues.length > 0) throw new InvalidInput(issues);
}

/** Rows in an order of their own within and between studies, so that sums do not depend on the listing. */
function blocksOf(rows: readonly MultilevelRow[], columns: readonly DesignColumn[]): readonly Block[] {
  const order = canonicalOrder(
    rows,
    columns.map((column) => column.values),
  );
  const groups = new Map<string, number[]>();
  for (const index of order) {
    const { study } = rows[index]!;
    groups.set(study, [...(groups.get(study) ?? []), index]);
  }
  return [...groups.values()].map((members) => ({
    y: Float64Array.from(members, (index) => rows[index]!.value),
    v: Float64Array.from(members, (index) => rows[index]!.variance),
    columns: columns.map(({ values }) => Float64Array.from(members, (index) => values[index]!)),
  }));
}

function crudeVariance(rows: readonly MultilevelRow[]): number {
  const sorted = canonicalOrder(rows).map((index) => rows[index]!);
  const mean = sorted.reduce((sum, row) => sum + row.value, 0) / rows.length;
  const crude = sorted.reduce((sum, row) => sum + (row.value - mean) * (row.value - mean), 0) / rows.length;
  return crude > 0 ? crude : sorted.reduce((sum, row) => sum + row.variance, 0) / rows.length;
}

interface Fitted {
  readonly blocks: readonly Block[];
  readonly fit: MultilevelFit;
  readonly variances: { readonly study: number; readonly arm: number };
  readonly rows: number;
}

function covarianceBy(kind: keyof typeof labels, { blocks, fit, variances, rows }: Fitted) {
  const p = fit.coefficients.length;
  if (kind === "wald" || kind === "t") {
    const quantile = kind === "wald" ? "normal" : { df: rows - p };
    const rule: IntervalRule = { kind: "applies", varianceFactor: 1, quantile };
    return { covariance: fit.covariance, rules: fit.coefficients.map(() => rule) };
  }
  const { covariance, df } = robustCovariance(blocks, fit, kind, variances);
  const rules = df.map((each): IntervalRule => ({ kind: "applies", varianceFactor: 1, quantile: { df: each } }));
  return { covariance, rules };
}

function coefficientOf(
  name: string,
  value: number,
  standardError: number,
  rule: IntervalRule,
  { label, level }: { readonly label: string; readonly level: number },
): Coefficient {
  const limits = limitsAround(value, standardError, rule, label, level);
  const test = testBy(value, standardError, rule);
  const interval: PooledEstimate =
    limits.kind === "notEstimable"
      ? limits
      : {
          kind: "estimated",
          value,
          interval: { lower: limits.lower, upper: limits.upper, level, method: limits.method },
        };
  return { name, value, standardError, interval, ...(test === undefined ? {} : { test }) };
}

function predict(
  fit: MultilevelFit,
  covariance: readonly (readonly number[])[],
  { study, arm }: { readonly study: number; readonly arm: number },
  studies: number,
  level: number,
): PooledEstimate {
  if (studies < 3) return { kind: "notEstimable", reason: "a prediction interval needs at least three studies" };
  const df = studies - 2;
  const half = studentT({ df }).isf((1 - level) / 2) * Math.sqrt(covariance[0]![0]! + study + arm);
  const value = fit.coefficients[0]!;
  return {
    kind: "estimated",
    value,
    interval: { lower: value - half, upper: value + half, level, method: `an arm of a new study, t(${df})` },
  };
}

/** As metafor prints it: with 2π, and with X'X for REML. */
function constantOf(blocks: readonly Block[], method: VarianceMethod): number {
  const rows = blocks.reduce((sum, { y }) => sum + y.length, 0);
  const p = blocks[0]!.columns.length;
  if (method === "ML") return 0.5 * rows * log(2 * Math.PI);
  const plain = blocks.map((block) => ({ ...block, v: block.v.map(() => 1) }));
  return 0.5 * ((rows - p) * log(2 * Math.PI) - fitBlocks(plain, 0, 0)!.logDeterminant);
}
