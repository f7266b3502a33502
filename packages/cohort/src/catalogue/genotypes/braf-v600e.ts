import { defineGenotype } from "../part.ts";

export const brafV600E = defineGenotype({
  id: "BRAF_V600E",
  description: "BRAF V600E",
  pathway: "BRAF",
  untreatedUptake: {
    value: 0.0025,
    unit: "% of activity per g",
    description: "Untreated uptake of a typical lesion, BRAF_V600E",
    row: "dos.u0.braf",
    verification: "assumption",
    sources: [],
    note: "Solved so that about 5 % of patients have visible uptake untreated",
  },
  referenceTargets: ["BRAF", "MEK"],
});
