import { z } from "zod";

/** Weights of the log-rank test, in the words of stats; days since randomisation. */
export const eventWeightSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.enum(["logRank", "gehanBreslow", "taroneWare", "petoPeto"]) }),
  z.strictObject({
    kind: z.literal("flemingHarrington"),
    rho: z.number().min(0).max(10),
    gamma: z.number().min(0).max(10),
  }),
  z.strictObject({
    kind: z.literal("modest"),
    /** Day from which the weight stays as it is. */
    until: z.number().min(0),
    atMost: z.number().min(1).optional(),
  }),
]);

/** Without keys that are undefined, as stats wants it. */
export function plainWeight(weight: z.output<typeof eventWeightSchema>) {
  if (weight.kind !== "modest") return weight;
  const { kind, until, atMost } = weight;
  return atMost === undefined ? { kind, until } : { kind, until, atMost };
}
