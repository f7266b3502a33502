import { defineDrug } from "../part.ts";

/** Inhibitor of RET. */
export const selpercatinib = defineDrug({
  id: "selpercatinib",
  targets: ["RET"],
  studiedMgPerDay: {
    value: 320,
    unit: "mg/day",
    description: "Daily dose of selpercatinib",
    row: "drug.selpercatinib.dose",
    verification: "assumption",
    sources: [],
    note: "160 mg twice daily, the labelled dose; the dose of the published cases was not seen",
  },
});
