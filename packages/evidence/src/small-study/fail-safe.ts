import { checkWith, InvalidInput, orThrow, standardNormalIsf, standardNormalSf } from "@rekindle/stats";
import { z } from "zod";
import type { Effect } from "../measures/measure.ts";
import { checkedRows } from "../pool-effects.ts";

const failSafeSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("rosenthal"), alpha: z.exactOptional(z.number().gt(0).lt(0.5)) }),
  z.strictObject({ kind: z.literal("rosenberg"), alpha: z.exactOptional(z.number().gt(0).lt(0.5)) }),
  z.strictObject({ kind: z.literal("orwin"), target: z.number() }),
]);

export type FailSafeOptions = Readonly<z.output<typeof failSafeSchema>>;

/** How many unseen studies without an effect would undo the result. */
export interface FailSafe {
  readonly method: string;
  /** 0 where the result needs no undoing. */
  readonly studies: number;
  /** Of the observed studies together; only of a test. */
  readonly pValue?: number;
}

/**
 * The number of unseen studies with no effect that would bring the p-value of the pooled result to `alpha` (0.05), or the mean effect
 * to `target`. It says nothing of bias; kept because readers ask for it.
 *
 * - `rosenthal`: the sum of z over √k, one-sided. Rosenthal (1979), doi:10.1037/0033-2909.86.3.638.
 * - `rosenberg`: the common-effect mean, two-sided. Rosenberg (2005), doi:10.1111/j.0014-3820.2005.tb01004.x.
 * - `orwin`: the unweighted mean of effects to a target of the same sign. Orwin (1983), doi:10.3102/10769986008002157.
 * @throws InvalidInput on effects that are not finite, a target of 0 or of another sign than the mean, and unknown options.
 * @example
 * failSafe(effects, { kind: "rosenthal" }).studies;
 */
export function failSafe(effects: { readonly rows: readonly Effect[] }, options: FailSafeOptions): FailSafe {
  const asked = orThrow(checkWith(failSafeSchema, options));
  const rows = checkedRows(effects);
  const k = rows.length;
  if (asked.kind === "orwin") {
    const mean = rows.reduce((sum, row) => sum + row.value, 0) / k;
    if (asked.target === 0 || asked.target > 0 !== mean > 0) {
      const hint = `must not be 0 and have the sign of the mean effect, ${mean}`;
      const message = `target is ${asked.target}`;
      throw new InvalidInput([{ kind: "outOfRange", path: ["target"], message, hint }]);
    }
    const method = `fail-safe N, Orwin, to a mean effect of ${asked.target}`;
    return { method, studies: upward((k * (mean - asked.target)) / asked.target) };
  }
  const { alpha = 0.05 } = asked;
  if (asked.kind === "rosenthal") {
    const critical = standardNormalIsf(alpha);
    const sum = rows.reduce((total, row) => total + row.value / Math.sqrt(row.variance), 0);
    const pValue = standardNormalSf(Math.abs(sum) / Math.sqrt(k));
    const method = `fail-safe N, Rosenthal, to a one-sided p of ${alpha}`;
    return { method, studies: upward((sum / critical) * (sum / critical) - k), pValue };
  }
  const weights = rows.map((row) => 1 / row.variance);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const moment = rows.reduce((sum, row, i) => sum + weights[i]! * row.value, 0);
  const pValue = 2 * standardNormalSf(Math.abs(moment) / Math.sqrt(total));
  // Studies of average weight and no effect: the mean's z is moment / √(total (1 + N / k)).
  const ratio = moment / standardNormalIsf(alpha / 2);
  const method = `fail-safe N, Rosenberg, to a two-sided p of ${alpha}`;
  return { method, studies: upward(k * ((ratio * ratio) / total - 1)), pValue };
}

/** Up to a whole number, unless rounding alone put it above one. */
function upward(studies: number): number {
  return Math.max(0, Math.ceil(studies - 1e-10 * (1 + Math.abs(studies))));
}
