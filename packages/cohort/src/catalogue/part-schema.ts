import { z } from "zod";

const source = z.strictObject({
  cite: z.string().min(1),
  doi: z.string().optional(),
  pmid: z.int().optional(),
  url: z.string().optional(),
  seen: z.string(),
});

const parameter = z.strictObject({
  value: z.number(),
  unit: z.string(),
  description: z.string(),
  row: z.string(),
  verification: z.enum(["primary", "registry", "secondary", "derived", "unverified", "assumption"]),
  sources: z.array(source),
  note: z.string().optional(),
  allowed: z.strictObject({ least: z.number(), most: z.number() }).optional(),
});

const pairEffect = z.strictObject({
  targets: z.array(z.string().min(1)).min(1),
  pathway: z.string().min(1),
  logGain: parameter,
  shrinkage: parameter,
  growthBlock: parameter,
  newLesionBlock: parameter,
});

/** Parts from outside, as data whose shape is not known. */
export const partsSchema = z.strictObject({
  drugs: z
    .array(
      z.strictObject({
        id: z.string().min(1),
        targets: z.array(z.string().min(1)).min(1),
        studiedMgPerDay: parameter,
        effects: z.array(pairEffect).optional(),
      }),
    )
    .optional(),
  genotypes: z
    .array(
      z.strictObject({
        id: z.string().min(1),
        description: z.string(),
        pathway: z.string().min(1),
        untreatedUptake: parameter,
        referenceTargets: z.array(z.string().min(1)).min(1),
        effects: z.array(pairEffect).optional(),
      }),
    )
    .optional(),
});
