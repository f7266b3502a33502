import { z } from "zod";

/** Prior of the mean: a normal law, or flat on the whole line, which is no law. */
export const meanPriorSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("normal"), mean: z.number(), sd: z.number().positive() }),
  z.strictObject({ kind: z.literal("flat") }),
]);

export type MeanPrior = Readonly<z.output<typeof meanPriorSchema>>;
