import { expm1 } from "@rekindle/stats";
import { z } from "zod";
import { defineSpending } from "./spending-function.ts";

/**
 * Gamma-family spending α (1 - e^(-γ t)) / (1 - e^(-γ)), or α t for γ = 0: γ = -4 is near O'Brien-Fleming, γ = 1 near Pocock.
 * Source: Hwang, Shih, DeCani, Statistics in Medicine 9 (1990) 1439-1445, doi:10.1002/sim.4780091207.
 */
export const hwangShihDeCani = defineSpending({
  kind: "hwangShihDeCani",
  options: z.strictObject({
    kind: z.literal("hwangShihDeCani"),
    /** Negative spends late, positive early. */
    gamma: z.number().min(-50).max(50),
  }),
  describe: ({ gamma }) => `the function of Hwang, Shih and DeCani with γ = ${gamma}`,
  spent: ({ gamma }, { rates, alpha }) =>
    rates.map((t) => {
      if (t >= 1) return alpha;
      return gamma === 0 ? alpha * t : (alpha * expm1(-gamma * t)) / expm1(-gamma);
    }),
});
