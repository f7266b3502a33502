import { countSelectionSchema, designRegressionSchema, poolSchema as modelSchema } from "@rekindle/evidence";
import { z } from "zod";
import { type DeepReadonly, modelChoices, name, title } from "../schema/scenario-schema.ts";

/** A way to pool, with the name it has in tables. */
const methodSchema = z.strictObject({
  title,
  options: modelSchema.describe("A model with its choices: as in code."),
});

/** One selection of counts and what is asked of it. */
const analysisPoolSchema = z.strictObject({
  title,
  ...countSelectionSchema.shape,
  ...modelChoices,
  sensitivity: z
    .exactOptional(z.enum(["oneChange", "multiverse"]))
    .describe(
      "oneChange: tiers, designs, each other reading and each study left out, one at a time. multiverse: every combination of readings, tiers and designs. Both by every method.",
    ),
  moderators: z
    .exactOptional(designRegressionSchema.omit({ measure: true, tau2: true, level: true }))
    .describe("Properties of designs that may explain why studies differ, each alone; {} asks of all."),
  beside: z
    .exactOptional(name)
    .describe("Another pool of this file to be shown beside this one, study by study where both have counts."),
});

/** A pooling that others have done, to be done again with the same counts. */
const reproductionSchema = z.strictObject({
  record: z.string().min(1).describe("Its id under priorMetaAnalyses of the evidence."),
  options: modelSchema.describe("How it was pooled."),
  groups: z
    .record(name, z.strictObject(countSelectionSchema.shape))
    .describe("The counts of each group that the record has numbers of, by genotype."),
});

/** The schema of an analysis file: evidence, the pools that are asked of it, and how sure they are. */
export const analysisSchema = z.strictObject({
  schema: z.literal(1).describe("Version of this file's form."),
  kind: z.literal("analysis"),
  title,
  question: z.string().trim().min(1).max(2000).describe("The question in words."),
  evidence: z.string().min(1).describe("File of published counts, relative to this one."),
  pools: z
    .record(name, analysisPoolSchema)
    .refine((pools) => Object.keys(pools).length > 0, { error: "there are no pools" })
    .describe("Pools by name, in the order in which they are reported."),
  methods: z
    .exactOptional(z.record(name, methodSchema))
    .describe("Ways to pool that sensitivity tries; the binomial-normal model alone unless given."),
  reproduces: z.exactOptional(reproductionSchema),
});

export type Analysis = DeepReadonly<z.output<typeof analysisSchema>>;
export type AnalysisPoolRecipe = Analysis["pools"][string];
