import { z } from "zod";
import { allocationSchema } from "./allocation.ts";
import { endpointSchema } from "./endpoint.ts";
import { enrolmentSchema } from "./enrolment.ts";

/** A trial as plain data. What happens to patients comes beside it, as an `OutcomeModel`. */
export const trialSpecSchema = z.strictObject({
  /** Patients planned, both arms together. */
  patients: z.int().positive().max(1_000_000),
  enrolment: enrolmentSchema,
  allocation: allocationSchema.default({ kind: "complete", ratio: [1, 1] }),
  endpoint: endpointSchema,
  /** Recipe of an endpoint test. */
  test: z.looseObject({ kind: z.string() }),
  /** Recipe of a design. */
  design: z.looseObject({ kind: z.string() }),
  /** Simulated trials; at least two, since a Monte-Carlo standard error needs two. */
  replicates: z.int().min(2).max(1_000_000_000),
});

export type TrialSpec = z.input<typeof trialSpecSchema>;
export type CheckedTrialSpec = z.output<typeof trialSpecSchema>;
