import { endpointSchema } from "@rekindle/trial";
import type { TrialSpec } from "@rekindle/trial";
import { z } from "zod";

const [response, timeToEvent] = endpointSchema.options;

/** What a trial compares, in the words of medicine. */
export const medicalEndpointSchema = z.discriminatedUnion("kind", [
  /** Complete or partial response by RECIST 1.1 on the scan of one day. */
  z.strictObject({
    kind: z.literal("objectiveResponse"),
    /** Day of that scan, counted from randomisation. */
    atDay: response.shape.atDay.positive(),
    /** Everyone randomised (not assessed counts as no response), or those who can be assessed. */
    denominator: response.shape.denominator,
  }),
  /** Time from randomisation to progression by RECIST 1.1, seen at visits. */
  z.strictObject({
    kind: z.literal("progressionFreeSurvival"),
    /** Days between visits, at which progression is seen. */
    visitEveryDays: z.number().positive().max(3650).default(56),
    /** Days each patient is followed at most. */
    followUpDays: timeToEvent.shape.followUpDays,
  }),
]);

export type MedicalEndpoint = z.output<typeof medicalEndpointSchema>;

/** The endpoint as the trial room knows it: a response or a time, with no medicine in it. */
export function trialEndpoint(endpoint: MedicalEndpoint): TrialSpec["endpoint"] {
  if (endpoint.kind === "objectiveResponse")
    return { kind: "response", atDay: endpoint.atDay, denominator: endpoint.denominator, better: "higher" };
  return { kind: "timeToEvent", followUpDays: endpoint.followUpDays, better: "higher" };
}

/** What the cohort room is told about when patients are assessed. */
export function assessmentOf(endpoint: MedicalEndpoint): {
  readonly responseAtDay?: number;
  readonly followUpDays?: number;
  readonly visitEveryDays?: number;
} {
  if (endpoint.kind === "objectiveResponse") return { responseAtDay: endpoint.atDay };
  return { followUpDays: endpoint.followUpDays, visitEveryDays: endpoint.visitEveryDays };
}
