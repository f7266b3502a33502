import { z } from "zod";
import { defineBoundaryFamily } from "./boundary-family.ts";

/** The same boundary on z at every look. Source: Pocock, Biometrika 64 (1977) 191-199, doi:10.1093/biomet/64.2.191. */
export const pocock = defineBoundaryFamily({
  kind: "pocock",
  options: z.strictObject({ kind: z.literal("pocock") }),
  describe: () => "Pocock",
  form: (_options, rates) => ({ kind: "scaled", shape: rates.map(() => 1) }),
});
