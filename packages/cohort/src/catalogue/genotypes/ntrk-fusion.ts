import { defineGenotype } from "../part.ts";

export const ntrkFusion = defineGenotype({
  id: "NTRK_fusion",
  description: "NTRK fusion",
  pathway: "NTRK",
  untreatedUptake: {
    value: 0.003,
    unit: "% of activity per g",
    description: "Untreated uptake of a typical lesion, NTRK_fusion",
    row: "cohort.u0.fusion",
    verification: "assumption",
    sources: [],
    note: "No measurement was found",
  },
  referenceTargets: ["TRK"],
});
