import { InvalidInput } from "@rekindle/stats";
import { chooseParts } from "../inverse-variance/choices.ts";
import type { GivenEffects } from "../measures/measure.ts";
import { checkEffects, poolEffects } from "../pool-effects.ts";
import type { EffectPoolOptions } from "../pool-options.ts";
import type { PooledEffect } from "../pooled-effect.ts";
import { groupSpread, type Spread } from "./group-spread.ts";
import { betweenGroups, type InteractionTest } from "./interaction-test.ts";

/** Which group each study belongs to. */
export interface EffectSubgroupOptions {
  /** One name per study, in the order of the effects. */
  readonly groups: readonly string[];
  /** `separate` by default. */
  readonly spread?: Spread;
  /** How to pool each group and all of them. */
  readonly pool?: EffectPoolOptions;
}

/** Each group of effects pooled, all together, and a test of whether the groups differ. */
export interface EffectSubgroups {
  readonly spread: Spread;
  /** In the order in which their first studies come. */
  readonly groups: readonly { readonly group: string; readonly pooled: PooledEffect }[];
  readonly overall: PooledEffect;
  readonly interaction: InteractionTest;
}

/**
 * Pools effects of any kind by groups of studies, and tests whether the groups' means differ: Q between groups (Borenstein & Higgins,
 * Prevention Science 14 (2013) 134) with Wald variances; a shared spread is the residual tau2 of a mean per group.
 * @throws InvalidInput for fewer than two groups, a list of groups of another length, and as `poolEffects` does.
 * @example
 * poolEffectSubgroups(effects, { groups: ["random", "random", "other"], spread: "shared" }).interaction;
 */
export function poolEffectSubgroups(effects: GivenEffects, options: EffectSubgroupOptions): EffectSubgroups {
  const { groups, spread = "separate", pool = {} } = options;
  checkEffects(effects.rows);
  checkGroups(groups, effects.rows.length);
  const overall = poolEffects(effects, pool);
  const names = [...new Set(groups)];
  const rows = names.map((name) => effects.rows.filter((_, i) => groups[i] === name));
  const { parts = {}, ...recipe } = pool;
  const { estimate, shared, words } = groupSpread(rows, chooseParts(recipe, parts).estimator, spread);
  const each: EffectPoolOptions =
    shared === undefined
      ? pool
      : { ...pool, tau2: { kind: shared.kind }, parts: { ...parts, tau2: [...(parts.tau2 ?? []), shared] } };
  const pooled = names.map((group, i) => ({ group, pooled: poolEffects({ ...effects, rows: rows[i]! }, each) }));
  return { spread, groups: pooled, overall, interaction: betweenGroups(rows, estimate, words) };
}

function checkGroups(groups: readonly string[], studies: number): void {
  const path = ["groups"];
  if (groups.length !== studies) {
    const message = `${groups.length} groups are named for ${studies} studies`;
    throw new InvalidInput([{ kind: "wrongLength", path, message, hint: "one per study, in the same order" }]);
  }
  if (new Set(groups).size >= 2) return;
  const message = `all studies are in the group ${JSON.stringify(groups[0])}`;
  throw new InvalidInput([{ kind: "tooFew", path, message, hint: "at least two groups are needed" }]);
}
