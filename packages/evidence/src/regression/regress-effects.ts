import { checkWith, orThrow } from "@rekindle/stats";
import { z } from "zod";
import { chooseParts } from "../inverse-variance/choices.ts";
import { canonicalOrder } from "../linear/weighted-fit.ts";
import type { Effect } from "../measures/measure.ts";
import { checkedRows } from "../pool-effects.ts";
import { effectPoolSchema, type PoolParts } from "../pool-options.ts";
import { describeFit } from "./describe-regression.ts";
import { fitColumns, statisticsOf } from "./fit-columns.ts";
import { designColumns, type Moderator, moderatorSchema } from "./moderators.ts";
import { permuteModerators } from "./permute.ts";
import type { Regression } from "./regression.ts";

export const regressionSchema = z.strictObject({
  moderators: z.array(moderatorSchema),
  tau2: effectPoolSchema.shape.tau2,
  interval: effectPoolSchema.shape.interval,
  tau2Interval: effectPoolSchema.shape.tau2Interval,
  level: effectPoolSchema.shape.level,
  /** Permutation p-values: the moderators are dealt to the studies this many times. */
  permutations: z.exactOptional(
    z.strictObject({ count: z.int().min(99).max(1_000_000), seed: z.union([z.string(), z.int()]) }),
  ),
});

export interface RegressionOptions {
  readonly moderators: readonly Moderator[];
  /** REML by default. */
  readonly tau2?: { readonly kind: string };
  /** `hartungKnapp` by default: Knapp and Hartung's (2003) t and F tests. */
  readonly interval?: { readonly kind: string };
  readonly tau2Interval?: { readonly kind: string };
  readonly level?: number;
  readonly permutations?: { readonly count: number; readonly seed: string | number };
  readonly parts?: PoolParts;
}

/**
 * Meta-regression: effects explained by properties of the studies, with what is left between studies as tau2.
 *
 * Intervals and tests default to Knapp & Hartung (2003), doi:10.1002/sim.1482; permutation p-values as Higgins & Thompson (2004),
 * doi:10.1002/sim.1752. With fewer than ten studies per moderator the result warns that little can be learnt.
 * @param effects of `measureEffects`, `measureComparisons` or `givenEffects`.
 * @param options `moderators`: `{ name, values }` or `{ name, levels, reference }`, one entry per study in the order of the effects.
 * @throws InvalidInput on effects without variances, moderators of the wrong length or without variation, and unknown kinds.
 * @example
 * regressEffects(effects, { moderators: [{ name: "latitude", values: latitudes }] });
 */
export function regressEffects(
  effects: { readonly method: string; readonly rows: readonly Effect[] },
  options: RegressionOptions,
): Regression {
  const { parts = {}, ...recipe } = options;
  const asked = orThrow(checkWith(regressionSchema, recipe));
  checkedRows(effects);
  const listed = designColumns(asked.moderators, effects.rows.length);
  const order = canonicalOrder(
    effects.rows,
    listed.map((column) => column.values),
  );
  const rows = order.map((index) => effects.rows[index]!);
  const columns = listed.map(({ name, values }) => ({ name, values: Float64Array.from(order, (i) => values[i]!) }));
  const df = rows.length - columns.length;
  if (df < 1)
    return {
      kind: "notEstimable",
      reason: `${rows.length} studies cannot tell ${columns.length} coefficients apart from chance`,
    };
  const interval = asked.interval ?? { kind: "hartungKnapp" };
  const { moderators: _moderators, permutations: _permutations, ...estimation } = asked;
  const choices = chooseParts({ ...estimation, interval }, parts);
  const fitted = fitColumns(rows, columns, choices);
  if (fitted.kind === "notEstimable") return fitted;
  const permuted =
    asked.permutations === undefined
      ? undefined
      : permuteModerators(columns, asked.permutations, (shuffled) => statisticsOf(rows, shuffled, choices));
  return describeFit({ effectMethod: effects.method, rows, columns, choices, fitted, permuted });
}
