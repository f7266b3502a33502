import { pow } from "@rekindle/stats";
import { z } from "zod";
import { defineSpending } from "./spending-function.ts";

/**
 * Power-family spending α t^ρ: ρ = 1 is near Pocock, ρ = 3 near O'Brien-Fleming.
 * Source: Kim, DeMets, Biometrika 74 (1987) 149-154, doi:10.1093/biomet/74.1.149.
 */
export const kimDeMets = defineSpending({
  kind: "kimDeMets",
  options: z.strictObject({
    kind: z.literal("kimDeMets"),
    /** Power of the information rate; larger spends later. */
    rho: z.number().positive().max(50),
  }),
  describe: ({ rho }) => `the power function of Kim and DeMets with ρ = ${rho}`,
  spent: ({ rho }, { rates, alpha }) => rates.map((t) => (t >= 1 ? alpha : alpha * pow(t, rho))),
});
