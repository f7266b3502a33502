import { z } from "zod";
import { defineBoundaryFamily } from "./boundary-family.ts";

/**
 * A fixed high boundary on z at the interim looks; the last boundary spends what is left of alpha.
 * Source: Haybittle, Br. J. Radiol. 44 (1971) 793-797, doi:10.1259/0007-1285-44-526-793; Peto et al., Br. J. Cancer 34 (1976)
 * 585-612, doi:10.1038/bjc.1976.220.
 */
export const haybittlePeto = defineBoundaryFamily({
  kind: "haybittlePeto",
  options: z.strictObject({
    kind: z.literal("haybittlePeto"),
    /** Boundary on z at every interim look. */
    z: z.number().positive().max(40).default(3),
  }),
  describe: ({ z: height }) => `Haybittle-Peto (z = ${height} at the interim looks)`,
  form: ({ z: height }) => ({ kind: "fixedInterim", z: height }),
});
