import { checkWith, log, orThrow, type Seed } from "@rekindle/stats";
import { z } from "zod";
import type { OutcomeModel } from "../outcome-model.ts";
import { stratumFields } from "./strata.ts";
import { checkTimeToEvent, timeToEventFields, timeToEventModel } from "./time-to-event.ts";

const hazard = z.number().min(0);

/** Exponential times to event and to loss, with hazards per stratum and arm. */
export const exponentialRecipe = z
  .strictObject({
    kind: z.literal("exponential"),
    ...timeToEventFields,
    strata: z
      .array(
        z.strictObject({
          ...stratumFields,
          controlHazardPerDay: hazard,
          experimentalHazardPerDay: hazard,
        }),
      )
      .min(1)
      .max(255),
  })
  .superRefine(checkTimeToEvent);

export type ExponentialRecipe = z.input<typeof exponentialRecipe>;

/**
 * Outcome model with exponential times to event, per stratum and arm, and an exponential time to loss. With visit days an event is
 * known at the first visit at or after it, if the patient is still followed then; after the last visit nothing is seen.
 * The latent times of a patient are scaled by the hazards, so arms and conditions are paired.
 * @throws InvalidInput with every problem of the recipe.
 */
export function exponential(recipe: ExponentialRecipe, seed: Seed): OutcomeModel {
  const checked = orThrow(checkWith(exponentialRecipe, recipe));
  // Mean time of stratum s on arm a at 2 s + a.
  const means = Float64Array.from(
    checked.strata.flatMap((s) => [1 / s.controlHazardPerDay, 1 / s.experimentalHazardPerDay]),
  );
  return timeToEventModel(checked, seed, (columns, patients, arm) => {
    const { timeDays, stratum } = columns;
    for (let i = 0; i < patients; i++) timeDays[i] = -log(timeDays[i]!) * means[2 * stratum[i]! + arm[i]!]!;
  });
}
