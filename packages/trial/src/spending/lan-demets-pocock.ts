import { log1p } from "@rekindle/stats";
import { z } from "zod";
import { defineSpending } from "./spending-function.ts";

/**
 * Pocock-type spending α ln(1 + (e - 1) t): about the same boundary at every look.
 * Source: Lan, DeMets, Biometrika 70 (1983) 659-663, doi:10.1093/biomet/70.3.659, α₂*.
 */
export const lanDeMetsPocock = defineSpending({
  kind: "lanDeMetsPocock",
  options: z.strictObject({ kind: z.literal("lanDeMetsPocock") }),
  describe: () => "the Pocock-type function of Lan and DeMets",
  spent: (_options, { rates, alpha }) => rates.map((t) => (t >= 1 ? alpha : alpha * log1p((Math.E - 1) * t))),
});
