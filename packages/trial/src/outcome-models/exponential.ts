import {
  checkWith,
  createStream,
  drawOpenUniform,
  log,
  openStream,
  orThrow,
  type Seed,
  streamFamily,
} from "@rekindle/stats";
import { z } from "zod";
import { createVisitCalendar, firstVisitFrom, lastVisitBy } from "../engine/visit-calendar.ts";
import type { OutcomeModel } from "../outcome-model.ts";
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
    visitDays.forEach((day, k) => {
      if (k > 0 && !(day > visitDays[k - 1]!)) {
        const message = `day ${day} after day ${visitDays[k - 1]}; visit days increase`;
        context.addIssue({ code: "custom", path: ["visitDays", k], message });
      }
    });
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
      for (let i = 0; i < patients; i++) {
        timeDays[i] = -log(drawOpenUniform(stream)) * means[2 * stratum[i]! + arm[i]!]!;
        event[i] = 1;
      }
      if (dropoutHazardPerDay > 0 || visitDays.length > 0) {
        openStream(stream, losses, replicate);
        for (let i = 0; i < patients; i++) {
          const lost = dropoutHazardPerDay > 0 ? -log(drawOpenUniform(stream)) * meanLoss : Infinity;
          const seen = firstVisitFrom(visits, timeDays[i]!);
          const isSeen = seen <= lost && seen < Infinity;
          timeDays[i] = isSeen ? seen : lastVisitBy(visits, lost);
          event[i] = isSeen ? 1 : 0;
        }
      }
    },
  };
}
