import { z } from "zod";
import type { BoundaryFamilyPart } from "../boundaries/boundary-family.ts";
import { boundaryFamilies } from "../boundaries/index.ts";
import { decideByBoundaries } from "../boundary-decision.ts";
import { type AnalysisPlan, defineDesign, type Look } from "../design.ts";
import { choosePart, type Recipe } from "../parts.ts";
import { spendingFunctions } from "../spending/index.ts";
import type { SpendingPart, SpendingRequest } from "../spending/spending-function.ts";
import {
  bothSpent,
  efficacyBoundaries,
  type EfficacyRule,
  type LookPlan,
  type PlannedBoundaries,
  refuseCrossed,
} from "./boundary-kinds.ts";
import { groupSequentialOptions } from "./group-sequential-options.ts";
import { informationRatesOf } from "./information-rates.ts";
import { describeLookTime } from "./look-time.ts";
import { type PowerFutility, powerFutility } from "./power-futility.ts";

/** The spending functions and boundary families a group-sequential design may name. */
export interface BoundaryParts {
  readonly spendingFunctions: readonly SpendingPart[];
  readonly boundaryFamilies: readonly BoundaryFamilyPart[];
}

/** Group-sequential design with these spending functions and boundary families to choose from. */
export function groupSequentialWith(parts: BoundaryParts) {
  return defineDesign({
    kind: "groupSequential",
    options: groupSequentialOptions(unionOf(parts.spendingFunctions), unionOf(parts.boundaryFamilies)),
    plan: (options) => {
      const { alpha, sided, futility } = options;
      const rates = informationRatesOf(options);
      const last = rates.length - 1;
      const mayStop = rates.map((_, k) => k < last && (options.looks[k]!.roles ?? ["futility"]).includes("futility"));
      const looks: LookPlan = {
        rates,
        times: options.spendingTimes ?? rates,
        testsEfficacy: options.looks.map(({ roles }, k) => k === last || (roles ?? ["efficacy"]).includes("efficacy")),
        futility: mayStop.map((may, k) => (may && futility?.kind === "fixed" ? futility.z[k]! : -Infinity)),
        binding: futility !== undefined && "binding" in futility ? futility.binding : false,
        alpha,
        sided,
      };
      const efficacy = efficacyRuleOf(options, looks, parts);
      const found =
        futility?.kind === "betaSpending"
          ? bothSpent(looks, efficacy, { power: futility.power, mayStop, ...spendingOf(futility.spending, parts) })
          : efficacyBoundaries(looks, efficacy);
      const planOf = (chosen: PlannedBoundaries): AnalysisPlan => {
        const planned = options.looks.map(({ when }, k) => plannedLook(when, k, looks, chosen));
        const sentence = sentenceOf(planned, looks, chosen.method);
        return { looks: planned, alpha, sided, decidesBy: "lastLook", sentence, decide: decideByBoundaries(planned) };
      };
      if (futility?.kind !== "conditionalPower" && futility?.kind !== "predictivePower") return planOf(found);
      const stops = powerFutility(planOf(found), futility, mayStop);
      refuseCrossed(found.upper, { ...looks, futility: stops });
      return planOf({ ...found, futility: stops, method: `${found.method}, ${powerWords(futility)}` });
    },
  });
}

function powerWords(rule: PowerFutility): string {
  const below = `at most ${rule.below}`;
  if (rule.kind === "predictivePower") return `stopping for futility at a predictive power of ${below}`;
  const effect = rule.effect === "observed" ? "observed effect" : `effect of a fixed design with power ${rule.power}`;
  return `stopping for futility at a conditional power under the ${effect} of ${below}`;
}

function spendingOf(recipe: Recipe, parts: BoundaryParts) {
  const { part, options } = choosePart(recipe, { builtIn: parts.spendingFunctions, path: "spending" });
  return { method: part.describe(options), spent: (request: SpendingRequest) => part.spent(options, request) };
}

function efficacyRuleOf(
  options: { readonly spending?: Recipe | undefined; readonly typeOfDesign?: Recipe | undefined },
  looks: LookPlan,
  parts: BoundaryParts,
): EfficacyRule {
  if (options.spending !== undefined) {
    const { method, spent } = spendingOf(options.spending, parts);
    return { kind: "spending", method: `spending alpha by ${method}`, spent };
  }
  const recipe = options.typeOfDesign!;
  const { part, options: chosen } = choosePart(recipe, { builtIn: parts.boundaryFamilies, path: "typeOfDesign" });
  return { kind: "family", method: `with ${part.describe(chosen)} boundaries`, form: part.form(chosen, looks.rates) };
}

function plannedLook(when: Look["when"], k: number, looks: LookPlan, chosen: PlannedBoundaries): Look {
  const upper = chosen.upper[k]!;
  const lower = chosen.futility[k]!;
  return {
    when,
    informationRate: looks.rates[k]!,
    ...(upper < Infinity ? { efficacyBoundary: upper } : {}),
    ...(upper < Infinity && looks.sided === 2 ? { harmBoundary: -upper } : {}),
    ...(lower > -Infinity ? { futilityBoundary: lower } : {}),
    alphaSpent: chosen.alphaSpent[k]!,
  };
}

function sentenceOf(planned: readonly Look[], looks: LookPlan, method: string): string {
  const side = looks.sided === 1 ? "one-sided" : "two-sided";
  const count = planned.length === 1 ? "one look" : `${planned.length} looks`;
  const times = planned.map((look) => describeLookTime(look.when)).join(", ");
  const critical = planned.map((look) => look.efficacyBoundary?.toFixed(4) ?? "none").join(", ");
  const spent = planned.map((look) => look.alphaSpent.toPrecision(4)).join(", ");
  const stops = planned.slice(0, -1).map((look) => look.futilityBoundary?.toFixed(4) ?? "none");
  const hasFutility = planned.some((look) => look.futilityBoundary !== undefined);
  const binding = looks.binding ? "binding" : "non-binding";
  const futility = hasFutility ? ` Futility boundaries (${binding}) at the interim looks: ${stops.join(", ")}.` : "";
  return `Group-sequential design with ${count} (${times}), tested ${side} at overall level ${looks.alpha}, ${method}. Efficacy boundaries on the z scale: ${critical}; cumulative alpha spent: ${spent}.${futility}`;
}

function unionOf(parts: readonly { readonly options: z.ZodType }[]): z.ZodType<Recipe> {
  const schemas = parts.map((part) => part.options) as unknown as [z.ZodObject];
  return z.discriminatedUnion("kind", schemas) as unknown as z.ZodType<Recipe>;
}

/** Group-sequential design: looks at growing information, each with its boundaries on z. */
export const groupSequential = groupSequentialWith({ spendingFunctions, boundaryFamilies });
