import { pow } from "@rekindle/stats";
import { z } from "zod";
import { defineBoundaryFamily } from "./boundary-family.ts";

/**
 * Boundary C t^(Δ - 1/2) on z at information rate t: Δ = 0 is O'Brien-Fleming, Δ = 1/2 Pocock.
 * Source: Wang, Tsiatis, Biometrics 43 (1987) 193-199, doi:10.2307/2531959.
 */
export const wangTsiatis = defineBoundaryFamily({
  kind: "wangTsiatis",
  options: z.strictObject({
    kind: z.literal("wangTsiatis"),
    /** Shape, usually between 0 and 0.5. */
    delta: z.number().min(-2).max(2),
  }),
  describe: ({ delta }) => `Wang-Tsiatis (Δ = ${delta})`,
  form: ({ delta }, rates) => ({ kind: "scaled", shape: rates.map((t) => pow(t, delta - 0.5)) }),
});
