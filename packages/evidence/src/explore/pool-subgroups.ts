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
import { defineTau2Estimator, type Tau2Estimate } from "../tau2/tau2-estimator.ts";
import { betweenGroups, type InteractionTest, likelihoodRatio } from "./interaction-test.ts";

/** Rows that belong together. */
export interface Subgroup {
  readonly group: string;
  readonly label: string;
  readonly rows: readonly BinomialCounts[];
}

/** Whether groups have a spread between studies of their own, or share one; with few studies per group sharing is steadier. */
export type Spread = "separate" | "shared";

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
 * By inverse variance the test is Q between groups (Borenstein & Higgins 2013, doi:10.1007/s11121-013-0377-7) with Wald variances; a
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
  const { effects, estimate, each } = planInverseVariance(groups, spread, poolOptions);
  const interaction = betweenGroups(effects, estimate, spread === "shared" ? "one tau2" : "a tau2 per group");
  return { spread, groups: poolEach(each), overall, interaction };
}

interface Plan {
  readonly effects: readonly (readonly Effect[])[];
  readonly estimate: (rows: readonly Effect[]) => Tau2Estimate;
  /** Options that pool one group. */
  readonly each: PoolOptions;
}

function planInverseVariance(groups: readonly Subgroup[], spread: Spread, options: PoolOptions): Plan {
  const { parts = {}, ...recipe } = options as Extract<PoolOptions, { readonly model?: "inverseVariance" }>;
  const { estimator } = chooseParts(recipe, parts);
  const effects = groups.map(
    (group) => measureEffects(group.rows, recipe.measure ?? { kind: "logitProportion" }, parts).rows,
  );
  if (spread === "separate") {
    const alone: Tau2Estimate = { kind: "estimated", tau2: 0 };
    const estimate = (rows: readonly Effect[]) =>
      rows.length === 1 ? alone : estimator.estimate(groupProblem([rows]));
    return { effects, estimate, each: options };
  }
  const all = effects.flat().length;
  const residual: Tau2Estimate =
    all > groups.length
      ? estimator.estimate(groupProblem(effects))
      : { kind: "notConverged", reason: "every group is one study" };
  const shared = defineTau2Estimator({
    kind: "shared",
    label: `${estimator.label} over all groups`,
    estimate: () => residual,
  });
  const each = { ...recipe, model: "inverseVariance", tau2: { kind: "shared" } } as const;
  return {
    effects,
    estimate: () => residual,
    each: { ...each, parts: { ...parts, tau2: [...(parts.tau2 ?? []), shared] } },
  };
}

/** A mean per group. */
function groupProblem(groups: readonly (readonly Effect[])[]) {
  const rows = groups.flat();
  return {
    y: Float64Array.from(rows, (row) => row.value),
    v: Float64Array.from(rows, (row) => row.variance),
    columns: groups.map((group) => Float64Array.from(rows, (row) => (group.includes(row) ? 1 : 0))),
  };
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
