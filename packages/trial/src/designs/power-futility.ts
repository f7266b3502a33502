import { standardNormalIsf } from "@rekindle/stats";
import type { AnalysisPlan } from "../design.ts";
import { conditionalPower, predictivePower } from "../interim/conditional-power.ts";
import { searchRoot } from "../search-root.ts";

/** Stop where the power to come is low: under the observed effect, under the effect of a design with `power`, or averaged over both. */
export type PowerFutility =
  | {
      readonly kind: "conditionalPower";
      readonly below: number;
      readonly effect: "observed" | "design";
      readonly power: number;
    }
  | { readonly kind: "predictivePower"; readonly below: number };

/** z reaches of the search: power to come is 0 or 1 for all that matters beyond. */
const REACH = 12;

/**
 * Futility boundaries at the interim looks: the z at which conditional (or predictive) power, over all efficacy boundaries still to come,
 * is `below`. Sources: see `conditionalPower` and `predictivePower`.
 * @param plan efficacy boundaries without futility.
 */
export function powerFutility(plan: AnalysisPlan, rule: PowerFutility, mayStop: readonly boolean[]): readonly number[] {
  const drift =
    rule.kind === "conditionalPower" ? standardNormalIsf(plan.alpha / plan.sided) - standardNormalIsf(rule.power) : 0;
  const toCome = (look: number, z: number): number => {
    if (rule.kind === "predictivePower") return predictivePower(plan, { look, z });
    const effect = rule.effect === "observed" ? ({ kind: "observed" } as const) : ({ kind: "drift", drift } as const);
    return conditionalPower(plan, { look, z, effect });
  };
  return mayStop.map((may, k) => {
    if (!may) return -Infinity;
    return searchRoot((z) => toCome(k + 1, z) - rule.below, {
      from: -REACH,
      to: REACH,
      tolerance: 1e-12,
      sought: "a futility boundary",
    });
  });
}
