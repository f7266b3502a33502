import type { Parameter } from "./parameter.ts";
import { sources } from "./sources.ts";

/** What is seen of the disease, and when patients are lost. */
export const observationParameters = {
  measurementRelativeSd: {
    value: 0.0321,
    unit: "fraction",
    description: "Measurement SD of the sum of diameters, part proportional to it",
    row: "meas.sld",
    verification: "secondary",
    sources: [sources.majid2024],
    allowed: { least: 0, most: 1 },
  },
  measurementSdMm: {
    value: 1.21,
    unit: "mm",
    description: "Measurement SD of the sum of diameters, constant part",
    row: "meas.sld",
    verification: "secondary",
    sources: [sources.majid2024],
    allowed: { least: 0, most: 20 },
  },
  vanishedMm: {
    value: 5,
    unit: "mm",
    description: "Diameter below which a lesion is not seen",
    row: "cohort.vanished",
    verification: "assumption",
    sources: [],
    allowed: { least: 0, most: 10 },
  },
  dropoutPerYear: {
    value: 0.05,
    unit: "1/year",
    description: "Probability of leaving the trial within a year without an event",
    row: "drop.annual",
    verification: "assumption",
    sources: [],
    allowed: { least: 0, most: 0.999 },
  },
  evaluableShare: {
    value: 89 / 101,
    unit: "fraction",
    description: "Patients whose response can be assessed, among those enrolled",
    row: "scr.evaluable",
    verification: "derived",
    sources: [sources.ho2013, sources.dunn2019, sources.meraiodeBraf, sources.meraiodeRas, sources.selimetry],
    note: "89 of 101 in five trials",
    allowed: { least: 0, most: 1 },
  },
} as const satisfies Record<string, Parameter>;
