import {
  checkWith,
  createStream,
  log,
  openStream,
  orThrow,
  type Seed,
  streamFamily,
  fillOpenUniforms,
} from "@rekindle/stats";
import { z } from "zod";
import { createVisitCalendar } from "../engine/visit-calendar.ts";
import type { OutcomeModel } from "../outcome-model.ts";
import { requireIncreasing, seeAtOnce, seeAtVisits } from "./seen-times.ts";
import { namespaceField, repeatedNames, strataDrawer, stratumFields } from "./strata.ts";

const hazard = z.number().min(0);

/** Exponential times to event and to loss, with hazards per stratum and arm. */
export const exponentialRecipe = z
  .strictObject({
    kind: z.literal("exponential"),
    /** Names the population: models with the same namespace and seed share their patients. */
    namespace: namespaceField,
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
    /** Hazard of being lost to follow-up, the same on both arms. */
    dropoutHazardPerDay: hazard.default(0),
    /** Days of assessment, increasing; events are then seen at the first visit after they happen. Empty: seen at once. */
    visitDays: z.array(z.number().positive()).default([]),
  })
  .superRefine(({ strata, visitDays }, context) => {
    for (const name of repeatedNames(strata)) {
      context.addIssue({ code: "custom", path: ["strata"], message: `two strata are called ${JSON.stringify(name)}` });
    }
    requireIncreasing(visitDays, "visitDays", context);
  });

export type ExponentialRecipe = z.input<typeof exponentialRecipe>;

/**
 * Outcome model with exponential times to event, per stratum and arm, and an exponential time to loss. With visit days an event is
 * known at the first visit at or after it, if the patient is still followed then; after the last visit nothing is seen.
 * The latent times of a patient are scaled by the hazards, so arms and conditions are paired.
 * @throws InvalidInput with every problem of the recipe.
 */
export function exponential(recipe: ExponentialRecipe, seed: Seed): OutcomeModel {
  const { strata, dropoutHazardPerDay, visitDays, namespace } = orThrow(checkWith(exponentialRecipe, recipe));
  const fillStrata = strataDrawer(strata, { seed, namespace });
  const events = streamFamily(seed, namespace, "events");
  const losses = streamFamily(seed, namespace, "losses");
  const stream = createStream();
  let lost = new Float64Array(0);
  // Mean time of stratum s on arm a at 2 s + a.
  const means = Float64Array.from(strata.flatMap((s) => [1 / s.controlHazardPerDay, 1 / s.experimentalHazardPerDay]));
  const meanLoss = 1 / dropoutHazardPerDay;
  const visits = createVisitCalendar(visitDays);
  return {
    strata: strata.map((each) => each.name),
    fills: ["stratum", "timeDays", "event"],
    visitDays,
    fillStrata,
    fill: ({ replicate, patients, arm }, columns) => {
      const { timeDays, event, stratum } = columns;
      fillStrata(replicate, patients, stratum);
      openStream(stream, events, replicate);
      fillOpenUniforms(stream, timeDays, patients);
      for (let i = 0; i < patients; i++) timeDays[i] = -log(timeDays[i]!) * means[2 * stratum[i]! + arm[i]!]!;
      event.fill(1, 0, patients);
      if (dropoutHazardPerDay > 0) {
        if (lost.length < patients) lost = new Float64Array(patients);
        openStream(stream, losses, replicate);
        fillOpenUniforms(stream, lost, patients);
        for (let i = 0; i < patients; i++) lost[i] = -log(lost[i]!) * meanLoss;
      } else if (lost.length < patients) lost = new Float64Array(patients).fill(Infinity);
      if (visitDays.length > 0) seeAtVisits(columns, patients, lost, visits);
      else if (dropoutHazardPerDay > 0) seeAtOnce(columns, patients, lost);
    },
  };
}
