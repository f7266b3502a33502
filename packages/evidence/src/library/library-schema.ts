import { z } from "zod";
import { comparatorCountSchema } from "./count-schema.ts";
import { known, provenance, range, sourceIds, text } from "./provenance.ts";
import { ongoingTrialSchema, studySchema } from "./study-schema.ts";
import { denominatorSchema, endpointSchema, genotypeSchema, timingSchema, verificationSchema } from "./vocabulary.ts";

const proportion = { events: z.int().nonnegative(), n: z.int().min(1) } as const;
const wordsByName = z.record(text, text);

const source = z.strictObject({
  cite: text,
  doi: known(text),
  pmid: known(z.int()),
  pmcid: known(text),
  url: known(text),
  access: known(text),
});

const comparator = z.strictObject({
  id: text,
  what: text,
  use: text,
  ...provenance,
  arms: z.array(
    z.strictObject({
      arm: text,
      n: known(z.int().min(1)),
      orrPercent: known(z.number()),
      medianPfsMonths: known(z.number()),
    }),
  ),
  counts: known(z.array(comparatorCountSchema)),
  pfsHazardRatio: known(z.strictObject({ value: z.number(), interval95: known(range), interval99: known(range) })),
  pValues: known(
    z.strictObject({ modifiedResponse: known(z.number()), response: known(z.number()), pfs: known(z.number()) }),
  ),
});

const pooledNumbers = { pooled: z.number(), interval95: range, I2: z.number() } as const;

const priorMetaAnalysis = z.strictObject({
  id: text,
  kind: text,
  method: known(text),
  verified: known(verificationSchema),
  sources: known(sourceIds),
  reproduced: known(z.boolean()),
  groups: known(
    z.array(
      z.strictObject({
        genotype: genotypeSchema,
        printed: z.strictObject({ k: z.int(), ...proportion, crude: z.number(), ...pooledNumbers }),
        reproduced: z.strictObject(pooledNumbers),
        inputs: z.array(z.strictObject({ study: text, ...proportion })),
      }),
    ),
  ),
  contrast: known(z.strictObject({ what: text, value: z.number(), fisherP: z.number() })),
  note: known(text),
  variants: known(
    z.array(z.strictObject({ genotype: genotypeSchema, replaced: text, ...proportion, ...pooledNumbers })),
  ),
});

const rangeEnd = z.strictObject({
  value: z.number().min(0).max(1),
  study: text,
  genotype: genotypeSchema,
  ...proportion,
  timing: timingSchema,
});

const seedRange = z.strictObject({
  endpoint: endpointSchema,
  denominator: denominatorSchema,
  low: rangeEnd,
  high: rangeEnd,
  ...provenance,
});

/** The whole evidence file. A field that is missing was not found in any source. */
export const librarySchema = z.strictObject({
  schema: z.literal(1),
  title: text,
  compiled: z.iso.date(),
  anchor: text,
  extraction: text,
  units: wordsByName,
  verificationLevels: z.record(verificationSchema, text),
  conventions: wordsByName,
  sources: z.record(text, source),
  studies: z.array(studySchema).min(1),
  comparators: known(z.array(comparator)),
  priorMetaAnalyses: known(z.array(priorMetaAnalysis)),
  seedRanges: known(z.array(seedRange)),
  ongoingTrials: known(z.array(ongoingTrialSchema)),
  /** Where sources do not agree; `alternatives` are the other readings that follow from it, as `study/id`. */
  discrepancies: known(
    z.array(z.strictObject({ study: known(text), issue: text, alternatives: known(z.array(text).min(1)) })),
  ),
});
