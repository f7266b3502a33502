import { z } from "zod";
import { denominatorSchema, endpointSchema } from "../library/vocabulary.ts";

const poolableTier = z.enum(["A", "B"], {
  error: (issue) => (issue.input === "X" ? "tier X is never pooled" : undefined),
});

/**
 * Which counts to pool: a recipe, the same in YAML and in code.
 *
 * `timing` is needed where an endpoint is read at several times: `best`, `sixMonths` (day 183), a stated day, or `mixed` (6 months
 * where a study has it, else best response), which is labelled in the result; `beforeRadioiodine` is response on the drug alone. `denominator: mixed` likewise takes evaluable first.
 */
export const countSelectionSchema = z.strictObject({
  endpoint: z.strictObject({ kind: endpointSchema }),
  denominator: z.union([denominatorSchema, z.literal("mixed")]),
  timing: z.exactOptional(
    z.union([
      z.enum(["best", "sixMonths", "mixed", "notApplicable", "beforeRadioiodine"]),
      z.strictObject({ kind: z.literal("atDay"), day: z.int().positive() }),
    ]),
  ),
  /** Both by default. Leaving B out is a sensitivity analysis. */
  tiers: z.exactOptional(z.array(poolableTier).min(1)),
  /** One row per study (its total), or one row per genotype stratum. */
  by: z.exactOptional(z.enum(["study", "genotype"])),
  /** Only this group of a selection by genotype. */
  stratum: z.exactOptional(z.enum(["BRAF_V600E", "RAS", "other", "unselected"])),
  designs: z.exactOptional(z.array(z.enum(["prospective", "retrospective", "caseReports", "randomised"])).min(1)),
  onlyStudies: z.exactOptional(z.array(z.string()).min(1)),
  withoutStudies: z.exactOptional(z.array(z.string())),
  /** Other readings to use: `study/id` for one study, or `id` for every study that has it. */
  alternatives: z.exactOptional(z.array(z.string())),
});

type Loose = z.output<typeof countSelectionSchema>;

/** See {@link countSelectionSchema}. */
export type CountSelectionOptions = { readonly [Key in keyof Loose]: Readonly<Loose[Key]> };
