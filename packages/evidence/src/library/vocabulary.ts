import { z } from "zod";
import { genotypeNames } from "./genotypes.ts";

/** How a number was read, strongest first. `none` means in no source: our own inference. */
export const verificationSchema = z.enum(["fullText", "abstract", "reviewTable", "secondary", "none"]);
export type Verification = z.output<typeof verificationSchema>;

/** A and B may be pooled; X never is. */
export const tierSchema = z.enum(["A", "B", "X"]);
export type Tier = z.output<typeof tierSchema>;

/** Over whom a rate is taken. The denominator alone moves a pooled response from about 28 % to about 42 %. */
export const denominatorSchema = z.enum(["evaluable", "treated", "enrolled", "randomised"]);
export type Denominator = z.output<typeof denominatorSchema>;

/** What was counted. */
export const endpointSchema = z.enum([
  "restoration",
  "response",
  "responseOnDrugAlone",
  "responseAfterSecondCourse",
  "metabolicResponse",
  "thyroglobulinDecrease",
  "completeRemission",
  "grade3Toxicity",
  "grade4Toxicity",
  "grade3OrWorseToxicity",
  "anaplasticTransformation",
]);
export type EvidenceEndpoint = z.output<typeof endpointSchema>;

const printed = z.exactOptional(z.string().min(1));

/** When it was read. `printed` keeps the source's own words where they say more or less than the kind. */
export const timingSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("best"), printed }),
  z.strictObject({ kind: z.literal("atDay"), day: z.int().positive(), printed }),
  z.strictObject({ kind: z.literal("beforeRadioiodine"), printed }),
  z.strictObject({ kind: z.literal("notApplicable"), printed }),
]);
export type Timing = Readonly<z.output<typeof timingSchema>>;

/** Which tumour genotype; the vocabulary is closed. */
export const genotypeSchema = z.enum(genotypeNames);
