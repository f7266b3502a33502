import { z } from "zod";
import { defineBoundaryFamily } from "./boundary-family.ts";

/** Boundary C / √t on z at information rate t. Source: O'Brien, Fleming, Biometrics 35 (1979) 549-556, doi:10.2307/2530245. */
export const obrienFleming = defineBoundaryFamily({
  kind: "obrienFleming",
  options: z.strictObject({ kind: z.literal("obrienFleming") }),
  describe: () => "O'Brien-Fleming",
  form: (_options, rates) => ({ kind: "scaled", shape: rates.map((t) => 1 / Math.sqrt(t)) }),
});
