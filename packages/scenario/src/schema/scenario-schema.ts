import { populationSchema, priorSchema, protocolSchema } from "@rekindle/cohort";
import { countSelectionSchema, poolSchema as poolingSchema } from "@rekindle/evidence";
import { designs, endpointTests, trialSpecSchema } from "@rekindle/trial";
import { z } from "zod";
import type { ScenarioParts } from "../parts.ts";
import { medicalEndpointSchema } from "./endpoints.ts";

/** Names of pools, trials and arms: they become names of files and columns. */
export const name = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,59}$/, {
  error: "must begin with a letter and hold letters, digits, - and _ only, at most 60",
});

export const title = z.string().trim().min(1).max(200).describe("As it is printed in figures and the report.");

/** The evidence room's schema of one model's options. */
function optionsOf<const Model extends PoolingModel["model"]>(model: Model) {
  const found = poolingSchema.options.find((option) => option.shape.model.value === model);
  if (found === undefined) throw new Error(`the evidence room knows no model ${model}`);
  return found as Extract<
    (typeof poolingSchema.options)[number],
    { readonly shape: { readonly model: z.ZodLiteral<Model> } }
  >;
}

type PoolingModel = z.output<typeof poolingSchema>;

/** How the two models of a pool are fitted; what is left out takes the evidence room's default. */
export const modelChoices = {
  /** Random-intercept logistic model: `level` and `prediction`. */
  binomialNormal: z.exactOptional(optionsOf("binomialNormal").omit({ model: true, mixture: true })),
  /** Inverse variance: `tau2`, `interval`, `prediction`, `measure`, `level`. */
  inverseVariance: z.exactOptional(optionsOf("inverseVariance").omit({ model: true, mixture: true })),
} as const;

/** One pool of published counts. */
const poolSchema = z.strictObject({ title, ...countSelectionSchema.shape, ...modelChoices });

const evidenceSchema = z.strictObject({
  file: z.string().min(1).describe("File of published counts, relative to this one."),
  pools: z.record(name, poolSchema).describe("Pools by name, in the order in which they are reported."),
});

/** A pool of this scenario that a prior is taken from. */
const fromPoolSchema = z.strictObject({
  from: z.string().describe("Name of a pool of restoration, by genotype."),
  uncertainty: z
    .enum(["mean", "prediction", "point"])
    .default("mean")
    .describe("mean: that of the pooled mean. prediction: that of a new study's rate. point: none."),
});

const scenarioPopulationSchema = z.strictObject({
  ...populationSchema.shape,
  restoration: z
    .union([fromPoolSchema, z.record(z.string(), priorSchema)])
    .describe("How often the drug course restores uptake: a prior per genotype, or { from: a pool by genotype }."),
});

/** A protocol with the name it has in the report. */
const armSchema = z.strictObject({ title, ...protocolSchema.shape });

/** Settings of the model of patients. */
const modelSchema = z.strictObject({
  parameterUncertainty: z
    .enum(["fixed", "drawn"])
    .default("fixed")
    .describe(
      "fixed: restoration at the median of its prior. drawn: anew for every replicate, so that power is an assurance.",
    ),
  parameters: z
    .record(z.string(), z.number())
    .default({})
    .describe("Numbers of the parameter table to be replaced, by name."),
});

const variationSchema = z.strictObject({
  path: z
    .string()
    .min(1)
    .describe("Leads to a number or name written in this file: keys and list positions (from 0) joined by dots."),
  values: z
    .array(z.union([z.number(), z.string()]))
    .min(1)
    .max(100)
    .describe("What to put there in turn."),
});

/**
 * The schema of a scenario file. Whatever another room decides about, its own schema says: protocols and populations, the selection
 * of counts, designs, endpoint tests, enrolment and allocation.
 */
export function scenarioSchemaWith(parts: ScenarioParts = {}) {
  const { patients, enrolment, allocation, replicates } = trialSpecSchema.shape;
  const trialSchema = z.strictObject({
    title,
    endpoint: medicalEndpointSchema,
    test: recipeOf([...(parts.endpointTests ?? []), ...endpointTests]).describe("How the arms are compared."),
    design: recipeOf([...(parts.designs ?? []), ...designs]).describe(
      "When the trial is analysed, and how it decides.",
    ),
    patients,
    enrolment,
    allocation,
    vary: z
      .array(variationSchema)
      .max(10)
      .default([])
      .describe("Every combination of these values is simulated, on the same people."),
  });
  return z.strictObject({
    schema: z.literal(1).describe("Version of this file's form."),
    title,
    question: z.string().trim().min(1).max(2000).describe("The question in words."),
    evidence: evidenceSchema.optional().describe("Published counts and how they are pooled."),
    population: scenarioPopulationSchema.describe("Who is simulated."),
    arms: z.strictObject({ control: armSchema, experimental: armSchema }).describe("What is done to the patients."),
    model: modelSchema.default({ parameterUncertainty: "fixed", parameters: {} }),
    // More would keep the thread from hearing an abort, and say no more: at 200,000 a share is known to 0.1 %.
    cohort: z
      .strictObject({ patients: z.int().min(2).max(200_000) })
      .optional()
      .describe("Virtual patients simulated under each arm."),
    trials: z
      .record(name, trialSchema)
      .default({})
      .describe("Trials by name, in the order in which they are reported."),
    replicates: replicates.describe("Simulated trials per condition and hypothesis."),
    seed: z.union([z.int(), z.string().min(1).max(200)]).describe("Any whole number or text."),
  });
}

/** A union over the parts' own options; a part from outside stands before a built-in one of the same kind. */
function recipeOf(parts: readonly { readonly kind: string; readonly options: z.ZodType }[]) {
  const first = parts.filter((part, i) => parts.findIndex((other) => other.kind === part.kind) === i);
  const options = first.map((part) => part.options) as unknown as readonly [z.ZodObject, ...z.ZodObject[]];
  return z.discriminatedUnion("kind", options) as unknown as z.ZodType<Recipe, Recipe>;
}

/** Data that names a part and gives its options. */
export interface Recipe {
  readonly kind: string;
  readonly [option: string]: unknown;
}

export const scenarioSchema = scenarioSchemaWith();

/** A value that nobody changes, however deep one looks. */
export type DeepReadonly<T> = T extends object ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> } : T;

/** A scenario that was checked: plain data, with every default put in. */
export type Scenario = DeepReadonly<z.output<typeof scenarioSchema>>;
export type ScenarioPool = NonNullable<Scenario["evidence"]>["pools"][string];
export type ScenarioTrial = Scenario["trials"][string];
export type ScenarioArm = Scenario["arms"]["control"];

/** What a pool says about its counts, without its title and how they are pooled. */
export function selectionOf(pool: ScenarioPool): Omit<ScenarioPool, "title" | "binomialNormal" | "inverseVariance"> {
  const { title: _title, binomialNormal: _binomialNormal, inverseVariance: _inverseVariance, ...selection } = pool;
  return selection;
}
