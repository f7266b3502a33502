import { InvalidInput } from "@rekindle/stats";
import { type BinomialTable, binomialTable } from "../binomial-normal/binomial-table.ts";
import { type HighestLikelihood, highestLikelihood, maximiseSharedSpread } from "../binomial-normal/shared-spread.ts";
import { chooseParts } from "../inverse-variance/choices.ts";
import { measureEffects } from "../measure-effects.ts";
import type { Effect } from "../measures/measure.ts";
import { pool } from "../pool.ts";
import type { PoolOptions } from "../pool-options.ts";
import type { Pooled } from "../pooled.ts";
import type { BinomialCounts } from "../select/counts.ts";
import { groupSpread, type GroupSpread, type Spread } from "./group-spread.ts";
import { betweenGroups, type InteractionTest, likelihoodRatio } from "./interaction-test.ts";

/** Rows that belong together. */
export interface Subgroup {
  readonly group: string;
  readonly label: string;
  readonly rows: readonly BinomialCounts[];
}

export interface SubgroupOptions {
  /** `separate` by default. */
  readonly spread?: Spread;
  /** How to pool each group and all of them. */
  readonly pool?: PoolOptions;
}

/** Each group pooled, all together, and a test of whether the groups differ. */
export interface Subgroups {
  readonly spread: Spread;
  readonly groups: readonly { readonly group: string; readonly label: string; readonly pooled: Pooled }[];
  readonly overall: Pooled;
  readonly interaction: InteractionTest;
}

/**
 * Pools each group and all rows together, and tests whether the groups' means differ.
 *
 * By inverse variance the test is Q between groups (Borenstein & Higgins, Prevention Science 14 (2013) 134) with Wald variances; a
 * shared spread is the residual tau2 of a mean per group. By the binomial-normal model it is a likelihood ratio against one mean and one
 * spread; there, groups are always shown with their own spread, and `spread` says what the alternative of the test allows.
 * @param groups two or more groups of rows; ids are used once over all groups.
 * @throws InvalidInput for fewer than two groups, and as `pool` does.
 * @example
 * const { groups } = selectCounts(library, { endpoint: { kind: "restoration" }, denominator: "evaluable", by: "genotype" });
 * poolSubgroups(groups, { spread: "shared" }).interaction; // { kind: "tested", statistic, df, pValue, method }
 */
export function poolSubgroups(groups: readonly Subgroup[], options: SubgroupOptions = {}): Subgroups {
  if (groups.length < 2) throw new InvalidInput([tooFew(groups.length)]);
  const { spread = "separate", pool: poolOptions = {} } = options;
  const overall = pool(
    groups.flatMap((group) => group.rows),
    poolOptions,
  );
  const poolEach = (each: PoolOptions) =>
    groups.map(({ group, label, rows }) => ({ group, label, pooled: pool(rows, each) }));
  if (overall.model === "binomialNormal") {
    const tables = groups.map((group) => binomialTable(group.rows));
    return { spread, groups: poolEach(poolOptions), overall, interaction: likelihoodTest(tables, groups, spread) };
  }
  const { effects, estimate, words, each } = planInverseVariance(groups, spread, poolOptions);
  const interaction = betweenGroups(effects, estimate, words);
  return { spread, groups: poolEach(each), overall, interaction };
}

interface Plan extends GroupSpread {
  readonly effects: readonly (readonly Effect[])[];
  /** Options that pool one group. */
  readonly each: PoolOptions;
}

function planInverseVariance(groups: readonly Subgroup[], spread: Spread, options: PoolOptions): Plan {
  const { parts = {}, ...recipe } = options as Extract<PoolOptions, { readonly model?: "inverseVariance" }>;
  const { estimator } = chooseParts(recipe, parts);
  const effects = groups.map(
    (group) => measureEffects(group.rows, recipe.measure ?? { kind: "logitProportion" }, parts).rows,
  );
  const plan = groupSpread(effects, estimator, spread);
  if (plan.shared === undefined) return { ...plan, effects, each: options };
  const each = { ...recipe, model: "inverseVariance", tau2: { kind: plan.shared.kind } } as const;
  return { ...plan, effects, each: { ...each, parts: { ...parts, tau2: [...(parts.tau2 ?? []), plan.shared] } } };
}

function likelihoodTest(
  tables: readonly BinomialTable[],
  groups: readonly Subgroup[],
  spread: Spread,
): InteractionTest {
  const together = highestLikelihood(binomialTable(groups.flatMap((group) => group.rows)));
  if (together.kind === "notConverged") return { kind: "notEstimable", reason: together.reason };
  const apart = spread === "shared" ? maximiseSharedSpread(tables) : sumOfMaxima(tables);
  if (apart.kind === "notConverged") return { kind: "notEstimable", reason: apart.reason };
  const shared = spread === "shared";
  const df = (shared ? 1 : 2) * (groups.length - 1);
  const words = shared ? "a mean per group with one tau2" : "a mean and a tau2 per group";
  return likelihoodRatio(apart.value - together.value, df, `${words}, against one of each`);
}

function sumOfMaxima(tables: readonly BinomialTable[]): HighestLikelihood {
  let value = 0;
  for (const table of tables) {
    const own = highestLikelihood(table);
    if (own.kind === "notConverged") return own;
    value += own.value;
  }
  return { kind: "converged", value };
}

function tooFew(count: number) {
  const message = `there ${count === 1 ? "is one group" : "are no groups"}`;
  return { kind: "tooFew", path: ["groups"], message, hint: "at least two are needed" };
}
