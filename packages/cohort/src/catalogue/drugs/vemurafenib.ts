import { defineDrug } from "../part.ts";

/** Inhibitor of mutant BRAF. */
export const vemurafenib = defineDrug({
  id: "vemurafenib",
  targets: ["BRAF"],
  studiedMgPerDay: {
    value: 1920,
    unit: "mg/day",
    description: "Daily dose of vemurafenib",
    row: "drug.vemurafenib.dose",
    verification: "assumption",
    sources: [],
    note: "960 mg twice daily, the labelled dose; the dose of the pooled study was not seen",
  },
});
