import { z } from "zod";
import { boundaryFamilies } from "../boundaries/index.ts";
import type { BoundaryFamilyPart } from "../boundaries/boundary-family.ts";
import { decideByBoundaries } from "../boundary-decision.ts";
import { defineDesign, type Look } from "../design.ts";
import { choosePart, type Recipe } from "../parts.ts";
import { spendingFunctions } from "../spending/index.ts";
import type { SpendingPart } from "../spending/spending-function.ts";
import { familyBoundaries, type LookPlan, spentBoundaries, type UpperBoundaries } from "./boundary-kinds.ts";
import { describeLookTime, level, lookTime, sidedness } from "./look-time.ts";
import { groupSequentialIssues, informationRatesOf } from "./information-rates.ts";

/** The spending functions and boundary families a group-sequential design may name. */
export interface BoundaryParts {
  readonly spendingFunctions: readonly SpendingPart[];
  readonly boundaryFamilies: readonly BoundaryFamilyPart[];
}

const role = z.enum(["efficacy", "futility"]);

function optionsOf<Spending extends z.ZodType<Recipe>, Family extends z.ZodType<Recipe>>(
  spending: Spending,
  typeOfDesign: Family,
) {
  return z
    .strictObject({
      kind: z.literal("groupSequential"),
      /** Type I error over all looks: of one side, or of both together. */
      alpha: level,
      sided: sidedness,
      /** The planned analyses in order; the last one is final. */
      looks: z
        .array(
          z.strictObject({
            when: lookTime,
            /** What the look may decide; both when left out. The last look always tests efficacy. */
            roles: z.array(role).optional(),
          }),
        )
        .min(1)
        .max(50),
      /** Share of the maximum information at each look, increasing to 1; from the looks' events or fractions when left out. */
      informationRates: z.array(z.number().positive().max(1)).optional(),
      /** How alpha is spent; either this or `typeOfDesign`. */
      spending: spending.optional(),
      /** A classical boundary; either this or `spending`. */
      typeOfDesign: typeOfDesign.optional(),
      /** Boundaries on z at the interim looks, at or below which the trial stops without rejecting; one-sided designs only. */
      futility: z
        .strictObject({
          /** One value per interim look. */
          z: z.array(z.number()),
          /** If binding, the efficacy boundaries count on stopping for futility and are lower for it. */
          binding: z.boolean().default(false),
        })
        .optional(),
    })
    .superRefine((options, context) => {
      for (const { path, message } of groupSequentialIssues(options)) {
        context.addIssue({ code: "custom", path: [...path], message });
      }
    });
}

/** Group-sequential design with these spending functions and boundary families to choose from. */
export function groupSequentialWith(parts: BoundaryParts) {
  const spending = unionOf(parts.spendingFunctions);
  const family = unionOf(parts.boundaryFamilies);
  return defineDesign({
    kind: "groupSequential",
    options: optionsOf(spending, family),
    plan: (options) => {
      const { alpha, sided, futility } = options;
      const rates = informationRatesOf(options);
      const last = rates.length - 1;
      const looks: LookPlan = {
        rates,
        testsEfficacy: options.looks.map(({ roles }, k) => k === last || (roles ?? ["efficacy"]).includes("efficacy")),
        futility: rates.map((_, k) => {
          const stops = k < last && (options.looks[k]!.roles ?? ["futility"]).includes("futility");
          return stops ? (futility?.z[k] ?? -Infinity) : -Infinity;
        }),
        binding: futility?.binding ?? false,
        alpha,
        sided,
      };
      const chosen = upperBoundaries(options, looks, parts);
      const planned = options.looks.map(({ when }, k) => plannedLook(when, k, looks, chosen));
      return {
        looks: planned,
        alpha,
        sided,
        decidesBy: "lastLook",
        sentence: sentenceOf(planned, looks, chosen),
        decide: decideByBoundaries(planned),
      };
    },
  });
}

function upperBoundaries(
  options: { readonly spending?: Recipe | undefined; readonly typeOfDesign?: Recipe | undefined },
  looks: LookPlan,
  parts: BoundaryParts,
): UpperBoundaries {
  if (options.spending !== undefined) {
    const { part, options: chosen } = choosePart(options.spending, {
      builtIn: parts.spendingFunctions,
      path: "spending",
    });
    return spentBoundaries(looks, {
      method: `spending alpha by ${part.describe(chosen)}`,
      spent: (request) => part.spent(chosen, request),
    });
  }
  const recipe = options.typeOfDesign!;
  const { part, options: chosen } = choosePart(recipe, { builtIn: parts.boundaryFamilies, path: "typeOfDesign" });
  return familyBoundaries(looks, {
    method: `with ${part.describe(chosen)} boundaries`,
    form: part.form(chosen, looks.rates),
  });
}

function plannedLook(when: Look["when"], k: number, looks: LookPlan, chosen: UpperBoundaries): Look {
  const upper = chosen.upper[k]!;
  const lower = looks.futility[k]!;
  return {
    when,
    informationRate: looks.rates[k]!,
    ...(upper < Infinity ? { efficacyBoundary: upper } : {}),
    ...(upper < Infinity && looks.sided === 2 ? { harmBoundary: -upper } : {}),
    ...(lower > -Infinity ? { futilityBoundary: lower } : {}),
    alphaSpent: chosen.alphaSpent[k]!,
  };
}

function sentenceOf(planned: readonly Look[], looks: LookPlan, chosen: UpperBoundaries): string {
  const side = looks.sided === 1 ? "one-sided" : "two-sided";
  const count = planned.length === 1 ? "one look" : `${planned.length} looks`;
  const times = planned.map((look) => describeLookTime(look.when)).join(", ");
  const critical = planned.map((look) => look.efficacyBoundary?.toFixed(4) ?? "none").join(", ");
  const spent = planned.map((look) => look.alphaSpent.toPrecision(4)).join(", ");
  const stops = planned.slice(0, -1).map((look) => look.futilityBoundary?.toFixed(4) ?? "none");
  const hasFutility = planned.some((look) => look.futilityBoundary !== undefined);
  const binding = looks.binding ? "binding" : "non-binding";
  const futility = hasFutility ? ` Futility boundaries (${binding}) at the interim looks: ${stops.join(", ")}.` : "";
  return `Group-sequential design with ${count} (${times}), tested ${side} at overall level ${looks.alpha}, ${chosen.method}. Efficacy boundaries on the z scale: ${critical}; cumulative alpha spent: ${spent}.${futility}`;
}

function unionOf(parts: readonly { readonly options: z.ZodType }[]): z.ZodType<Recipe> {
  const schemas = parts.map((part) => part.options) as unknown as [z.ZodObject];
  return z.discriminatedUnion("kind", schemas) as unknown as z.ZodType<Recipe>;
}

/** Group-sequential design: looks at growing information, each with its boundaries on z. */
export const groupSequential = groupSequentialWith({ spendingFunctions, boundaryFamilies });
