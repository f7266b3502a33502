import { z } from "zod";

const better = z.enum(["higher", "lower"]).default("higher");

/** What is compared between the arms. */
export const endpointSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("response"),
    /** Day from randomisation at which the response is known. */
    atDay: z.number().min(0),
    /** Everyone randomised (not assessed counts as no response), or those who can be assessed. */
    denominator: z.enum(["randomised", "evaluable"]).default("randomised"),
    /** Which response rate is better for the patient. */
    better,
  }),
  z.strictObject({
    kind: z.literal("timeToEvent"),
    /** Days each patient is followed at most. */
    followUpDays: z.number().positive(),
    /** `higher`: a later event is better. */
    better,
  }),
]);

export type Endpoint = z.infer<typeof endpointSchema>;
