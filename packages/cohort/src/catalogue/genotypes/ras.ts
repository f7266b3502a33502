import { sources } from "../../parameters/sources.ts";
import { defineGenotype } from "../part.ts";

export const ras = defineGenotype({
  id: "RAS",
  description: "NRAS, HRAS or KRAS mutation",
  pathway: "RAS",
  untreatedUptake: {
    value: 0.005,
    unit: "% of activity per g",
    description: "Untreated uptake of a typical lesion, RAS",
    row: "dos.u0.ras",
    verification: "assumption",
    sources: [sources.meraiodeRas],
    note: "Solved for about 30 % visible untreated; 3 of 10 in MERAIODE",
  },
  referenceTargets: ["MEK"],
});
