import { countSelectionSchema } from "@rekindle/evidence";
import { priorSchema } from "@rekindle/cohort";
import { lookTime } from "@rekindle/trial";
import { z } from "zod";
import { medicalEndpointSchema } from "./endpoints.ts";
import type { DeepReadonly } from "./scenario-schema.ts";

const count = z.int().min(0);
const share = z.number().min(0).max(1);
/** A limit that may be infinite, which JSON writes as a text. */
const limit = z.union([z.number(), z.literal("Infinity")]);

/** A simulated number with its Monte-Carlo standard error. */
const estimate = z.strictObject({ value: z.number(), standardError: z.number().min(0) });
const notEstimable = z.strictObject({ kind: z.literal("notEstimable"), reason: z.string() });
const estimateOrNone = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("estimated"), replicates: count, ...estimate.shape }),
  notEstimable,
]);

const interval = z.strictObject({ lower: z.number(), upper: limit, level: share, method: z.string() });
const pooledEstimate = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("estimated"), value: share, interval }),
  notEstimable,
]);
const statistic = z.strictObject({ value: limit, definition: z.string() });

const pooled = z.strictObject({
  model: z.enum(["binomialNormal", "inverseVariance", "betaBinomial"]),
  method: z.string(),
  studies: z.array(
    z.strictObject({
      id: z.string(),
      label: z.string(),
      events: count,
      n: count,
      proportion: share,
      interval,
      weight: z.exactOptional(share),
    }),
  ),
  events: count,
  n: count,
  mean: pooledEstimate,
  marginalMean: z.exactOptional(pooledEstimate),
  prediction: pooledEstimate,
  logit: z.exactOptional(z.strictObject({ mean: z.number(), standardError: z.number().min(0) })),
  tau2: z.exactOptional(
    z.strictObject({
      value: z.number().min(0),
      method: z.string(),
      standardError: z.exactOptional(z.number().min(0)),
      interval: z.exactOptional(interval),
      noInterval: z.exactOptional(z.string()),
    }),
  ),
  heterogeneity: z.exactOptional(
    z.strictObject({ kind: z.string(), statistic: z.number(), df: z.number(), pValue: share }),
  ),
  I2: z.exactOptional(statistic),
  I2FromTau2: z.exactOptional(statistic),
  H2: z.exactOptional(statistic),
  logLikelihood: z.exactOptional(z.number()),
  warnings: z.array(z.string()),
});
const models = z.strictObject({ binomialNormal: pooled, inverseVariance: pooled });
const removed = z.array(z.string());

const selected = {
  endpoint: countSelectionSchema.shape.endpoint.shape.kind,
  denominator: countSelectionSchema.shape.denominator,
};

const poolResult = z.strictObject({
  id: z.string(),
  title: z.string(),
  ...selected,
  timing: z.union([
    z.enum(["best", "mixed", "notApplicable", "beforeRadioiodine"]),
    z.strictObject({ kind: z.literal("atDay"), day: z.number() }),
  ]),
  tiers: z.array(z.enum(["A", "B"])),
  by: z.enum(["study", "genotype"]),
  groups: z.array(
    z.strictObject({
      group: z.string(),
      label: z.string(),
      models,
      withoutTierB: z.exactOptional(
        z.discriminatedUnion("kind", [
          z.strictObject({ kind: z.literal("pooled"), removed, models }),
          z.strictObject({ kind: z.literal("nothingLeft"), removed }),
        ]),
      ),
    }),
  ),
  leftOut: z.array(z.strictObject({ study: z.string(), label: z.string(), reason: z.string() })),
  notes: z.array(z.string()),
});

const publishedRange = z.strictObject({
  ...selected,
  lower: share,
  upper: share,
  label: z.string(),
  lowerSource: z.string(),
  upperSource: z.string(),
  pools: z.array(z.string()),
  note: z.exactOptional(z.string()),
});

const restorationPrior = z.strictObject({
  genotype: z.string(),
  prior: priorSchema,
  median: share,
  lower: share,
  upper: share,
  origin: z.string(),
  borrowed: z.boolean(),
});

