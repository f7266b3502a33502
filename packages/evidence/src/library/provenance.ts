import { z } from "zod";
import { verificationSchema } from "./vocabulary.ts";

export const text = z.string().min(1);

/** Ids of the library's `sources`. */
export const sourceIds = z.array(text);

/** What every block of numbers carries: how well it is known, from where, and whether we computed it. */
export const provenance = {
  verified: verificationSchema,
  sources: sourceIds,
  derived: z.exactOptional(z.literal(true)),
  note: z.exactOptional(text),
} as const;

/** A block of named numbers or words with its provenance. */
export function block<const Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject({ ...shape, ...provenance });
}

export const numberFact = block({ value: z.number() });
export const countFact = block({ value: z.int().nonnegative() });
export const textFact = block({ value: text });

/** `[lower, upper]`. */
export const range = z.tuple([z.number(), z.number()]);

/** `field` where it is known; a missing field was not found in any source. */
export const known = z.exactOptional;
