import {
  checkWith,
  createStream,
  fillOpenUniforms,
  log,
  openStream,
  orThrow,
  pow,
  type Seed,
  streamFamily,
} from "@rekindle/stats";
import { z } from "zod";
import { createVisitCalendar } from "../engine/visit-calendar.ts";
import type { OutcomeModel } from "../outcome-model.ts";
import { requireIncreasing, seeAtOnce, seeAtVisits } from "./seen-times.ts";
import { namespaceField, repeatedNames, strataDrawer, stratumFields } from "./strata.ts";

/** Share that never has an event. */
const curedShare = z.number().min(0).lt(1).default(0);

const piecewise = z
  .strictObject({
    kind: z.literal("piecewise"),
    /** Hazard of the event from a day on, until the next one; the first from day 0. */
    hazards: z
      .array(z.strictObject({ fromDay: z.number().min(0), hazardPerDay: z.number().min(0) }))
      .min(1)
      .max(100),
    curedShare,
  })
  .superRefine(({ hazards }, context) => {
    if (hazards[0]?.fromDay !== 0)
      context.addIssue({
        code: "custom",
        path: ["hazards", 0, "fromDay"],
        message: "the first hazard begins on day 0",
      });
    requireIncreasing(
      hazards.map(({ fromDay }) => fromDay),
      "hazards",
      context,
    );
  });

/** Survival of the uncured e^-(t / scale)^shape. */
const weibull = z.strictObject({
  kind: z.literal("weibull"),
  shape: z.number().positive().max(100),
  scaleDays: z.number().positive(),
  curedShare,
});

const curve = z.discriminatedUnion("kind", [piecewise, weibull]);
type Curve = z.output<typeof curve>;

/** Times to event with any survival curve per stratum and arm: delayed, waning or crossing effects, cure. */
export const survivalCurvesRecipe = z
  .strictObject({
    kind: z.literal("survivalCurves"),
    /** Names the population: models with the same namespace and seed share their patients. */
    namespace: namespaceField,
    strata: z
      .array(z.strictObject({ ...stratumFields, control: curve, experimental: curve }))
      .min(1)
      .max(255),
    /** Hazard of being lost to follow-up, the same on both arms. */
    dropoutHazardPerDay: z.number().min(0).default(0),
    /** Days of assessment, increasing; events are then seen at the first visit after they happen. Empty: seen at once. */
    visitDays: z.array(z.number().positive()).default([]),
  })
  .superRefine(({ strata, visitDays }, context) => {
    for (const name of repeatedNames(strata)) {
      context.addIssue({ code: "custom", path: ["strata"], message: `two strata are called ${JSON.stringify(name)}` });
    }
    requireIncreasing(visitDays, "visitDays", context);
  });

export type SurvivalCurvesRecipe = z.input<typeof survivalCurvesRecipe>;

/**
 * Outcome model with a survival curve per stratum and arm. A patient's uniform is read off the curve of the arm, so a patient who lives
 * long on one arm does on the other: arms and conditions are paired. Losses and visits as in `exponential`.
 * @throws InvalidInput with every problem of the recipe.
 * @example
 * const curve = (hazards) => ({ kind: "piecewise", hazards });
 * survivalCurves({ kind: "survivalCurves", strata: [{ name: "all", weight: 1, control: curve([{ fromDay: 0, hazardPerDay: 0.003 }]), experimental: curve([{ fromDay: 0, hazardPerDay: 0.003 }, { fromDay: 120, hazardPerDay: 0.0018 }]) }] }, parseSeed(1))
 */
export function survivalCurves(recipe: SurvivalCurvesRecipe, seed: Seed): OutcomeModel {
  const { strata, dropoutHazardPerDay, visitDays, namespace } = orThrow(checkWith(survivalCurvesRecipe, recipe));
  const fillStrata = strataDrawer(strata, { seed, namespace });
  const events = streamFamily(seed, namespace, "events");
  const losses = streamFamily(seed, namespace, "losses");
  const stream = createStream();
  let lost = new Float64Array(0);
  // Curve of stratum s on arm a at 2 s + a.
  const timeOf = strata.flatMap(({ control, experimental }) => [timesOf(control), timesOf(experimental)]);
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
      for (let i = 0; i < patients; i++) timeDays[i] = timeOf[2 * stratum[i]! + arm[i]!]!(timeDays[i]!);
      event.fill(1, 0, patients);
      if (lost.length < patients) lost = new Float64Array(patients).fill(Infinity);
      if (dropoutHazardPerDay > 0) {
        openStream(stream, losses, replicate);
        fillOpenUniforms(stream, lost, patients);
        for (let i = 0; i < patients; i++) lost[i] = -log(lost[i]!) / dropoutHazardPerDay;
      }
      if (visitDays.length > 0) seeAtVisits(columns, patients, lost, visits);
      else seeAtOnce(columns, patients, lost);
    },
  };
}

/** The time at which survival has fallen to u; Infinity for the cured. */
function timesOf(of: Curve): (u: number) => number {
  const { curedShare: cured } = of;
  const cumulative = (u: number): number => (u > cured ? -log((u - cured) / (1 - cured)) : Infinity);
  if (of.kind === "weibull") {
    const { shape, scaleDays } = of;
    return (u) => scaleDays * pow(cumulative(u), 1 / shape);
  }
  const hazards = Float64Array.from(of.hazards, ({ hazardPerDay }) => hazardPerDay);
  const from = Float64Array.from(of.hazards, ({ fromDay }) => fromDay);
  const last = hazards.length - 1;
  return (u) => {
    let left = cumulative(u);
    for (let i = 0; i < last; i++) {
      const spent = hazards[i]! * (from[i + 1]! - from[i]!);
      if (left <= spent) return from[i]! + left / hazards[i]!;
      left -= spent;
    }
    return hazards[last]! > 0 ? from[last]! + left / hazards[last]! : Infinity;
  };
}
