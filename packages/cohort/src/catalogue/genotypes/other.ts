import { defineGenotype } from "../part.ts";

export const other = defineGenotype({
  id: "other",
  description: "Any other or unknown driver",
  pathway: "unknown",
  untreatedUptake: {
    value: 0.002,
    unit: "% of activity per g",
    description: "Untreated uptake of a typical lesion, other",
    row: "cohort.u0.other",
    verification: "assumption",
    sources: [],
    note: "No measurement was found",
  },
  referenceTargets: ["MEK"],
});
