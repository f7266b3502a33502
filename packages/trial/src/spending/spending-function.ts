import type { z } from "zod";

/** The looks and the level a spending function is asked for. */
export interface SpendingRequest {
  /** Information rates of the looks, increasing to 1. */
  readonly rates: readonly number[];
  /** Level of one side: half of the design's alpha if it is two-sided. */
  readonly alpha: number;
  readonly sided: 1 | 2;
}

/** A part: how much of alpha has been spent when a given share of the maximum information is in. */
export interface SpendingPart<Schema extends z.ZodType = z.ZodType> {
  readonly kind: string;
  readonly options: Schema;
  /** In words, for the design's sentence: `spending alpha by …`. */
  describe(options: z.output<Schema>): string;
  /** Cumulative probability spent on one side at each look: not decreasing, at most alpha. */
  spent(options: z.output<Schema>, request: SpendingRequest): readonly number[];
}

/** Keeps the types of a part together. */
export function defineSpending<Schema extends z.ZodType>(part: SpendingPart<Schema>): SpendingPart<Schema> {
  return part;
}
