import { z } from "zod";
import type { Recipe } from "../parts.ts";
import { groupSequentialIssues } from "./information-rates.ts";
import { level, lookTime, sidedness } from "./look-time.ts";

const role = z.enum(["efficacy", "futility"]);

/** If binding, the efficacy boundaries count on stopping for futility and are lower for it. */
const binding = z.boolean().default(false);

/** The options of a group-sequential design that can name these spending functions and boundary families. */
export function groupSequentialOptions<Spending extends z.ZodType<Recipe>, Family extends z.ZodType<Recipe>>(
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
      /** Share of alpha's and beta's spending times at each look, if they differ from the information rates; increasing to 1. */
      spendingTimes: z.array(z.number().positive().max(1)).optional(),
      /** Boundaries at the interim looks, at or below which the trial stops without rejecting; one-sided designs only. */
      futility: z
        .discriminatedUnion("kind", [
          z.strictObject({
            kind: z.literal("fixed"),
            /** Boundaries on z, one per interim look. */
            z: z.array(z.number()),
            binding,
          }),
          z.strictObject({
            kind: z.literal("betaSpending"),
            /** Power of the design; 1 - power is spent below the boundaries, under the effect that has this power. */
            power: z.number().min(0.5).lt(1),
            spending,
            binding,
          }),
          z.strictObject({
            kind: z.literal("conditionalPower"),
            /** Stop if the conditional power is at most this. */
            below: z.number().gt(0).lt(0.9),
            /** Under the effect seen so far, or that of a fixed design with `power`. */
            effect: z.enum(["observed", "design"]).default("observed"),
            power: z.number().min(0.5).lt(1).default(0.9),
          }),
          z.strictObject({
            kind: z.literal("predictivePower"),
            /** Stop if the predictive power (flat prior) is at most this. */
            below: z.number().gt(0).lt(0.9),
          }),
        ])
        .optional(),
    })
    .superRefine((options, context) => {
      for (const { path, message } of groupSequentialIssues(options)) {
        context.addIssue({ code: "custom", path: [...path], message });
      }
    });
}
