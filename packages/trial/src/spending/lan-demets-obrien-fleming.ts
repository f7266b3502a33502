import { standardNormalIsf, standardNormalSf } from "@rekindle/stats";
import { z } from "zod";
import { defineSpending } from "./spending-function.ts";

/**
 * O'Brien-Fleming-type spending 2 (1 - Φ(z(α/2) / √t)): little is spent early.
 * Source: Lan, DeMets, Biometrika 70 (1983) 659-663, doi:10.1093/biomet/70.3.659, α₁*.
 */
export const lanDeMetsOBrienFleming = defineSpending({
  kind: "lanDeMetsOBrienFleming",
  options: z.strictObject({ kind: z.literal("lanDeMetsOBrienFleming") }),
  describe: () => "the O'Brien-Fleming-type function of Lan and DeMets",
  spent: (_options, { rates, alpha }) =>
    rates.map((t) => (t >= 1 ? alpha : 2 * standardNormalSf(standardNormalIsf(alpha / 2) / Math.sqrt(t)))),
});
