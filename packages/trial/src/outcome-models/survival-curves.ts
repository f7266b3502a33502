import { checkWith, log, orThrow, pow, type Seed } from "@rekindle/stats";
import { z } from "zod";
import type { OutcomeModel } from "../outcome-model.ts";
import { stratumFields } from "./strata.ts";
import { checkTimeToEvent, requireIncreasing, timeToEventFields, timeToEventModel } from "./time-to-event.ts";

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
      { path: ["hazards"], what: "the days of the hazards", context },
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
    ...timeToEventFields,
    strata: z
      .array(z.strictObject({ ...stratumFields, control: curve, experimental: curve }))
      .min(1)
      .max(255),
  })
  .superRefine(checkTimeToEvent);

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
  const checked = orThrow(checkWith(survivalCurvesRecipe, recipe));
  // Curve of stratum s on arm a at 2 s + a.
  const timeOf = checked.strata.flatMap(({ control, experimental }) => [timesOf(control), timesOf(experimental)]);
  return timeToEventModel(checked, seed, ({ timeDays, stratum }, patients, arm) => {
    for (let i = 0; i < patients; i++) timeDays[i] = timeOf[2 * stratum[i]! + arm[i]!]!(timeDays[i]!);
  });
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
