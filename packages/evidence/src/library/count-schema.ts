import { z } from "zod";
import { known, provenance, sourceIds, text } from "./provenance.ts";
import {
  denominatorSchema,
  endpointSchema,
  genotypeSchema,
  tierSchema,
  timingSchema,
  verificationSchema,
} from "./vocabulary.ts";

const patients = z.int().nonnegative();

/** RECIST categories behind a response count, with the provenance of those that differ from the count's own. */
const categories = z.strictObject({
  cr: known(patients),
  pr: known(patients),
  sd: known(patients),
  pd: known(patients),
  verifiedCr: known(verificationSchema),
  verifiedSdPd: known(verificationSchema),
  derivedSdPd: known(z.literal(true)),
});

const proportion = { events: patients, n: z.int().min(1) } as const;

function eventsWithinN(count: { readonly events: number; readonly n: number }, context: z.RefinementCtx): void {
  if (count.events <= count.n || count.n < 1) return;
  context.addIssue({
    code: "custom",
    path: ["events"],
    message: `${count.events} events are more than n = ${count.n}`,
    params: { kind: "outOfRange", hint: "events must be between 0 and n" },
  });
}

/**
 * One published count. It cannot exist without what was counted (`endpoint`), in whom (`scope`, `genotype`), over which denominator,
 * when, from which source and how well known (`verified`, `tier`). With `alternative` it is another reading of the same fact, used
 * only when its id is asked for.
 */
export const countSchema = z
  .strictObject({
    endpoint: endpointSchema,
    /** The whole study, one genotype stratum of it, or one randomised arm. */
    scope: z.enum(["study", "stratum", "arm"]),
    genotype: genotypeSchema,
    arm: known(text),
    ...proportion,
    categories: known(categories),
    denominator: denominatorSchema,
    timing: timingSchema,
    tier: tierSchema,
    ...provenance,
    sources: sourceIds.min(1),
    alternative: known(z.strictObject({ id: text.regex(/^[A-Za-z0-9]+$/), why: text })),
  })
  .superRefine(eventsWithinN);

/** A response count of a comparator arm: a benchmark, never pooled, so it has no tier; its provenance is its comparator's. */
export const comparatorCountSchema = z
  .strictObject({
    arm: text,
    endpoint: endpointSchema,
    criteria: known(text),
    ...proportion,
    denominator: denominatorSchema,
    timing: timingSchema,
  })
  .superRefine(eventsWithinN);

/** A percentage that a source prints without its count. Shown, never pooled. */
export const percentageSchema = z.strictObject({
  endpoint: endpointSchema,
  genotype: genotypeSchema,
  percent: z.number().min(0).max(100),
  timing: timingSchema,
  ...provenance,
});
