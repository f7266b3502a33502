import { z } from "zod";
import type { LookTime } from "../design.ts";

/** When a look is taken. */
export const lookTime = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("patientsFollowed"),
    /** Share of the planned patients who have reached the day of the endpoint. */
    fraction: z.number().positive().max(1),
  }),
  z.strictObject({
    kind: z.literal("events"),
    /** Events in both arms together. */
    events: z.int().positive(),
  }),
  z.strictObject({
    kind: z.literal("calendarDay"),
    /** Days from the opening of enrolment. */
    day: z.number().min(0),
  }),
]);

/** The overall level, one-sided or of both sides together. */
export const level = z.number().positive().max(0.5);

export const sidedness = z.union([z.literal(1), z.literal(2)]);

/** `after 70 events`, `after 50 % of the patients`, `on day 365`. */
export function describeLookTime(when: LookTime): string {
  if (when.kind === "events") return `after ${when.events} events`;
  if (when.kind === "calendarDay") return `on day ${when.day}`;
  return `after ${+(100 * when.fraction).toFixed(2)} % of the patients have been followed`;
}
