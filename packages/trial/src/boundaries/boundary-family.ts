import type { z } from "zod";

/** How a classical boundary looks: heights relative to one constant, or fixed at the interim looks and solved for at the last. */
export type BoundaryForm =
  | { readonly kind: "scaled"; readonly shape: readonly number[] }
  | { readonly kind: "fixedInterim"; readonly z: number };

/** A part: a classical family of boundaries, in which one constant is chosen so that the looks together spend alpha. */
export interface BoundaryFamilyPart<Schema extends z.ZodType = z.ZodType> {
  readonly kind: string;
  readonly options: Schema;
  /** In words, for the design's sentence: `with … boundaries`. */
  describe(options: z.output<Schema>): string;
  /** @param rates information rates of the looks, increasing to 1. */
  form(options: z.output<Schema>, rates: readonly number[]): BoundaryForm;
}

/** Keeps the types of a part together. */
export function defineBoundaryFamily<Schema extends z.ZodType>(
  part: BoundaryFamilyPart<Schema>,
): BoundaryFamilyPart<Schema> {
  return part;
}
