import { z } from "zod";

/** A drug of the course, by its name in the catalogue. `genotypes` limits it to patients with those tumour genotypes. */
const drugCourse = z.strictObject({
  drug: z.string(),
  /** Daily dose in mg. The model knows the studied dose only; another is refused. */
  doseMgPerDay: z.number().positive().optional(),
  /** Tumour genotypes that receive this drug; all when left out. */
  genotypes: z.array(z.string()).min(1).readonly().optional(),
});

/** The rule that decides who gets radioiodine after the drug course. */
const gate = z.discriminatedUnion("kind", [
  /** Everyone is treated. */
  z.strictObject({ kind: z.literal("none") }),
  /** Treated if uptake is visible on the diagnostic scan on drug. */
  z.strictObject({ kind: z.literal("visibleUptake") }),
  /** Treated if the planned activity is predicted to give at least one lesion this absorbed dose. */
  z.strictObject({ kind: z.literal("lesionDose"), atLeastGy: z.number().positive() }),
]);

/** How much radioiodine those who pass the gate are given. */
const activity = z.discriminatedUnion("kind", [
  /** No radioiodine: the drug course alone. */
  z.strictObject({ kind: z.literal("none") }),
  /** The same activity for all. */
  z.strictObject({ kind: z.literal("fixed"), activityGBq: z.number().positive().max(40) }),
  /** The highest activity that keeps the blood below 2 Gy, up to a cap. */
  z.strictObject({ kind: z.literal("maximumTolerated"), capGBq: z.number().positive().max(40) }),
]);

/** What is done to a patient. Time in days, activity in GBq, dose in Gy. */
export const protocolSchema = z.strictObject({
  drugs: z.array(drugCourse).readonly(),
  /** Days of drug, radioiodine being given at its end. 0 only without drugs. */
  durationDays: z.number().min(0).max(3650),
  gate: gate.default({ kind: "none" }),
  activity,
});

export type Protocol = z.output<typeof protocolSchema>;
/** A protocol as it is written: what has a default may be left out. */
export type ProtocolInput = z.input<typeof protocolSchema>;
