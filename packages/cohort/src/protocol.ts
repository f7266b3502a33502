import { z } from "zod";

const drugCourse = z.strictObject({
  drug: z.string().describe("A drug of the catalogue, by its name."),
  doseMgPerDay: z
    .number()
    .positive()
    .optional()
    .describe("Daily dose in mg. The model knows the studied dose only; another is refused."),
  genotypes: z
    .array(z.string())
    .min(1)
    .optional()
    .describe("Tumour genotypes that receive this drug; all when left out."),
});

/** The rule that decides who gets radioiodine after the drug course. */
const gate = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("none") }).describe("Everyone is treated."),
  z
    .strictObject({ kind: z.literal("visibleUptake") })
    .describe("Treated if uptake is visible on the diagnostic scan on drug."),
  z
    .strictObject({
      kind: z.literal("lesionDose"),
      atLeastGy: z.number().positive().describe("Absorbed dose in Gy that at least one lesion must reach."),
    })
    .describe("Treated if the planned activity is predicted to give at least one lesion this absorbed dose."),
]);

/** How much radioiodine those who pass the gate are given. */
const activity = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("none") }).describe("No radioiodine: the drug course alone."),
  z
    .strictObject({
      kind: z.literal("fixed"),
      activityGBq: z.number().positive().max(40).describe("Activity in GBq."),
    })
    .describe("The same activity for all."),
  z
    .strictObject({
      kind: z.literal("maximumTolerated"),
      capGBq: z.number().positive().max(40).describe("Largest activity in GBq."),
    })
    .describe("The highest activity that keeps the blood below 2 Gy, up to a cap."),
]);

/** What is done to a patient. Time in days, activity in GBq, dose in Gy. */
export const protocolSchema = z.strictObject({
  drugs: z.array(drugCourse).describe("Drugs of the course, given together; an empty list for none."),
  durationDays: z
    .number()
    .min(0)
    .max(3650)
    .describe("Days of drug, radioiodine being given at their end. 0 only without drugs."),
  gate: gate.default({ kind: "none" }).describe("Who gets radioiodine."),
  activity: activity.describe("How much radioiodine they get."),
});

/** Lists and fields that nobody changes. */
type Frozen<T> = T extends object ? { readonly [Key in keyof T]: Frozen<T[Key]> } : T;

/** A checked protocol. */
export type Protocol = Frozen<z.output<typeof protocolSchema>>;
/** A protocol as it is written: what has a default may be left out. */
export type ProtocolInput = Frozen<z.input<typeof protocolSchema>>;
