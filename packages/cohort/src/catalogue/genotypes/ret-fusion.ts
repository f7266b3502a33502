import { defineGenotype } from "../part.ts";

export const retFusion = defineGenotype({
  id: "RET_fusion",
  description: "RET fusion",
  pathway: "RET",
  untreatedUptake: {
    value: 0.003,
    unit: "% of activity per g",
    description: "Untreated uptake of a typical lesion, RET_fusion",
    row: "cohort.u0.fusion",
    verification: "assumption",
    sources: [],
    note: "No measurement was found",
  },
  referenceTargets: ["RET"],
});