const cohort = z.strictObject({
  patients: count,
  rows: z.array(
    z.strictObject({
      protocol: z.string(),
      genotype: z.string(),
      patients: count,
      uptakeRestored: estimate,
      treated: estimate,
      response: z.strictObject({ CR: estimate, PR: estimate, SD: estimate, PD: estimate }),
      objectiveResponse: estimate,
      pfs12Months: estimate,
    }),
  ),
  contrasts: z.array(
    z.strictObject({
      genotype: z.string(),
      experimental: z.string(),
      control: z.string(),
      objectiveResponse: estimate,
      pfs12Months: estimate,
    }),
  ),
});

const look = z.strictObject({
  when: lookTime,
  informationRate: share,
  efficacyBoundary: z.exactOptional(z.number()),
  futilityBoundary: z.exactOptional(z.number()),
  harmBoundary: z.exactOptional(z.number()),
  alphaSpent: share,
});

const characteristics = z.strictObject({
  replicates: count,
  rejected: estimate,
  expectedPatients: estimate,
  expectedEvents: estimate,
  expectedDurationDays: estimate,
  estimate: estimateOrNone,
  looks: z.array(
    z.strictObject({
      reached: estimate,
      stoppedForEfficacy: estimate,
      stoppedForFutility: estimate,
      stoppedForHarm: estimate,
      fellShort: estimate,
      calendarDay: estimateOrNone,
      patients: estimateOrNone,
      events: estimateOrNone,
    }),
  ),
  notEstimable: z.record(z.string(), count),
});

const trialResult = z.strictObject({
  id: z.string(),
  title: z.string(),
  endpoint: medicalEndpointSchema,
  sentences: z.array(z.string()),
  looks: z.array(look),
  cells: z.array(
    z.strictObject({
      trial: z.string(),
      condition: z.record(z.string(), z.union([z.number(), z.string()])),
      hypothesis: z.enum(["alternative", "null"]),
      patients: count,
      characteristics,
      analytic: z.discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("analytic"), power: share, method: z.string(), exact: z.boolean() }),
        z.strictObject({ kind: z.literal("none"), reason: z.string() }),
      ]),
    }),
  ),
});

const parameterRow = z.strictObject({
  name: z.string(),
  value: z.number(),
  tabulated: z.exactOptional(z.number()),
  unit: z.string(),
  description: z.string(),
  row: z.string(),
  verification: z.enum(["primary", "registry", "secondary", "derived", "unverified", "assumption"]),
  sources: z.array(
    z.strictObject({
      cite: z.string(),
      doi: z.exactOptional(z.string()),
      pmid: z.exactOptional(z.number()),
      url: z.exactOptional(z.string()),
      seen: z.string(),
    }),
  ),
  note: z.exactOptional(z.string()),
  allowed: z.exactOptional(z.strictObject({ least: z.number(), most: z.number() })),
});

const hash = z.string().regex(/^[0-9a-f]{64}$/);

const provenance = z.strictObject({
  seed: z.union([z.int(), z.string()]),
  replicates: count,
  scenarioHash: hash,
  evidenceHash: z.exactOptional(hash),
  packageVersion: z.string(),
  resultsVersion: z.int(),
  numericFingerprint: hash,
  date: z.exactOptional(z.string()),
});

/** The schema of `results.json`. It is strict: a result with a key that is not described here is a bug. */
export const resultSchema = z.strictObject({
  resultsVersion: z.int(),
  title: z.string(),
  question: z.string(),
  pools: z.array(poolResult),
  publishedRanges: z.array(publishedRange),
  restoration: z.array(restorationPrior),
  cohort: z.exactOptional(cohort),
  trials: z.array(trialResult),
  parameters: z.array(parameterRow),
  incomplete: z.array(z.string()),
  provenance,
});

/** A result as `results.json` holds it. */
export type WrittenResult = DeepReadonly<z.output<typeof resultSchema>>;
