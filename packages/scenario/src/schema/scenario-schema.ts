import { populationSchema, priorSchema, protocolSchema } from "@rekindle/cohort";
import { countSelectionSchema } from "@rekindle/evidence";
import { designs, endpointTests, trialSpecSchema } from "@rekindle/trial";
import { z } from "zod";
import type { ScenarioParts } from "../parts.ts";
import { medicalEndpointSchema } from "./endpoints.ts";

/** Names of pools, trials and arms: they become names of files and columns. */
const name = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,59}$/, {
  error: "must begin with a letter and hold letters, digits, - and _ only, at most 60",
});

const title = z.string().trim().min(1).max(200);

/** One pool of published counts. */
const poolSchema = z.strictObject({ title, ...countSelectionSchema.shape });

const evidenceSchema = z.strictObject({
  /** File of published counts, relative to the scenario's own. */
  file: z.string().min(1),
  /** Pools by name, in the order in which they are reported. */
  pools: z.record(name, poolSchema),
});

/** A pool of this scenario that a prior is taken from. */
const fromPoolSchema = z.strictObject({
  /** Name of a pool of restoration, by genotype. */
  from: z.string(),
  /** `mean`: as uncertain as the pooled mean. `prediction`: as a new study's rate. `point`: the pooled mean, held to be known. */
  uncertainty: z.enum(["mean", "prediction", "point"]).default("mean"),
});

const scenarioPopulationSchema = z.strictObject({
  ...populationSchema.shape,
  /** How often the drug course restores uptake: a prior per genotype, or those of a pool by genotype. */
  restoration: z.union([fromPoolSchema, z.record(z.string(), priorSchema)]),
});

/** A protocol with the name it has in the report. */
const armSchema = z.strictObject({ title, ...protocolSchema.shape });

/** Settings of the model of patients. */
const modelSchema = z.strictObject({
  /** `fixed`: restoration at the median of its prior. `drawn`: one draw per replicate, which makes power an assurance. */
  parameterUncertainty: z.enum(["fixed", "drawn"]).default("fixed"),
  /** Numbers of the parameter table to be replaced, by name. */
  parameters: z.record(z.string(), z.number()).default({}),
});

const variationSchema = z.strictObject({
  /** Path to a number or name written in this file: keys and list positions (from 0) joined by dots. */
  path: z.string().min(1),
  /** What to put there in turn. */
  values: z
    .array(z.union([z.number(), z.string()]))
    .min(1)
    .max(100),
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
    /** How the arms are compared. */
    test: recipeOf([...(parts.endpointTests ?? []), ...endpointTests]),
    /** When the trial is analysed, and how it decides. */
    design: recipeOf([...(parts.designs ?? []), ...designs]),
    patients,
    enrolment,
    allocation,
    /** Every combination of these values is simulated, on the same people. */
    vary: z.array(variationSchema).max(10).default([]),
  });
  return z.strictObject({
    /** Version of this file's form. */
    schema: z.literal(1),
    title,
    /** The question in words. */
    question: z.string().trim().min(1).max(2000),
    evidence: evidenceSchema.optional(),
    population: scenarioPopulationSchema,
    arms: z.strictObject({ control: armSchema, experimental: armSchema }),
    model: modelSchema.default({ parameterUncertainty: "fixed", parameters: {} }),
    /** Virtual patients simulated under each arm. */
    cohort: z.strictObject({ patients: z.int().min(2).max(10_000_000) }).optional(),
    /** Trials by name, in the order in which they are reported. */
    trials: z.record(name, trialSchema).default({}),
    /** Simulated trials per condition and hypothesis. */
    replicates,
    /** Any whole number or text. */
    seed: z.union([z.int(), z.string().min(1).max(200)]),
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
