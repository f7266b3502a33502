import type { Counts, CountSelection, Library, PoolParts } from "@rekindle/evidence";
import { pool, selectCounts } from "@rekindle/evidence";
import type { PoolGroup, PooledModels, PoolResult, WithoutTierB } from "../result.ts";
import { type Scenario, type ScenarioPool, selectionOf } from "../schema/scenario-schema.ts";

/** Every pool of a scenario, in its order. */
export function runPools(
  scenario: Scenario,
  library: Library,
  options: { readonly parts?: PoolParts } = {},
): readonly PoolResult[] {
  return Object.entries(scenario.evidence?.pools ?? {}).map(([id, recipe]) => runPool(id, recipe, library, options));
}

/**
 * Pools one selection of counts by both models, by genotype group if it asks for that, and beside each without counts of tier B.
 * @throws InvalidInput if nothing fits the selection, or only a mixture that was not asked for.
 */
export function runPool(
  id: string,
  recipe: ScenarioPool,
  library: Library,
  options: { readonly parts?: PoolParts } = {},
): PoolResult {
  const { title } = recipe;
  const selection = selectCounts(library, selectionOf(recipe));
  const { endpoint, denominator, timing, tiers, by, leftOut, notes } = selection;
  const isMixed = denominator === "mixed" || timing === "mixed";
  const poolRows = (rows: readonly Counts[]): PooledModels => bothModels(rows, { recipe, isMixed, ...options });
  const groups = groupsOf(selection).map(({ group, label, rows }): PoolGroup => {
    const withoutTierB = sensitivity(rows, poolRows);
    return { group, label, models: poolRows(rows), ...(withoutTierB === undefined ? {} : { withoutTierB }) };
  });
  return { id, title, endpoint, denominator, timing, tiers, by, groups, leftOut, notes };
}

/** By study everyone is one group; by genotype each group is pooled apart. */
function groupsOf(selection: CountSelection): readonly { group: string; label: string; rows: readonly Counts[] }[] {
  if (selection.by === "genotype") return [...selection.groups];
  return [{ group: "all", label: "All studies", rows: selection.rows }];
}

interface Pooling {
  readonly recipe: ScenarioPool;
  readonly isMixed: boolean;
  readonly parts?: PoolParts;
}

function bothModels(rows: readonly Counts[], { recipe, isMixed, parts }: Pooling): PooledModels {
  const shared = { ...(isMixed ? { mixture: "labelled" as const } : {}), ...(parts === undefined ? {} : { parts }) };
  return {
    binomialNormal: pool(rows, { ...recipe.binomialNormal, model: "binomialNormal", ...shared }),
    inverseVariance: pool(rows, { ...recipe.inverseVariance, model: "inverseVariance", ...shared }),
  };
}

function sensitivity(
  rows: readonly Counts[],
  poolRows: (rows: readonly Counts[]) => PooledModels,
): WithoutTierB | undefined {
  const removed = rows.filter((row) => row.tier === "B").map((row) => row.label);
  if (removed.length === 0) return undefined;
  const kept = rows.filter((row) => row.tier !== "B");
  return kept.length === 0 ? { kind: "nothingLeft", removed } : { kind: "pooled", removed, models: poolRows(kept) };
}
